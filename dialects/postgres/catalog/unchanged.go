package catalog

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// recentNamesSQL lists what has a name that expressions are printed with, as far
// as its row is of the transaction $1 or a later one. If no transaction has
// written anything since the snapshot $2, which is the rule, nothing is scanned:
// the planner asks what doesn't depend on a row first, and once.
const recentNamesSQL = `
SELECT * FROM (
SELECT 'pg_namespace', n.oid, 0, '', n.nspname::text FROM pg_namespace n
WHERE age(n.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_class', c.oid, 0, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND age(c.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_class', a.attrelid, a.attnum, '', a.attname FROM pg_attribute a
WHERE a.attnum > 0 AND age(a.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_type', t.oid, 0, n.nspname, t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE age(t.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_enum', e.oid, 0, '', e.enumlabel FROM pg_enum e
WHERE age(e.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_proc', p.oid, 0, n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE age(p.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_collation', c.oid, 0, n.nspname, c.collname FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE age(c.xmin) <= age($1::text::xid)
UNION ALL
SELECT 'pg_operator', o.oid, 0, n.nspname, o.oprname FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE age(o.xmin) <= age($1::text::xid)
) recent
WHERE pg_current_snapshot()::text <> $2`

// checkUnchanged looks, after the transaction, whether something that was read
// has got another name since the snapshot.
func (r *reader) checkUnchanged(ctx context.Context, conn inspect.Conn) error {
	oldest, err := oldestTransaction(r.server.snapshot)
	if err != nil {
		return err
	}
	return run(ctx, conn, []query{{
		what: "recent changes", sql: recentNamesSQL, args: []any{oldest, r.server.snapshot}, read: r.compareNames,
	}})
}

// oldestTransaction returns the transaction below which a snapshot sees
// everything, as an xid: the low half of the number that "xmin:xmax:list" starts with.
func oldestTransaction(snapshot string) (string, error) {
	text, _, _ := strings.Cut(snapshot, ":")
	full, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return "", err
	}
	return strconv.FormatUint(full&0xffffffff, 10), nil
}

func (r *reader) compareNames(rows inspect.Rows) error {
	for rows.Next() {
		var p part
		var name model.QName
		if err := rows.Scan(&p.class, &p.oid, &p.sub, &name.Schema, &name.Name); err != nil {
			return err
		}
		known, ok := r.nameOf(p)
		if ok && known != r.qname(name.Schema, name.Name) {
			return changed("%s is now %s", known, name)
		}
	}
	return rows.Err()
}

// nameOf returns the name under which something was read, if it was.
func (r *reader) nameOf(p part) (model.QName, bool) {
	if p.sub == 0 {
		name, ok := r.names[p.object]
		return name, ok
	}
	if t := r.relations[p.oid]; t.kept() {
		if at := t.column(p.sub); at >= 0 {
			return model.QName{Name: t.table.Columns[at].Name}, true
		}
	}
	if c := r.composite[p.oid]; c != nil {
		if at := slices.Index(c.numbers, p.sub); at >= 0 {
			return model.QName{Name: c.Attributes[at].Name}, true
		}
	}
	return model.QName{}, false
}
