package acl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
)

// Rights is a set of privileges.
type Rights uint32

// right is one privilege.
type right struct {
	letter byte
	word   string
}

// rights lists the privileges in the order in which the server prints them
// (ACL_ALL_RIGHTS_STR).
func rights() []right {
	return []right{
		{'a', "INSERT"},
		{'r', "SELECT"},
		{'w', "UPDATE"},
		{'d', "DELETE"},
		{'D', "TRUNCATE"},
		{'x', "REFERENCES"},
		{'t', "TRIGGER"},
		{'X', "EXECUTE"},
		{'U', "USAGE"},
		{'C', "CREATE"},
		{'T', "TEMPORARY"},
		{'c', "CONNECT"},
		{'s', "SET"},
		{'A', "ALTER SYSTEM"},
		{'m', "MAINTAIN"},
	}
}

// letters returns the set of the privileges with these letters.
func letters(text string) Rights {
	var set Rights
	for i, r := range rights() {
		if strings.IndexByte(text, r.letter) >= 0 {
			set |= 1 << i
		}
	}
	return set
}

// Word returns the privilege that a GRANT names.
func Word(name string) (Rights, bool) {
	name = strings.ToUpper(name)
	if name == "TEMP" {
		name = "TEMPORARY"
	}
	for i, r := range rights() {
		if r.word == name {
			return 1 << i, true
		}
	}
	return 0, false
}

// Words lists the privileges of a set in their canonical order.
func (r Rights) Words() []string {
	var list []string
	for i, known := range rights() {
		if r&(1<<i) != 0 {
			list = append(list, known.word)
		}
	}
	return list
}

// Class is what GRANT tells apart: the kinds of objects with privileges.
type Class string

// The classes.
const (
	Table     Class = "table" // and whatever can be queried
	Column    Class = "column"
	Sequence  Class = "sequence"
	Routine   Class = "routine"
	Type      Class = "type"
	Schema    Class = "schema"
	Language  Class = "language"
	Wrapper   Class = "foreign-data wrapper"
	Server    Class = "server"
	Database  Class = "database"
	Parameter Class = "parameter"
)

// All returns the privileges that there are for objects of a class.
func (c Class) All(v version.Number) Rights {
	switch c {
	case Table:
		if v.HasMaintain() {
			return letters("arwdDxtm")
		}
		return letters("arwdDxt")
	case Column:
		return letters("arwx")
	case Sequence:
		return letters("rwU")
	case Routine:
		return letters("X")
	case Schema:
		return letters("UC")
	case Database:
		return letters("CTc")
	case Parameter:
		return letters("sA")
	case Type, Language, Wrapper, Server:
		return letters("U")
	}
	return 0
}

// Default returns what an object has without any GRANT (acldefault).
func (c Class) Default(v version.Number) List {
	owner, public := c.All(v), Rights(0)
	switch c {
	case Routine:
		public = letters("X")
	case Type, Language:
		public = letters("U")
	case Database:
		public = letters("Tc")
	case Column:
		owner = 0
	case Parameter, Table, Sequence, Schema, Wrapper, Server:
	}
	return normal([]Item{{Grantee: Owner, Grantor: Owner, Rights: owner}, {Grantee: Public, Grantor: Owner, Rights: public}})
}

// DefaultOfPublic returns what schema public has in a new database.
func DefaultOfPublic(v version.Number) List {
	public := letters("U")
	if !v.RestrictsPublic() {
		public = letters("UC")
	}
	return normal([]Item{{Grantee: Owner, Grantor: Owner, Rights: letters("UC")}, {Grantee: Public, Grantor: Owner, Rights: public}})
}
