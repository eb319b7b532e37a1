package catalog

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// constraintsSQL reads the constraints of tables and domains. Left out are
// constraint triggers, which are triggers, and the copies of foreign keys that
// the server makes for partitions.
func constraintsSQL(v version.Number) string {
	enforced, period, setColumns := "true", "false", "NULL::int2[]"
	if v.HasNotEnforced() {
		enforced = "k.conenforced"
	}
	if v.HasPeriods() {
		period = "k.conperiod"
	}
	if v.HasSetNullColumns() {
		setColumns = "k.confdelsetcols"
	}
	return `
SELECT k.oid, n.nspname, k.conname, k.contype::text, k.conrelid, k.contypid, k.conindid,
       k.condeferrable, k.condeferred, k.convalidated, ` + enforced + `, ` + period + `,
       k.conislocal, k.coninhcount > 0, k.connoinherit, k.conkey,
       k.confrelid, k.confkey, k.confupdtype::text, k.confdeltype::text, k.confmatchtype::text, ` + setColumns + `,
       coalesce(pg_get_expr(k.conbin, k.conrelid), ''),
       CASE WHEN k.contype = 'x' THEN
         (SELECT array_agg(x.part ORDER BY e.place, x.half)
          FROM unnest(k.conexclop) WITH ORDINALITY e (operator, place)
          JOIN pg_operator o ON o.oid = e.operator
          JOIN pg_namespace s ON s.oid = o.oprnamespace
          CROSS JOIN LATERAL (VALUES (1, s.nspname), (2, o.oprname)) x (half, part)) END::text[]
FROM pg_constraint k
JOIN pg_namespace n ON n.oid = k.connamespace
WHERE k.contype <> 't' AND NOT (k.contype = 'f' AND k.conparentid <> 0) AND` + userSchema
}

// constraint is one row of constraintsSQL.
type constraint struct {
	oid                         uint32
	schema, name, kind          string
	relation, domain, index     uint32
	deferrable, deferred, valid bool
	enforced, period            bool
	local, inherited, noInherit bool
	columns                     []int
	references                  uint32
	refColumns                  []int
	onUpdate, onDelete, match   string
	onDeleteColumns             []int
	text                        string
	operators                   []string // schema, name, schema, name, …
}

func (r *reader) readConstraints(rows inspect.Rows) error {
	var k constraint // one for all rows, since scanning makes it escape
	for rows.Next() {
		k = constraint{}
		err := rows.Scan(&k.oid, &k.schema, &k.name, &k.kind, &k.relation, &k.domain, &k.index,
			&k.deferrable, &k.deferred, &k.valid, &k.enforced, &k.period,
			&k.local, &k.inherited, &k.noInherit, &k.columns,
			&k.references, &k.refColumns, &k.onUpdate, &k.onDelete, &k.match, &k.onDeleteColumns,
			&k.text, &k.operators)
		if err != nil {
			return err
		}
		k.schema, k.kind = r.intern(k.schema), r.intern(k.kind)
		if k.domain != 0 {
			err = r.addDomainConstraint(k)
		} else if t := r.relations[k.relation]; t.kept() {
			err = r.addConstraint(t, k)
		} else if t != nil && k.kind == "n" {
			r.notNulls = append(r.notNulls, notNull{t, k}) // a child may inherit its name
		}
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *reader) addConstraint(t *relation, k constraint) error {
	switch k.kind {
	case "c":
		c, err := r.check(k)
		if err != nil {
			return err
		}
		c.NoInherit = k.noInherit
		c.Inherited = k.inherited
		c.Local = k.local && k.inherited && !t.partition()
		t.table.Checks = append(t.table.Checks, c)
	case "n":
		r.notNulls = append(r.notNulls, notNull{t, k})
	case "f":
		r.foreignKeys = append(r.foreignKeys, foreignKey{t, k})
	case "p", "u", "x":
		r.owners[k.index] = indexOwner{k}
	default:
		return fmt.Errorf("constraint %s is of the unknown kind %q", k.name, k.kind)
	}
	return nil
}

func (r *reader) check(k constraint) (model.Check, error) {
	e := expr(k.text)
	if e.IsZero() {
		return model.Check{}, changed("the expression of constraint %s is gone", k.name)
	}
	return model.Check{
		Name: k.name, Expr: e, NotValid: !k.valid && k.enforced, NotEnforced: !k.enforced,
		Comment: r.comment(classConstraint, k.oid),
	}, nil
}

func (r *reader) addDomainConstraint(k constraint) error {
	d := r.domains[k.domain]
	if d == nil {
		return nil // an extension's
	}
	if k.kind != "n" {
		c, err := r.check(k)
		if err != nil {
			return err
		}
		d.Checks = append(d.Checks, c)
		return nil
	}
	d.NotNullName = k.name // finish removes implicit names
	if r.comment(classConstraint, k.oid) != "" {
		r.unsupported(kind.On(model.QName{Schema: d.Schema, Name: d.Name}, kind.Comment, k.name))
	}
	return nil
}

// foreignKey is a foreign key whose referenced table may still be unknown.
type foreignKey struct {
	table *relation
	constraint
}

func (r *reader) finishForeignKeys() error {
	for _, k := range r.foreignKeys {
		target := r.relations[k.references]
		if target == nil {
			return changed("the table that foreign key %s refers to is gone", k.name)
		}
		columns, err := k.table.columnNames(k.columns)
		if err != nil {
			return err
		}
		refColumns, err := target.columnNames(k.refColumns)
		if err != nil {
			return err
		}
		onDeleteColumns, err := k.table.columnNames(k.onDeleteColumns)
		if err != nil {
			return err
		}
		k.table.table.ForeignKeys = append(k.table.table.ForeignKeys, model.ForeignKey{
			Name: k.name, Columns: columns, References: target.table.QName(), RefColumns: refColumns,
			MatchFull: k.match == "f", OnUpdate: action(k.onUpdate), OnDelete: action(k.onDelete),
			OnDeleteColumns: onDeleteColumns, Period: k.period,
			Deferrable: k.deferrable, InitiallyDeferred: k.deferred,
			NotValid: !k.valid && k.enforced, NotEnforced: !k.enforced,
			Comment: r.comment(classConstraint, k.oid),
		})
	}
	return nil
}

func action(letter string) model.Action {
	switch letter {
	case "r":
		return model.Restrict
	case "c":
		return model.Cascade
	case "n":
		return model.SetNull
	case "d":
		return model.SetDefault
	}
	return model.NoAction
}
