// Package acl computes with access control lists as the server does: what an
// object's default rights are, what GRANT and REVOKE make of a list, what becomes
// of it under another owner.
//
// The owner of an object may be unknown, as in a script that doesn't say who
// runs it. It therefore has a name of its own in a list, [Owner], whoever it is.
package acl

import (
	"cmp"
	"slices"
)

// The grantees that are no roles by name.
const (
	// Owner is the owner of the object, whoever that is.
	Owner = "\x00owner"
	// Public is everybody.
	Public = ""
)

// Item are the rights of one grantee that one grantor has given.
type Item struct {
	Grantee, Grantor string
	// Rights has those with the grant option, too; Options has only these.
	Rights, Options Rights
}

// List is an access control list, sorted, without empty items.
type List []Item

// normal returns a list in its canonical form.
func normal(list []Item) List {
	out := make(List, 0, len(list))
	for _, i := range list {
		if i.Rights != 0 {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Grantee, b.Grantee), cmp.Compare(a.Grantor, b.Grantor))
	})
	return out
}

// Of returns the item of a grantee and a grantor.
func (l List) Of(grantee, grantor string) Item {
	for _, i := range l {
		if i.Grantee == grantee && i.Grantor == grantor {
			return i
		}
	}
	return Item{Grantee: grantee, Grantor: grantor}
}

// with returns the list with another item for its grantee and grantor.
func (l List) with(item Item) List {
	list := make([]Item, 0, len(l)+1)
	for _, i := range l {
		if i.Grantee != item.Grantee || i.Grantor != item.Grantor {
			list = append(list, i)
		}
	}
	return normal(append(list, item))
}

// Equal reports whether two lists say the same.
func (l List) Equal(o List) bool { return slices.Equal(normal(l), normal(o)) }

// Merge adds the rights of another list (aclmerge).
func (l List) Merge(o List) List {
	for _, i := range o {
		have := l.Of(i.Grantee, i.Grantor)
		have.Rights |= i.Rights
		have.Options |= i.Options
		l = l.with(have)
	}
	return l
}

// Rename gives a role another name. The name of the owner is turned into
// [Owner], and the other way round, by the same means: what was theirs is then
// the owner's (aclnewowner).
func (l List) Rename(from, to string) List {
	var out List
	for _, i := range l {
		if i.Grantee == from {
			i.Grantee = to
		}
		if i.Grantor == from {
			i.Grantor = to
		}
		have := out.Of(i.Grantee, i.Grantor)
		have.Rights |= i.Rights
		have.Options |= i.Options
		out = out.with(have)
	}
	return out
}

// NewOwner returns the list of an object that is handed over (aclnewowner): the
// rights of the old owner are the new one's. Roles that are unknown are "".
func (l List) NewOwner(old, fresh string) List {
	if fresh == "" || fresh == old {
		return l
	}
	return l.Rename(fresh, Owner)
}

// HasOptions returns the rights that a role may grant, whoever gave it them.
func (l List) HasOptions(role string) Rights {
	var r Rights
	for _, i := range l {
		if i.Grantee == role {
			r |= i.Options
		}
	}
	return r
}

// Without returns the list without the rights that another one has.
func (l List) Without(o List) List {
	out := make([]Item, 0, len(l))
	for _, i := range l {
		have := o.Of(i.Grantee, i.Grantor)
		i.Rights &^= have.Rights
		i.Options &^= have.Rights
		out = append(out, i)
	}
	return normal(out)
}

// Depth tells how far a grantor is from the owner: one who has rights by a grant
// can only grant them after that.
func (l List) Depth(grantor string) int {
	depth := map[string]int{Owner: 0}
	for range l {
		for _, i := range l {
			at, known := depth[i.Grantor]
			if have, seen := depth[i.Grantee]; known && i.Options != 0 && (!seen || have > at+1) {
				depth[i.Grantee] = at + 1
			}
		}
	}
	return depth[grantor]
}

// Change is what a GRANT or a REVOKE says.
type Change struct {
	Grantor  string
	Grantees []string
	Rights   Rights
	// Options: WITH GRANT OPTION, or GRANT OPTION FOR.
	Options bool
	Cascade bool
}

// Grant applies a GRANT.
func (l List) Grant(c Change) List {
	for _, grantee := range c.Grantees {
		item := l.Of(grantee, c.Grantor)
		item.Rights |= c.Rights
		if c.Options && grantee != Public {
			item.Options |= c.Rights
		}
		l = l.with(item)
	}
	return l
}

// Revoke applies a REVOKE. What was granted by virtue of what is revoked goes,
// too; it returns false if there is something of that kind and the statement
// doesn't say CASCADE.
func (l List) Revoke(c Change) (List, bool) {
	whole := true
	for _, grantee := range c.Grantees {
		item := l.Of(grantee, c.Grantor)
		before := item.Options
		item.Options &^= c.Rights
		if !c.Options {
			item.Rights &^= c.Rights
		}
		l = l.with(item)
		lost := before &^ item.Options
		if lost &^= l.HasOptions(grantee); lost == 0 || grantee == Owner {
			continue
		}
		var ok bool
		if l, ok = l.recursive(grantee, lost, c.Cascade); !ok {
			whole = false
		}
	}
	return l, whole
}

// recursive takes away what a role has granted and can't grant any more
// (recursive_revoke).
func (l List) recursive(grantor string, lost Rights, cascade bool) (List, bool) {
	for _, i := range l {
		if i.Grantor != grantor || i.Rights&lost == 0 {
			continue
		}
		if !cascade {
			return l, false
		}
		l, _ = l.Revoke(Change{Grantor: grantor, Grantees: []string{i.Grantee}, Rights: lost, Cascade: true})
	}
	return l, true
}
