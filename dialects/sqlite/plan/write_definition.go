package plan

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// createIndex writes an index.
func createIndex(table string, x model.Index) string {
	w := write("CREATE ")
	if x.Unique {
		w.Key("UNIQUE ")
	}
	w.Key("INDEX ").Ident(x.Name).Key(" ON ").Ident(table).Key(" ").elements(x.Keys)
	if !x.Predicate.IsZero() {
		w.Key(" WHERE ").Expr(x.Predicate)
	}
	return w.String()
}

// createDefinition writes a view, a trigger or a virtual table.
func createDefinition(d model.Definition) (string, error) {
	switch d.ID.Kind {
	case kind.View:
		w := write("CREATE VIEW ").Ident(d.ID.Name)
		if list := d.Get(kind.Columns).List; len(list) > 0 {
			w.Key(" ").columns(texts(list))
		}
		return w.Key(" AS\n").Expr(d.Get(kind.Query).Query).String(), nil
	case kind.Trigger:
		return createTrigger(d)
	case kind.VirtualTable:
		w := write("CREATE VIRTUAL TABLE ").Ident(d.ID.Name).Key(" USING ").Ident(d.Get(kind.Module).Text)
		if list := d.Get(kind.Arguments).List; len(list) > 0 {
			w.Key("(")
			for i, argument := range texts(list) {
				if i > 0 {
					w.Key(", ")
				}
				w.Expr(model.Expr{Text: argument})
			}
			w.Key(")")
		}
		return w.String(), nil
	default:
		return "", fmt.Errorf("SQLite has no objects of kind %s", d.ID.Kind)
	}
}

func createTrigger(d model.Definition) (string, error) {
	w := write("CREATE TRIGGER ").Ident(d.ID.Name)
	timing, ok := map[string]render.Keyword{"before": " BEFORE", "after": " AFTER", "instead of": " INSTEAD OF"}[d.Get(kind.Timing).Text]
	if !ok {
		return "", fmt.Errorf("the trigger %s has no timing %q", d.ID.Name, d.Get(kind.Timing).Text)
	}
	event, ok := map[string]render.Keyword{"insert": " INSERT", "update": " UPDATE", "delete": " DELETE"}[d.Get(kind.Event).Text]
	if !ok {
		return "", fmt.Errorf("the trigger %s has no event %q", d.ID.Name, d.Get(kind.Event).Text)
	}
	w.Key(timing).Key(event)
	if list := d.Get(kind.Columns).List; len(list) > 0 {
		w.Key(" OF ").Idents(texts(list))
	}
	w.Key(" ON ").Ident(d.ID.Parent)
	if when := d.Get(kind.When).Expr; !when.IsZero() {
		w.Key(" WHEN ").inside(when)
	}
	return w.Key("\nBEGIN\n    ").Expr(d.Get(kind.Body).Query).Key("\nEND").String(), nil
}

func texts(list []model.Value) []string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.Text
	}
	return names
}

// dropWords are the statements that drop an object of a kind, up to its name.
func dropWords(k model.Kind) render.Keyword {
	switch k {
	case kind.View:
		return "DROP VIEW "
	case kind.Trigger:
		return "DROP TRIGGER "
	case model.KindIndex:
		return "DROP INDEX "
	default:
		return "DROP TABLE "
	}
}
