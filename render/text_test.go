package render_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func id(kind model.Kind, parts ...string) model.ID {
	switch len(parts) {
	case 3:
		return model.ID{Kind: kind, Schema: parts[0], Parent: parts[1], Name: parts[2]}
	case 2:
		return model.ID{Kind: kind, Schema: parts[0], Name: parts[1]}
	}
	return model.ID{Kind: kind, Name: parts[0]}
}

// bigReport has something of everything that a review can say.
func bigReport() render.Report {
	typ := func(name string) model.Type { return model.Type{Name: name} }
	orders := model.QName{Schema: "shop", Name: "orders"}
	customers := model.QName{Schema: "shop", Name: "customers"}
	refunds := model.Table{
		Schema: "shop", Name: "refunds",
		Columns: []model.Column{
			{Name: "id", Type: typ("bigint"), NotNull: true, Identity: model.Identity{Mode: model.IdentityAlways}},
			{Name: "order_id", Type: typ("bigint"), NotNull: true},
			{Name: "amount", Type: model.Type{Name: "numeric", Modifiers: "12,2"}, Default: model.Expr{Text: "0.00"}},
		},
	}
	result := diff.Result{
		Old: model.Schema{Dialect: "postgres", Version: 150018, Tables: []model.Table{{Schema: "shop", Name: "clients"}}},
		New: model.Schema{Dialect: "postgres", Version: 150018, Sequences: []model.Sequence{
			{Schema: "shop", Name: "orders_id_seq", OwnedBy: model.ColumnRef{Table: orders, Column: "id"}},
		}},
		Changes: []diff.Change{
			diff.Add{ID: id(model.KindSchema, "audit"), New: model.Namespace{Name: "audit"}},
			diff.Add{ID: id(model.KindExtension, "citext"), New: model.Extension{Name: "citext", Version: "1.6"}},
			diff.Add{ID: id(model.KindEnum, "shop", "refund_state"), New: model.Enum{Labels: []string{"asked", "paid"}}},
			diff.Alter{
				OldID: id(model.KindEnum, "shop", "order_state"), NewID: id(model.KindEnum, "shop", "order_state"),
				Old:    model.Enum{Labels: []string{"new", "paid", "sent"}},
				New:    model.Enum{Labels: []string{"new", "paid", "packed", "sent", "lost on the way", "returned by the customer"}},
				Facets: []diff.Facet{{Name: diff.FacetLabels, Old: "new, paid, sent", New: "new, paid, packed, sent, lost on the way, returned by the customer"}},
			},
			diff.Drop{ID: id(model.KindDomain, "shop", "zip"), Old: model.Domain{}},
			diff.Rename{From: id(model.KindTable, "shop", "clients"), To: id(model.KindTable, "shop", "customers")},
			diff.Rename{From: id(model.KindColumn, "shop", "clients", "mail"), To: id(model.KindColumn, "shop", "customers", "email")},
			diff.Alter{
				OldID: id(model.KindColumn, "shop", "clients", "mail"), NewID: id(model.KindColumn, "shop", "customers", "email"),
				Old: model.Column{}, New: model.Column{},
				Facets: []diff.Facet{{Name: diff.FacetType, Old: "text", New: "public.citext"}, {Name: diff.FacetNotNull, Old: "", New: "yes"}},
			},
			diff.Drop{ID: id(model.KindColumn, "shop", "clients", "fax"), Old: model.Column{Type: typ("text")}},
			diff.Add{ID: id(model.KindColumn, "shop", "orders", "note"), New: model.Column{Type: typ("text")}},
			diff.Drop{ID: id(model.KindColumn, "shop", "orders", "legacy_code"), Old: model.Column{Type: typ("integer")}},
			diff.Alter{
				OldID: id(model.KindColumn, "shop", "orders", "total"), NewID: id(model.KindColumn, "shop", "orders", "total"),
				Old: model.Column{}, New: model.Column{},
				Facets: []diff.Facet{{Name: diff.FacetType, Old: "integer", New: "numeric(12,2)"}, {Name: diff.FacetDefault, Old: "", New: "0.00"}},
			},
			diff.Alter{
				OldID: id(model.KindCheck, "shop", "orders", "orders_total_check"), NewID: id(model.KindCheck, "shop", "orders", "orders_total_check"),
				Old: model.Check{}, New: model.Check{},
				Facets: []diff.Facet{{
					Name: diff.FacetExpression,
					Old:  "total >= 0 AND (state <> 'paid'::shop.order_state OR paid_at IS NOT NULL)",
					New:  "total > 0 AND (state <> 'paid'::shop.order_state OR paid_at IS NOT NULL)",
				}},
			},
			diff.Add{ID: id(model.KindIndex, "shop", "orders", "orders_note_idx"), New: model.Index{
				Method: "btree", Keys: []model.IndexKey{{Column: "note", Descending: true, NullsFirst: true}}, Predicate: model.Expr{Text: "note IS NOT NULL"},
			}},
			diff.Add{ID: id(model.KindForeignKey, "shop", "orders", "orders_customer_id_fkey"), New: model.ForeignKey{
				Columns: []string{"customer_id"}, References: customers, RefColumns: []string{"id"}, OnDelete: model.Cascade,
			}},
			diff.Unsupported{
				ID: id(model.KindCheck, "shop", "orders", "orders_odd_check"), Facet: diff.FacetExpression,
				Reason: "the two expressions could not be proven the same", Old: "odd(total)", New: "odd((total)::integer)",
			},
			diff.Alter{
				OldID: id(model.KindSequence, "shop", "orders_id_seq"), NewID: id(model.KindSequence, "shop", "orders_id_seq"),
				Old: model.Sequence{}, New: model.Sequence{}, Facets: []diff.Facet{{Name: diff.FacetCache, Old: "1", New: "20"}},
			},
			diff.Add{ID: id(model.KindTable, "shop", "refunds"), New: refunds},
			diff.Add{ID: id(model.KindPrimaryKey, "shop", "refunds", "refunds_pkey"), New: model.Key{Primary: true, Columns: []string{"id"}}},
			diff.Drop{ID: id(model.KindTable, "shop", "sessions"), Old: model.Table{Columns: make([]model.Column, 4)}},
			diff.Unsupported{ID: id("view", "shop", "open_orders"), Reason: "objects of this kind are not compared", New: "shop.open_orders"},
			diff.Alter{
				OldID: id(model.KindTable, "shop", "zones"), NewID: id(model.KindTable, "shop", "zones"),
				Old: model.Table{}, New: model.Table{}, Facets: []diff.Facet{{Name: diff.FacetComment, Old: "", New: "Where we deliver.\nAnd \x1b[31mwhere not."}},
			},
		},
		Notes:       []diff.Note{{ID: id(model.KindTable, "shop", "orders"), Text: "the columns stand in another order"}},
		NotCompared: []model.ID{id("view", "shop", "v"), id("policy", "shop", "orders", "p"), id("policy", "shop", "orders", "q")},
		Questions:   []diff.Question{{From: id(model.KindColumn, "shop", "orders", "legacy_code"), To: id(model.KindColumn, "shop", "orders", "note"), Hint: "column:shop.orders.legacy_code=note"}},
	}
	exclusive := func(q ...model.QName) (locks []render.TableLock) {
		for _, t := range q {
			locks = append(locks, render.TableLock{Table: t, Mode: "ACCESS EXCLUSIVE"})
		}
		return locks
	}
	up := render.Plan{
		Groups: []render.Group{
			{Transactional: true, Statements: []render.Statement{
				{
					SQL: "ALTER TABLE shop.orders …;", Transactional: true, Lock: "ACCESS EXCLUSIVE", LockedTables: exclusive(orders),
					Objects: []model.ID{
						id(model.KindColumn, "shop", "orders", "note"), id(model.KindColumn, "shop", "orders", "legacy_code"),
						id(model.KindColumn, "shop", "orders", "total"), id(model.KindCheck, "shop", "orders", "orders_total_check"),
					},
					Rewrites: []model.QName{orders},
					Hazards: []render.Hazard{
						{Code: render.TableRewrite, Text: "all rows of shop.orders are written anew; nobody can read or write it meanwhile", Object: id(model.KindColumn, "shop", "orders", "total")},
						{Code: render.DataLoss, Text: "the values of the column are lost", Object: id(model.KindColumn, "shop", "orders", "legacy_code")},
					},
				},
				{
					SQL: "ALTER TABLE shop.orders ADD FOREIGN KEY …;", Transactional: true,
					LockedTables: []render.TableLock{{Table: customers, Mode: "SHARE ROW EXCLUSIVE"}, {Table: orders, Mode: "SHARE ROW EXCLUSIVE"}},
					Objects:      []model.ID{id(model.KindForeignKey, "shop", "orders", "orders_customer_id_fkey")},
				},
				{
					SQL: "DROP TABLE shop.sessions;", Transactional: true, LockedTables: exclusive(model.QName{Schema: "shop", Name: "sessions"}),
					Objects: []model.ID{id(model.KindTable, "shop", "sessions")},
					Hazards: []render.Hazard{{Code: render.DataLoss, Text: "the rows of shop.sessions are lost", Object: id(model.KindTable, "shop", "sessions")}},
				},
			}},
			{Statements: []render.Statement{{
				SQL:          "CREATE INDEX CONCURRENTLY …;",
				LockedTables: []render.TableLock{{Table: orders, Mode: "SHARE UPDATE EXCLUSIVE"}},
				Objects:      []model.ID{id(model.KindIndex, "shop", "orders", "orders_note_idx")}, Scans: []model.QName{orders},
			}}},
		},
		Locks:  append(exclusive(orders, model.QName{Schema: "shop", Name: "sessions"}), render.TableLock{Table: customers, Mode: "SHARE ROW EXCLUSIVE"}),
		Losses: []render.Loss{{Object: id(model.KindTable, "shop", "sessions"), Code: render.DataLoss, Text: "the rows of shop.sessions are lost"}},
	}
	return render.Report{From: "old.sql", To: "new.sql", Server: "PostgreSQL 15", Run: "psql -v ON_ERROR_STOP=1 -f FILE", Result: result, Migration: render.Migration{Up: up}}
}

func TestWriteSQL(t *testing.T) {
	for name, report := range map[string]render.Report{
		"review.sql": bigReport(),
		"same.sql":   {From: "a.sql", To: "b.sql"},
		"nothing.sql": {From: "a.sql", To: "b.sql\nDROP TABLE t;", Result: diff.Result{Changes: []diff.Change{
			diff.Unsupported{ID: id("view", "app", "v\nDROP TABLE t;"), Reason: "objects of this kind are not compared", New: "app.v"},
		}}},
	} {
		var b strings.Builder
		if err := render.WriteSQL(&b, report); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
		for line := range strings.Lines(b.String()) {
			if strings.HasPrefix(line, "DROP TABLE t;") {
				t.Errorf("%s: a name breaks out of its comment", name)
			}
		}
	}
}

func TestWriteText(t *testing.T) {
	for _, tt := range []struct {
		name   string
		report render.Report
		color  bool
	}{
		{"review.txt", bigReport(), false},
		{"review.ansi", bigReport(), true},
		{"same.txt", render.Report{From: "a.sql", To: "postgres://b", Result: diff.Result{
			NotCompared: []model.ID{id("function", "app", "f(integer)")},
		}}, false},
	} {
		var b strings.Builder
		if err := render.WriteText(&b, tt.report, render.TextOptions{Color: tt.color, Advice: "Read them with --format sql."}); err != nil {
			t.Fatal(err)
		}
		golden(t, tt.name, b.String())
	}
}

// What is the same about many objects is told once.
func TestNotesOfTheSameAreToldTogether(t *testing.T) {
	var result diff.Result
	for _, name := range []string{"a", "b", "c", "d"} {
		result.Notes = append(result.Notes, diff.Note{ID: model.ID{Kind: model.KindTable, Name: name}, Text: "so it is"})
	}
	result.Notes = append(result.Notes, diff.Note{ID: model.ID{Kind: model.KindTable, Name: "e"}, Text: "or not"})
	var b strings.Builder
	if err := render.WriteText(&b, render.Report{From: "x", To: "y", Result: result}, render.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	const want = "No differences between x and y.\n\nNo difference, but worth knowing\n" +
		"    4 tables: so it is\n        a, b, c, d\n    table e: or not\n"
	if got := b.String(); got != want {
		t.Errorf("the notes are\n%s\nwant\n%s", got, want)
	}
}
