package catalog_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// checkIndexKeys writes the column keys of every index as the server would and
// looks for them in what the server prints. That proves which operator classes
// and collations are taken for the default.
func checkIndexKeys(t *testing.T, db *pgtest.DB, s model.Schema) {
	t.Helper()
	definitions := indexDefinitions(t, db)
	for _, table := range s.Tables {
		for _, index := range table.Indexes {
			definition := definitions[model.QName{Schema: table.Schema, Name: index.Name}]
			var keys []string
			for _, k := range index.Keys {
				if k.Column == "" {
					keys = nil // the text of an expression isn't rebuilt here
					break
				}
				keys = append(keys, writeKey(k))
			}
			want := " USING " + index.Method + " (" + strings.Join(keys, ", ") + ")"
			if keys != nil && !strings.Contains(definition, want) {
				t.Errorf("%s: the keys are read as %q", definition, want)
			}
		}
	}
}

func indexDefinitions(t *testing.T, db *pgtest.DB) map[model.QName]string {
	t.Helper()
	ctx := context.Background()
	if _, err := db.Conn().Exec(ctx, "SET search_path = ''"); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Conn().Query(ctx, "SELECT schemaname, indexname, indexdef FROM pg_indexes")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	definitions := map[model.QName]string{}
	for rows.Next() {
		var name model.QName
		var definition string
		if err := rows.Scan(&name.Schema, &name.Name, &definition); err != nil {
			t.Fatal(err)
		}
		definitions[name] = definition
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return definitions
}

// writeKey writes a column key as pg_get_indexdef does.
func writeKey(k model.IndexKey) string {
	text := deparse.Ident(k.Column)
	if !k.Collation.IsZero() {
		text += " COLLATE " + qualified(k.Collation)
	}
	if !k.Opclass.IsZero() {
		text += " " + qualified(k.Opclass)
	}
	if len(k.OpclassOptions) > 0 {
		var options []string
		for _, o := range k.OpclassOptions {
			options = append(options, o.Name+"='"+o.Value+"'")
		}
		text += " (" + strings.Join(options, ", ") + ")"
	}
	switch {
	case k.Descending && !k.NullsFirst:
		return text + " DESC NULLS LAST"
	case k.Descending:
		return text + " DESC"
	case k.NullsFirst:
		return text + " NULLS FIRST"
	}
	return text
}

func qualified(name model.QName) string {
	if name.Schema == "" {
		return deparse.Ident(name.Name)
	}
	return deparse.Qualified(name.Schema, name.Name)
}
