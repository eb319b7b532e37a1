package laws

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// multirangeNames lists the names that the multiranges of range types have where
// the declaration leaves them to the server.
func multirangeNames(declared, settled model.Schema) []multirangeName {
	open := map[model.QName]bool{}
	for _, r := range declared.Ranges {
		open[model.QName{Schema: r.Schema, Name: r.Name}] = r.Multirange.IsZero()
	}
	var list []multirangeName
	for _, r := range settled.Ranges {
		if of := (model.QName{Schema: r.Schema, Name: r.Name}); open[of] && !r.Multirange.IsZero() {
			list = append(list, multirangeName{of: of, name: r.Multirange})
		}
	}
	return list
}

// multirangeName is the name that the multirange of a range type shall have.
type multirangeName struct{ of, name model.QName }

// rename gives the multirange a name.
func (m multirangeName) rename(ctx context.Context, db *pgtest.Database, to model.QName) error {
	conn, err := db.Connect(ctx)
	if err != nil {
		return err
	}
	var from model.QName
	err = conn.QueryRow(ctx, `SELECT n.nspname, t.typname FROM pg_range r JOIN pg_type t ON t.oid = r.rngmultitypid
		JOIN pg_namespace n ON n.oid = t.typnamespace WHERE r.rngtypid = $1::regtype`, qualifiedName(m.of.Schema, m.of.Name)).Scan(&from.Schema, &from.Name)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err == nil && from.Schema != to.Schema {
		err = db.Execute(ctx, "ALTER TYPE "+qualifiedName(from.Schema, from.Name)+" SET SCHEMA "+gen.QuoteIdent(to.Schema))
	}
	if err == nil && from.Name != to.Name {
		err = db.Execute(ctx, "ALTER TYPE "+qualifiedName(to.Schema, from.Name)+" RENAME TO "+gen.QuoteIdent(to.Name))
	}
	if err != nil {
		return fmt.Errorf("adopting the name of the multirange of %s: %w", m.of, err)
	}
	return nil
}

// adoptMultiranges gives multiranges the names that the comparison settled on,
// by way of names that nobody has.
func adoptMultiranges(ctx context.Context, db *pgtest.Database, declared, settled model.Schema) error {
	list := multirangeNames(declared, settled)
	for i, m := range list {
		if err := m.rename(ctx, db, model.QName{Schema: m.name.Schema, Name: fmt.Sprintf("adopted_multirange_%d", i)}); err != nil {
			return err
		}
	}
	for _, m := range list {
		if err := m.rename(ctx, db, m.name); err != nil {
			return err
		}
	}
	return nil
}
