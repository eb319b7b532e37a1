package laws

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// mostRefusals bounds how often rows are taken out of the way of a plan.
const mostRefusals = 24

// survive is law 6: rows that are there before up are there after it, and after
// down, wherever the plan names no loss and no change of values. Rows that do
// not fit the new schema say nothing: it is tried again without them.
func (t *trip) survive(ctx context.Context) error {
	return t.made(ctx, t.MakeA, t.A, func(rows *pgtest.Database) error {
		if err := Fill(ctx, rows, t.Seed, 6); err != nil {
			return err
		}
		for i := range mostRefusals {
			watched := 0
			err := t.made(ctx, t.copies(rows), Script{}, func(db *pgtest.Database) (err error) {
				filled := *t
				filled.a = db
				watched, err = filled.keep(ctx)
				return err
			})
			if err == nil && i > 0 && watched == 0 {
				return ErrRowsRefused // there is none left to say anything
			}
			var r *refusal
			if !errors.As(err, &r) {
				return err
			}
			if removed, failure := t.makeWay(ctx, rows, r); failure != nil || !removed {
				return errors.Join(failure, err)
			}
		}
		return ErrRowsRefused
	})
}

// copies makes copies of a database with rows. What the server doesn't copy with
// it is built anew.
func (t *trip) copies(rows *pgtest.Database) Maker {
	subscribes := func(d model.Definition) bool { return d.ID.Kind == kind.Subscription }
	if t.MakeA != nil || !slices.ContainsFunc(t.old.Definitions, subscribes) {
		return CloneOf(rows)
	}
	return func(ctx context.Context) (*pgtest.Database, error) {
		db, err := t.Server.Create(ctx)
		if err == nil {
			err = t.A.Load(ctx, db)
		}
		if err == nil {
			err = Fill(ctx, db, t.Seed, 6)
		}
		return db, err
	}
}

// keep goes up and down with rows, and returns how many are watched.
func (t *trip) keep(ctx context.Context) (rows int, err error) {
	watched := t.watch()
	before := map[model.QName]fingerprint{}
	for _, w := range watched {
		f, err := fingerprintOf(ctx, t.a, w.old, w.oldColumns)
		if err != nil {
			return rows, err
		}
		before[w.old] = f
		rows += f.rows
	}
	if err := t.step(ctx, "up", t.migration.Up); err != nil {
		return rows, err
	}
	for _, w := range watched {
		if err := t.unchanged(ctx, "after up", w.new, w.newColumns, before[w.old]); err != nil {
			return rows, withPlan(err, t.migration.Up)
		}
	}
	if err := t.step(ctx, "down", t.migration.Down); err != nil {
		return rows, err
	}
	for _, w := range watched {
		if w.downToo {
			if err := t.unchanged(ctx, "after down", w.old, w.oldColumns, before[w.old]); err != nil {
				return rows, withPlan(err, t.migration.Down)
			}
		}
	}
	return rows, nil
}

func (t *trip) unchanged(ctx context.Context, when string, table model.QName, columns []string, want fingerprint) error {
	got, err := fingerprintOf(ctx, t.a, table, columns)
	if err != nil {
		return failed(6, "reading rows "+when, err)
	}
	if got == want {
		return nil
	}
	sign := "values"
	if got.rows != want.rows {
		sign = "number of rows"
	}
	return &Failure{
		Law: 6, Step: "rows " + when, Sign: sign,
		Detail: fmt.Sprintf("%s (%s): %d rows with sum %s became %d rows with sum %s", table, strings.Join(columns, ", "), want.rows, want.sum, got.rows, got.sum),
	}
}

// step runs one way. That the data refuse it, as the same plan has worked
// without any, is no failure if the statement says that it may fail.
func (t *trip) step(ctx context.Context, name string, plan render.Plan) error {
	err := run(ctx, t.a, plan)
	var statement *StatementError
	var server *pgconn.PgError
	if !errors.As(err, &statement) || !errors.As(err, &server) {
		return withPlan(failed(6, "running "+name+" with rows", err), plan)
	}
	if r, expected := refused(plan, statement.SQL, server); expected {
		return r
	}
	return &Failure{Law: 6, Step: "running " + name + " with rows", Sign: "no hazard: " + signOf(err), Detail: err.Error()}
}

// watchedTable is a table that both sides have, with the columns whose values
// nothing changes.
type watchedTable struct {
	old, new               model.QName
	oldColumns, newColumns []string
	downToo                bool
}

// watch lists what must not change: tables and columns that both sides have,
// except where the plan says that something happens to their rows or values.
func (t *trip) watch() []watchedTable {
	names := diff.NewNames(t.result.Old, renamesOf(t.result), t.result.Moved...)
	moves := rowMoves{t: t, names: names, back: t.result.Invert().Names()}
	up, down := touched(t.migration.Up), touched(t.migration.Down)
	types := touchedTypes(t.result.Old, up, down, t.reshaped())
	news := map[model.QName]model.Table{}
	for _, table := range t.result.New.Tables {
		news[table.QName()] = table
	}
	var list []watchedTable
	oldUnread, newUnread := unreadable(t.result.Old), unreadable(t.result.New)
	for _, old := range t.result.Old.Tables {
		table, found := news[names.Relation(old.QName())]
		if !found || old.Materialized() || oldUnread[old.QName()] || newUnread[table.QName()] && !table.Foreign() || moves.happen(up, old, table) || t.gains(names, old.QName(), table.QName()) {
			continue
		}
		w := watchedTable{old: old.QName(), new: table.QName(), downToo: !moves.happen(down, old, table)}
		for _, c := range old.Columns {
			oldID := model.ID{Kind: model.KindColumn, Schema: old.Schema, Parent: old.Name, Name: c.Name}
			newID := names.ID(oldID)
			_, has := table.Column(newID.Name)
			if !has || up[oldID] || up[newID] || down[oldID] || down[newID] || t.derived(table, newID.Name) || t.derived(old, c.Name) || t.relabeled(c) || types[c.Type.QName()] {
				continue
			}
			w.oldColumns = append(w.oldColumns, c.Name)
			w.newColumns = append(w.newColumns, newID.Name)
		}
		list = append(list, w)
	}
	return list
}

// unreadable lists the foreign tables, whose servers are not there, and all that
// cannot be read without them.
func unreadable(s model.Schema) map[model.QName]bool {
	list := map[model.QName]bool{}
	for again := true; again; {
		again = false
		for _, t := range s.Tables {
			if !t.Foreign() && !list[t.QName()] {
				continue
			}
			for _, q := range append(slices.Clone(t.Inherits), t.QName(), t.PartitionOf) {
				again = again || !list[q]
				list[q] = true
			}
		}
	}
	return list
}

// derived says whether the column's values are computed, so that they follow
// other columns.
func (t *trip) derived(table model.Table, column string) bool {
	c, _ := table.Column(column)
	return !c.Generated.IsZero()
}

// relabeled says whether the column's values may be shown under another name
// because an enum's value was renamed.
func (t *trip) relabeled(c model.Column) bool {
	return !c.Type.Builtin() && slices.ContainsFunc(renamesOf(t.result), func(r diff.Rename) bool { return r.From.Kind == diff.KindEnumValue })
}

// rowMoves tells where rows go; names leads to the new side, back to the old.
type rowMoves struct {
	t           *trip
	names, back diff.Names
}

// happen says whether a plan names a loss of a table's rows, or moves them to
// another one; also of a table above or below it.
func (m rowMoves) happen(touched map[model.ID]bool, old, new model.Table) bool {
	for _, side := range []struct {
		table  model.Table
		schema model.Schema
		names  diff.Names // of the other side
	}{{old, m.t.result.Old, m.names}, {new, m.t.result.New, m.back}} {
		for _, q := range family(side.schema, side.table.QName()) {
			for _, name := range []model.QName{q, side.names.Relation(q)} {
				if touched[model.ID{Kind: model.KindTable, Schema: name.Schema, Name: name.Name}] {
					return true
				}
			}
		}
	}
	return false
}

// family lists a table with all that inherit from it or are partitions of it.
func family(s model.Schema, name model.QName) []model.QName {
	list := []model.QName{name}
	for _, t := range s.Tables {
		if t.PartitionOf == name || slices.Contains(t.Inherits, name) {
			list = append(list, family(s, t.QName())...)
		}
	}
	return list
}

// touched lists the objects whose data a plan says that it changes or loses.
func touched(p render.Plan) map[model.ID]bool {
	list := map[model.ID]bool{}
	for _, l := range p.Losses {
		list[l.Object] = true
	}
	for _, s := range p.Statements() {
		for _, h := range s.Hazards {
			switch h.Code {
			case render.DataLoss, render.ValueChange, render.Detached:
				list[h.Object] = true
			default: // rows stay as they are
			}
		}
	}
	return list
}

func renamesOf(r diff.Result) []diff.Rename {
	var list []diff.Rename
	for _, c := range r.Changes {
		if rename, ok := c.(diff.Rename); ok {
			list = append(list, rename)
		}
	}
	return list
}

// touchedTypes lists the types whose values a plan says that it changes, with
// the types that are made of them.
func touchedTypes(s model.Schema, plans ...map[model.ID]bool) map[model.QName]bool {
	types := map[model.QName]bool{}
	for _, touched := range plans {
		for id := range touched {
			if slices.Contains([]model.Kind{model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange}, id.Kind) {
				types[model.QName{Schema: id.Schema, Name: id.Name}] = true
			}
		}
	}
	for before := -1; before < len(types); {
		before = len(types)
		for _, c := range s.Composites {
			if slices.ContainsFunc(c.Attributes, func(a model.Attribute) bool { return types[a.Type.QName()] }) {
				types[model.QName{Schema: c.Schema, Name: c.Name}] = true
			}
		}
		for _, d := range s.Domains {
			if types[d.Base.QName()] {
				types[model.QName{Schema: d.Schema, Name: d.Name}] = true
			}
		}
	}
	return types
}

// reshaped lists the composite types that get or lose attributes: their values
// are shown with another number of fields.
func (t *trip) reshaped() map[model.ID]bool {
	list := map[model.ID]bool{}
	for _, c := range t.result.Changes {
		if alter, isAlter := c.(diff.Alter); isAlter && alter.Has(diff.FacetAttributes) {
			list[alter.OldID] = true
		}
	}
	return list
}

// gains says whether a table that was not below another one is so afterwards,
// with its rows.
func (t *trip) gains(names diff.Names, old, fresh model.QName) bool {
	before, after := family(t.result.Old, old), family(t.result.New, fresh)
	return slices.ContainsFunc(t.result.Old.Tables, func(o model.Table) bool {
		return !slices.Contains(before, o.QName()) && slices.Contains(after, names.Relation(o.QName()))
	})
}
