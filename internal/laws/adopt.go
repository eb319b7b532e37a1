package laws

import (
	"context"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// adoptNames gives the constraints, indexes and sequences of a database that
// was built from a declaration the names that the comparison settled on. Where
// the declaration leaves a name to the server, the migrated database keeps the
// one that it had.
func adoptNames(ctx context.Context, db *pgtest.Database, declared, settled model.Schema) error {
	renames := append(nameChanges(declared, settled), domainNotNulls(declared, settled)...)
	if err := adoptComments(ctx, db, declared, settled); err != nil {
		return err
	}
	if err := adoptMultiranges(ctx, db, declared, settled); err != nil {
		return err
	}
	for _, form := range []func(nameChange, int) string{nameChange.away, nameChange.home} {
		for i, r := range renames {
			if err := db.Execute(ctx, form(r, i)); err != nil {
				return fmt.Errorf("adopting names: %w in\n%s", err, form(r, i))
			}
		}
	}
	return renameNotNulls(ctx, db, notNullNames(declared, settled))
}

// adoptComments does the same for the comments of extensions. A declaration that
// says nothing of them leaves them as they are.
func adoptComments(ctx context.Context, db *pgtest.Database, declared, settled model.Schema) error {
	for _, e := range settled.Extensions {
		i := slices.IndexFunc(declared.Extensions, func(d model.Extension) bool { return d.Name == e.Name })
		if i < 0 || e.Comment == "" || declared.Extensions[i].Comment != "" {
			continue
		}
		if err := db.Execute(ctx, "COMMENT ON EXTENSION "+gen.QuoteIdent(e.Name)+" IS "+quote(e.Comment)); err != nil {
			return fmt.Errorf("adopting comments: %w", err)
		}
	}
	return nil
}

// nameChange is a name that the server chose and the one that is kept. Names
// may swap, so each change goes by way of a name that nobody has.
type nameChange struct {
	kind     model.Kind
	table    model.QName // of a constraint; the schema of others
	from, to string
}

func (c nameChange) between(i int) string { return fmt.Sprintf("adopted_name_%d", i) }

func (c nameChange) away(i int) string { return c.statement(c.from, c.between(i)) }

func (c nameChange) home(i int) string { return c.statement(c.between(i), c.to) }

func (c nameChange) statement(from, to string) string {
	rename := " RENAME TO " + gen.QuoteIdent(to)
	switch c.kind {
	case model.KindIndex:
		return "ALTER INDEX " + qualifiedName(c.table.Schema, from) + rename
	case model.KindSequence:
		return "ALTER SEQUENCE " + qualifiedName(c.table.Schema, from) + rename
	case model.KindDomainConstraint:
		return "ALTER DOMAIN " + qualifiedName(c.table.Schema, c.table.Name) + " RENAME CONSTRAINT " + gen.QuoteIdent(from) + " TO " + gen.QuoteIdent(to)
	case model.KindStatistics:
		return "ALTER STATISTICS " + qualifiedName(c.table.Schema, from) + rename
	default:
		return "ALTER TABLE " + qualifiedName(c.table.Schema, c.table.Name) + " RENAME CONSTRAINT " + gen.QuoteIdent(from) + " TO " + gen.QuoteIdent(to)
	}
}

// place is where an object was declared, which tells what the same object is
// called in another reading of the declaration. Several objects of one kind may
// come of one place: they are told apart by their order.
type place struct {
	kind  model.Kind
	owner model.QName
	pos   model.Pos
	nth   int
}

// placed lists the wanted objects by their places.
func placed(s model.Schema, wanted func(model.Object) bool) (places []place, names map[place]string) {
	names = map[place]string{}
	for _, e := range s.Entries() {
		if !wanted(e.Object) {
			continue
		}
		p := place{kind: e.ID.Kind, owner: model.QName{Schema: e.ID.Schema, Name: e.ID.Parent}, pos: model.PosOf(e.Object)}
		for names[p] != "" {
			p.nth++
		}
		places = append(places, p)
		names[p] = e.ID.Name
	}
	return places, names
}

// nameChanges finds the objects of both schemas that are the same by where they
// were declared, and lists those whose names differ.
func nameChanges(declared, settled model.Schema) []nameChange {
	places, names := placed(declared, implicitName)
	_, kept := placed(settled, func(model.Object) bool { return true })
	var list []nameChange
	for _, p := range places {
		if to := kept[p]; to != "" && to != names[p] {
			list = append(list, nameChange{kind: p.kind, table: p.owner, from: names[p], to: to})
		}
	}
	return append(list, identityChanges(declared, settled)...)
}

// identityChanges does the same for the sequences of identity columns.
func identityChanges(declared, settled model.Schema) []nameChange {
	kept := map[model.ColumnRef]string{}
	for _, t := range settled.Tables {
		for _, c := range t.Columns {
			kept[model.ColumnRef{Table: t.QName(), Column: c.Name}] = c.Identity.Sequence.Name
		}
	}
	var list []nameChange
	for _, t := range declared.Tables {
		for _, c := range t.Columns {
			name := kept[model.ColumnRef{Table: t.QName(), Column: c.Name}]
			if c.Identity.ImplicitName && name != "" && name != c.Identity.Sequence.Name {
				list = append(list, nameChange{kind: model.KindSequence, table: model.QName{Schema: t.Schema}, from: c.Identity.Sequence.Name, to: name})
			}
		}
	}
	return list
}

// implicitName says whether the server chose the object's name.
func implicitName(o model.Object) bool {
	switch o := o.(type) {
	case model.Key:
		return o.ImplicitName
	case model.Check:
		return o.ImplicitName
	case model.Exclusion:
		return o.ImplicitName
	case model.ForeignKey:
		return o.ImplicitName
	case model.Index:
		return o.ImplicitName && o.Parent.IsZero()
	case model.Sequence:
		return o.ImplicitName
	case model.Statistics:
		return o.ImplicitName
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Table, model.Column:
		return false // these have names of their own
	}
	panic(fmt.Sprintf("no object: %T", o))
}
