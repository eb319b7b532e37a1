package gostruct

import "slices"

// kind is what the value of a key is.
type kind uint8

const (
	sql      kind = iota // a piece of SQL
	name                 // a name, with dots between its parts
	nameList             // a list of names
	plain                // any text
	flag                 // no value
)

// key is what a tag may say.
type key struct {
	name     string
	kind     kind
	optional bool // the value may be left out
	once     bool
	example  string
	// of are the keys that it says more about: it stands behind one of them.
	of []string
}

// The keys that stand for a part of a table of their own.
const (
	keyPrimary     = "pk"
	keyUnique      = "unique"
	keyIndex       = "index"
	keyUniqueIndex = "uniqueindex"
	keyForeign     = "fk"
	keyCheck       = "check"
	keyExclusion   = "exclusion"
	keyPartition   = "partition"
)

// columnKeys are the keys of a column's tag.
func columnKeys() []key {
	keys := []key{
		{name: "type", kind: sql, example: "varchar(40)"},
		{name: "size", kind: sql, example: "255"},
		{name: "column", kind: name, example: "user_id"},
		{name: "null", kind: flag},
		{name: "notnull", kind: name, optional: true, example: "users_email_known"},
		{name: "default", kind: sql, example: "now()"},
		{name: "generated", kind: sql, example: "lower(email)"},
		{name: "virtual", kind: flag},
		{name: "identity", kind: sql, optional: true, example: "always"},
		{name: "collate", kind: name, example: "C"},
		{name: "attributes", kind: sql, example: "ON UPDATE current_timestamp"},
		{name: "comment", kind: plain, optional: true, example: "what it is"},
		{name: "renamed_from", kind: name, example: "old_name"},
		{name: "enum", kind: name, optional: true, example: "order_status"},
		{name: "storage", kind: sql, example: "external"},
		{name: "compression", kind: sql, example: "lz4"},
		{name: "statistics", kind: sql, example: "500"},
		{name: "ignore", kind: flag},
		{name: "embed", kind: flag},
		{name: "prefix", kind: plain, example: "home_"},
	}
	for i := range keys {
		keys[i].once = true
	}
	heads := []key{
		{name: keyPrimary, kind: flag},
		{name: keyUnique, kind: nameList, optional: true, example: "users_email_key"},
		{name: keyIndex, kind: nameList, optional: true, example: "users_email_idx"},
		{name: keyUniqueIndex, kind: nameList, optional: true, example: "users_email_idx"},
		{name: keyForeign, kind: sql, example: "users.id"},
		{name: keyCheck, kind: sql, example: "price > 0"},
	}
	return append(append(keys, heads...), furtherKeys()...)
}

// furtherKeys say more about the part of a table that a key before them began.
func furtherKeys() []key {
	indexes := []string{keyIndex, keyUniqueIndex, keyExclusion}
	withKeys := append(slices.Clone(indexes), keyPrimary, keyUnique)
	foreign := []string{keyForeign}
	return []key{
		{name: "name", kind: name, example: "users_email_key", of: append(slices.Clone(withKeys), keyForeign, keyCheck)},
		{name: "method", kind: sql, example: "gin", of: indexes},
		{name: "order", kind: sql, example: "desc nulls last", of: indexes[:2]},
		{name: "opclass", kind: sql, example: "jsonb_path_ops", of: indexes[:2]},
		{name: "where", kind: sql, example: "deleted_at IS NULL", of: indexes},
		{name: "include", kind: nameList, example: "title", of: withKeys},
		{name: "nullsnotdistinct", kind: flag, of: []string{keyUniqueIndex, keyUnique, keyIndex}},
		{name: "with", kind: sql, example: "fillfactor = 70", of: append(slices.Clone(withKeys), keyPartition)},
		{name: "tablespace", kind: name, example: "fast", of: append(slices.Clone(withKeys), keyPartition)},
		{name: "ondelete", kind: sql, example: "cascade", of: foreign},
		{name: "onupdate", kind: sql, example: "cascade", of: foreign},
		{name: "match", kind: sql, example: "full", of: foreign},
		{name: "deferrable", kind: sql, optional: true, example: "deferred", of: []string{keyForeign, keyUnique, keyPrimary, keyExclusion}},
		{name: "notvalid", kind: flag, of: []string{keyForeign, keyCheck}},
		{name: "noinherit", kind: flag, of: []string{keyCheck}},
	}
}

// marker is a type of package schema, and what its tag may say.
type marker struct {
	part string // the key that its part of the table has in a column's tag
	keys []key
}

// markers lists the marker types by name.
func markers() map[string]marker {
	columns := key{name: "columns", kind: nameList, example: "a, b"}
	on := key{name: "on", kind: sql, example: "lower(email), created_at DESC"}
	partition := key{name: "partition_by", kind: sql, example: "range (created_at)"}
	list := map[string]marker{
		"Table": {keys: []key{
			{name: "name", kind: name, example: "users"},
			{name: "schema", kind: name, example: "shop"},
			{name: "comment", kind: plain, optional: true, example: "who may log in"},
			{name: "comments", kind: flag},
			{name: "renamed_from", kind: name, example: "old_name"},
			{name: "unlogged", kind: flag},
			{name: "using", kind: name, example: "heap"},
			{name: "with", kind: sql, example: "fillfactor = 70"},
			{name: "tablespace", kind: name, example: "fast"},
			{name: "inherits", kind: sql, example: "parent"},
			partition,
		}},
		"Mixin":      {},
		"PrimaryKey": {keyPrimary, []key{columns, on}},
		"Unique":     {keyUnique, []key{columns, on}},
		"Index":      {keyIndex, []key{columns, on, {name: "unique", kind: flag}}},
		"ForeignKey": {keyForeign, []key{columns, {name: "references", kind: sql, example: "users(tenant, id)"}}},
		"Check":      {keyCheck, []key{{name: "expr", kind: sql, example: "ends > begins"}}},
		"Exclusion":  {keyExclusion, []key{{name: "on", kind: sql, example: "room WITH =, during WITH &&"}}},
		"Partition": {keyPartition, []key{
			{name: "name", kind: name, example: "events_2026"},
			{name: "schema", kind: name, example: "archive"},
			{name: "values", kind: sql, example: "from ('2026-01-01') to ('2027-01-01')"},
			{name: "of", kind: name, example: "events_2026"},
			partition,
		}},
	}
	for word, m := range list {
		if m.part != "" {
			for _, k := range furtherKeys() {
				if slices.Contains(k.of, m.part) && k.name != "order" && k.name != "opclass" {
					m.keys = append(m.keys, k)
				}
			}
			m.keys = append(m.keys, key{name: "comment", kind: plain, example: "what it is for"},
				key{name: "renamed_from", kind: name, example: "old_name"})
		}
		for i := range m.keys {
			m.keys[i].once = true
		}
		list[word] = m
	}
	return list
}

// otherWords are what other tools call our keys.
var otherWords = map[string]string{
	"primarykey": keyPrimary, "primary": keyPrimary, "primary_key": keyPrimary, "autoincrement": "identity", "references": keyForeign,
	"foreignkey": keyForeign, "foreign_key": keyForeign, "nullable": "null", "not_null": "notnull", "required": "notnull",
	"uniqueindex": keyUniqueIndex, "unique_index": keyUniqueIndex, "constraint": keyCheck, "length": "size",
	"on_delete": "ondelete", "on_update": "onupdate", "using": "method", "sort": "order", "rename": "renamed_from",
	"renamedfrom": "renamed_from", "was": "renamed_from", "skip": "ignore", "embedded": "embed", "embeddedprefix": "prefix",
	"expression": "expr", "expr": keyCheck, "table": "name", "collation": "collate", "doc": "comment", "description": "comment",
}

func findKey(known []key, name string) (key, bool) {
	for _, k := range known {
		if k.name == name {
			return k, true
		}
	}
	return key{}, false
}
