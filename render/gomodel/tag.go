package gomodel

import (
	"strings"
)

// items are the keys of a schema tag.
type items []string

// flag adds a key without a value.
func (i *items) flag(key string) { *i = append(*i, key) }

// sql adds a key whose value is SQL, a list of names or a name.
func (i *items) sql(key, value string) { *i = append(*i, key+"="+value) }

// text adds a key whose value is any text.
func (i *items) text(key, value string) {
	if strings.Contains(value, ";") || strings.HasPrefix(value, "'") || value != strings.Trim(value, " \t\n") {
		value = "'" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	i.sql(key, value)
}

// optional adds a key with a value, if there is one.
func (i *items) optional(key, value string) {
	if value != "" {
		i.sql(key, value)
	}
}

func (i *items) when(condition bool, key string) {
	if condition {
		i.flag(key)
	}
}

func (i items) String() string { return strings.Join(i, ";") }

// name writes a name as tags have it: in quotes only if it is no plain word.
func name(s string) string {
	plain := s != ""
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			plain = false
		}
	}
	if plain {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// nameList writes names with commas between them.
func nameList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = name(s)
	}
	return strings.Join(quoted, ", ")
}
