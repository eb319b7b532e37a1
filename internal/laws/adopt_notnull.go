package laws

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// notNullNames lists the names that the not-null constraints of a schema have
// where the declaration leaves them to the server, which keeps them since version
// 18. What is inherited has its parent's name.
func notNullNames(declared, settled model.Schema) []notNullName {
	if settled.Version < 18 {
		return nil
	}
	stated := map[model.ColumnRef]model.NotNull{}
	for _, t := range declared.Tables {
		for _, c := range t.Columns {
			if c.NotNull {
				stated[model.ColumnRef{Table: t.QName(), Column: c.Name}] = c.NotNullConstraint
			}
		}
	}
	var list []notNullName
	for _, t := range settled.Tables {
		for _, c := range t.Columns {
			ref := model.ColumnRef{Table: t.QName(), Column: c.Name}
			n, ok := stated[ref]
			if !c.NotNull || !ok || n.Name != "" && !n.ImplicitName {
				continue
			}
			if name := settledNotNull(settled, t, c); name != "" {
				list = append(list, notNullName{ref, name})
			} else if n.Inherited != c.NotNullConstraint.Inherited || n.ImplicitName {
				list = append(list, notNullName{ref, naming.Join(t.Name, c.Name, "not_null")})
			}
		}
	}
	return list
}

// notNullName is the name that a not-null constraint shall have.
type notNullName struct {
	model.ColumnRef
	name string
}

// settledNotNull returns the name of a constraint. It is empty for one that has
// the name that the server gives it.
func settledNotNull(s model.Schema, t model.Table, c model.Column) string {
	if !c.NotNullConstraint.Inherited {
		return c.NotNullConstraint.Name
	}
	for _, p := range append([]model.QName{t.PartitionOf}, t.Inherits...) {
		for _, parent := range s.Tables {
			if from, ok := parent.Column(c.Name); ok && parent.QName() == p && from.NotNull && !from.NotNullConstraint.NoInherit {
				if name := settledNotNull(s, parent, from); name != "" {
					return name
				}
				return naming.Join(parent.Name, c.Name, "not_null")
			}
		}
	}
	return ""
}

// renameNotNulls gives the constraints their names, by way of names that nobody
// has.
func renameNotNulls(ctx context.Context, db *pgtest.Database, list []notNullName) error {
	for i, n := range list {
		if err := n.rename(ctx, db, fmt.Sprintf("adopted_not_null_%d", i)); err != nil {
			return err
		}
	}
	for _, n := range list {
		if err := n.rename(ctx, db, n.name); err != nil {
			return err
		}
	}
	return nil
}

// rename gives the constraint a name. The server does not rename what is
// inherited, so it is done in the catalog.
func (n notNullName) rename(ctx context.Context, db *pgtest.Database, to string) error {
	conn, err := db.Connect(ctx)
	if err != nil {
		return err
	}
	var done string
	err = conn.QueryRow(ctx, `UPDATE pg_constraint k SET conname = $3
		FROM pg_attribute a WHERE a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
		AND k.contype = 'n' AND k.conrelid = $1::regclass AND a.attname = $2 RETURNING k.conname`,
		qualifiedName(n.Table.Schema, n.Table.Name), n.Column, to).Scan(&done)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("adopting the name of a not-null constraint: %w", err)
	}
	return nil
}

// domainNotNulls lists the changes of the names of domains' not-null constraints,
// which the server keeps since version 17.
func domainNotNulls(declared, settled model.Schema) []nameChange {
	if settled.Version < 17 {
		return nil
	}
	var list []nameChange
	for _, d := range declared.Domains {
		if !d.NotNull || d.NotNullName != "" && !d.ImplicitName {
			continue
		}
		for _, s := range settled.Domains {
			if s.Schema != d.Schema || s.Name != d.Name || !s.NotNull || s.NotNullName == d.NotNullName {
				continue
			}
			implied := naming.Join(d.Name, "", "not_null")
			list = append(list, nameChange{
				kind: model.KindDomainConstraint, table: model.QName{Schema: d.Schema, Name: d.Name},
				from: cmp.Or(d.NotNullName, implied), to: cmp.Or(s.NotNullName, implied),
			})
		}
	}
	return list
}
