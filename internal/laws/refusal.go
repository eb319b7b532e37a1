package laws

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// ErrRowsRefused says that the rows do not fit the new schema, and that the
// plan had said so.
var ErrRowsRefused = errors.New("the rows do not fit the new schema")

// refusal is a statement that rows are in the way of.
type refusal struct {
	objects []model.ID // what the statement says that its failure is about
	server  *pgconn.PgError
}

func (r *refusal) Error() string { return ErrRowsRefused.Error() + ": " + r.server.Message }

// Is makes it an [ErrRowsRefused].
func (r *refusal) Is(target error) bool { return target == ErrRowsRefused }

// refused returns the refusal that a server's error is, if the plan has said
// that the statement may fail.
func refused(plan render.Plan, sql string, server *pgconn.PgError) (*refusal, bool) {
	for _, s := range plan.Statements() {
		if s.SQL != sql {
			continue
		}
		r := refusal{server: server}
		for _, h := range s.Hazards {
			if h.Code == render.MayFail || h.Code == render.DataLoss {
				r.objects = append(r.objects, h.Object)
			}
		}
		if r.objects != nil {
			return &r, true
		}
	}
	return nil, false
}

// makeWay takes rows out of the tables that a refusal is about, as they are
// called before the migration, and says whether there were any. What refers to
// the last rows of a table goes with them.
func (t *trip) makeWay(ctx context.Context, db *pgtest.Database, r *refusal) (bool, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return false, err
	}
	tables, err := t.tablesOf(ctx, conn, r)
	if err != nil {
		return false, err
	}
	removed := false
	for _, table := range tables {
		some, err := thin(ctx, conn, qualifiedName(table.Schema, table.Name))
		if err != nil {
			return false, fmt.Errorf("removing rows of %s: %w", table, err)
		}
		removed = removed || some
	}
	return removed, nil
}

// tablesOf lists the tables that a refusal is about. A type is about all that
// have a column of the user's types.
func (t *trip) tablesOf(ctx context.Context, conn *pgx.Conn, r *refusal) ([]model.QName, error) {
	back := t.result.Invert().Names()
	var list []model.QName
	add := func(q model.QName) {
		for _, name := range []model.QName{q, back.Relation(q)} {
			there := slices.ContainsFunc(t.old.Tables, func(t model.Table) bool { return t.QName() == name })
			if there && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	add(model.QName{Schema: r.server.SchemaName, Name: r.server.TableName})
	for _, id := range r.objects {
		add(id.QName())
		add(id.Owner())
	}
	if len(list) > 0 {
		return list, nil
	}
	rows, err := conn.Query(ctx, `SELECT DISTINCT n.nspname, c.relname FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE a.atttypid >= 16384 AND c.relkind IN ('r', 'p') AND a.attnum > 0 ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[model.QName])
}

// thin leaves two rows of more, one of two and none of one, and says whether
// there was any.
func thin(ctx context.Context, conn *pgx.Conn, table string) (bool, error) {
	count := func() (n int, err error) {
		err = conn.QueryRow(ctx, "SELECT count(*) FROM "+table, pgx.QueryExecModeSimpleProtocol).Scan(&n)
		return n, err
	}
	before, err := count()
	if err != nil || before == 0 {
		return false, err
	}
	if before > 1 {
		_, err := conn.Exec(ctx, fmt.Sprintf(`SET CONSTRAINTS ALL IMMEDIATE; DO $thin$ DECLARE r record; BEGIN
			FOR r IN SELECT tableoid AS t, ctid AS c FROM %[1]s ORDER BY hashtext(ctid::text) OFFSET %[2]d LOOP
				BEGIN DELETE FROM %[1]s WHERE tableoid = r.t AND ctid = r.c; EXCEPTION WHEN OTHERS THEN NULL; END;
			END LOOP;
		END $thin$`, table, min(2, before-1)), pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			return false, err
		}
		if after, err := count(); err != nil || after < before {
			return true, err
		}
	}
	_, err = conn.Exec(ctx, "TRUNCATE "+table+" CASCADE", pgx.QueryExecModeSimpleProtocol)
	return true, err
}
