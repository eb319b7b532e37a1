package gostruct

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
)

// Conventions say what is called how when a struct leaves it open.
type Conventions struct {
	// Plural: the table of a struct has the plural of its name.
	Plural bool
	// Initialisms are words that snake case keeps together, beyond the usual.
	Initialisms []string
	// Comments: what documents structs and fields in Go is their comment in the
	// database.
	Comments bool
	// Enums: each type of strings that has constants is an enum.
	Enums bool

	// The names of constraints and indexes, as templates with {table}, {schema},
	// {column} (the first), {columns}, {referred_table}, {referred_column},
	// {referred_columns} and {name} (the one that the tag gives; without it a
	// given name is taken as it is). Empty: the server chooses.
	PrimaryKey, Unique, Index, ForeignKey, Check, Exclusion string
}

// template returns the one for a part of a table.
func (c Conventions) template(part string) string {
	switch part {
	case keyPrimary:
		return c.PrimaryKey
	case keyUnique:
		return c.Unique
	case keyIndex, keyUniqueIndex:
		return c.Index
	case keyForeign:
		return c.ForeignKey
	case keyCheck:
		return c.Check
	case keyExclusion:
		return c.Exclusion
	}
	return ""
}

// called returns the name of a part of a table by convention: empty if the
// server chooses it. missing is the word of the template for which there is
// nothing.
func (c Conventions) called(p *part, t *table) (chosen, missing string) {
	template, given := c.template(p.kind), p.opts["name"].value.s
	named := strings.Contains(template, "{name}")
	switch {
	case given != "" && !named:
		return given, ""
	case template == "" || named && given == "":
		return "", ""
	}
	columns := p.columnNames()
	values := map[string]string{"table": t.name.s, "schema": t.schema.s, "name": given, "columns": strings.Join(columns, "_")}
	if len(columns) > 0 {
		values["column"] = columns[0]
	}
	if p.kind == keyForeign {
		values["referred_table"] = p.target.table.s
		var list []string
		for _, c := range p.target.columns {
			list = append(list, c.s)
		}
		values["referred_columns"] = strings.Join(list, "_")
		if len(list) > 0 {
			values["referred_column"] = list[0]
		}
	}
	chosen, err := names.Expand(template, func(word string) (string, error) {
		if values[word] == "" && word != "schema" {
			missing = word
		}
		return values[word], nil
	})
	if err != nil {
		return "", ""
	}
	return chosen, missing
}
