package laws

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// declaredLocally ends the note on a column, check or not-null constraint that
// was the table's own before it was inherited. No statement changes that, and
// dumps show it.
const declaredLocally = "stays declared by the table itself besides being inherited"

// inheritedAlone is the note on a column that a table comes to declare besides
// inheriting it. No statement brings that about either.
const inheritedAlone = "the column stays inherited alone and does not become declared by the table itself"

// aboutNotNull begins the note on a not-null constraint, whose object is the
// column.
const aboutNotNull = "the not-null constraint "

// declaration is something inherited of which only the catalog can be told
// whether the table declares it, too.
type declaration struct {
	table   model.QName
	kind    model.Kind // a column or a check
	name    string     // of either, or of the column of a not-null constraint
	notNull bool
	stays   bool // the table goes on to declare it; else it goes on not to
}

func (d declaration) String() string {
	what := string(d.kind)
	if d.notNull {
		what = "not-null constraint of column"
	}
	return fmt.Sprintf("%s %s of %s", what, d.name, d.table)
}

// declarations are those that the notes of a comparison name.
func declarations(notes []diff.Note) []declaration {
	var list []declaration
	for _, n := range notes {
		if stays := strings.HasSuffix(n.Text, declaredLocally); stays || n.Text == inheritedAlone {
			list = append(list, declaration{
				table: model.QName{Schema: n.ID.Schema, Name: n.ID.Parent}, kind: n.ID.Kind, name: n.ID.Name,
				notNull: strings.HasPrefix(n.Text, aboutNotNull), stays: stays,
			})
		}
	}
	return list
}

// adopt gives a database that was built directly what the migrated one has, as
// far as no statement or the order of all statements decides it, so that nothing
// else is kept from the eyes of the dump: the declarations that the notes of the
// last comparison name, and the numbers in names of not-null constraints. It is
// done to the one that was built because a dump shows more of what a table
// declares.
func (t *trip) adopt(ctx context.Context, built *pgtest.Database, now model.Schema, notes []diff.Note) error {
	for _, d := range declarations(notes) {
		name := ""
		if d.notNull {
			name = notNullNameOf(now, d)
		}
		if err := d.set(ctx, built, name); err != nil {
			return err
		}
	}
	is, err := t.notNullNames(ctx, t.a)
	if err != nil {
		return err
	}
	was, err := t.notNullNames(ctx, built)
	if err != nil {
		return err
	}
	return renameNotNulls(ctx, built, numbered(now, is, was))
}

// numbered lists the names of a schema's not-null constraints that the server
// chose and that have another number than those of another database.
func numbered(s model.Schema, is, was map[model.ColumnRef]string) []notNullName {
	var list []notNullName
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			ref := model.ColumnRef{Table: t.QName(), Column: c.Name}
			if implied := c.NotNullConstraint.Name == "" && !c.NotNullConstraint.Inherited; !implied || was[ref] == is[ref] {
				continue
			}
			if isNumbered(is[ref], ref) && isNumbered(was[ref], ref) {
				list = append(list, notNullName{ref, is[ref]})
			}
		}
	}
	return list
}

// isNumbered reports whether the server chose the name of a not-null constraint,
// with a number or without.
func isNumbered(name string, of model.ColumnRef) bool {
	const label = "not_null"
	i := strings.LastIndex(name, label)
	return i >= 0 && strings.Trim(name[i+len(label):], "0123456789") == "" && naming.Join(of.Table.Name, of.Column, name[i:]) == name
}

// notNullNames reads the names of the not-null constraints, which they have since
// version 18.
func (l *Lab) notNullNames(ctx context.Context, db *pgtest.Database) (map[model.ColumnRef]string, error) {
	names := map[model.ColumnRef]string{}
	if l.Version < 180000 {
		return names, nil
	}
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, `SELECT n.nspname, c.relname, a.attname, k.conname FROM pg_constraint k
		JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum] WHERE k.contype = 'n'`)
	if err != nil {
		return nil, err
	}
	var ref model.ColumnRef
	var name string
	_, err = pgx.ForEachRow(rows, []any{&ref.Table.Schema, &ref.Table.Name, &ref.Column, &name}, func() error {
		names[ref] = name
		return nil
	})
	return names, err
}

// notNullNameOf is the name that a schema's not-null constraint has.
func notNullNameOf(s model.Schema, d declaration) string {
	for _, t := range s.Tables {
		if t.QName() != d.table {
			continue
		}
		c, _ := t.Column(d.name)
		if name := settledNotNull(s, t, c); name != "" {
			return name
		}
	}
	return naming.Join(d.table.Name, d.name, "not_null")
}

// set says in the catalog whether the table declares it, and how a not-null
// constraint is called then. A declaration that isn't there, or that has been so
// before, is an error: the note is wrong then.
func (d declaration) set(ctx context.Context, db *pgtest.Database, name string) error {
	conn, err := db.Connect(ctx)
	if err != nil {
		return err
	}
	sql, args := `UPDATE pg_attribute SET attislocal = $3
		WHERE attrelid = $1::regclass AND attname = $2 AND attinhcount > 0 AND attislocal <> $3 RETURNING 1`, []any{}
	switch {
	case d.notNull:
		sql, args = `UPDATE pg_constraint k SET conislocal = $3, conname = $4 FROM pg_attribute a
		WHERE a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum] AND k.contype = 'n'
		AND k.conrelid = $1::regclass AND a.attname = $2 AND coninhcount > 0 AND conislocal <> $3 RETURNING 1`, []any{name}
	case d.kind == model.KindCheck:
		sql = `UPDATE pg_constraint SET conislocal = $3
		WHERE conrelid = $1::regclass AND conname = $2 AND contype = 'c' AND coninhcount > 0 AND conislocal <> $3 RETURNING 1`
	}
	rows, err := conn.Query(ctx, sql, append([]any{qualifiedName(d.table.Schema, d.table.Name), d.name, d.stays}, args...)...)
	if err == nil {
		_, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
	}
	if err != nil {
		return fmt.Errorf("declaring %v: %w", d, err)
	}
	return nil
}
