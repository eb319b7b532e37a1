package main

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// available is an extension that the server offers.
type available struct {
	name, version string
	schema        string // that it insists on
	relocatable   bool
	requires      []string
}

func (r reader) available() ([]available, error) {
	rows, err := r.db.Query(r.ctx, `
		SELECT name::text, version, coalesce(schema::text, ''), relocatable, coalesce(requires::text[], '{}')
		FROM pg_available_extension_versions v JOIN pg_available_extensions x USING (name)
		WHERE v.version = x.default_version AND name <> 'plpgsql' ORDER BY name COLLATE "C"`)
	if err != nil {
		return nil, fmt.Errorf("listing the extensions: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (available, error) {
		var x available
		err := row.Scan(&x.name, &x.version, &x.schema, &x.relocatable, &x.requires)
		return x, err
	})
}

// owned is what the extension $1 owns, with the types that come along with its
// types: arrays, multiranges and what belongs to these.
const owned = `o.oid IN (
	WITH RECURSIVE members AS (
		SELECT classid, objid FROM pg_depend
		WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
			AND refobjid = (SELECT oid FROM pg_extension WHERE extname = $1)
		UNION
		SELECT d.classid, d.objid FROM pg_depend d JOIN members m ON d.refclassid = m.classid AND d.refobjid = m.objid
		WHERE d.deptype = 'i')
	SELECT objid FROM members WHERE classid = o.tableoid)`

// extension creates an extension in a schema named "@", and those that it
// needs each in a schema of its own, reads what it owns, and rolls back.
func (r reader) extension(x available) (string, error) {
	tx, err := r.db.Begin(r.ctx)
	if err != nil {
		return "", err
	}
	defer tx.Rollback(r.ctx)
	for _, needed := range x.requires {
		if err := create(r, tx, needed, "@"+needed, true); err != nil {
			return "", err
		}
	}
	if err := create(r, tx, x.name, "@", x.schema == ""); err != nil {
		return "", err
	}
	in := reader{ctx: r.ctx, db: tx}
	body, err := in.objects(owned, x.name)
	if err != nil {
		return "", err
	}
	head := []string{"E", x.version, orNone(x.schema), orNone(strings.Join(x.requires, ","))}
	return strings.Join(head, "\t") + "\n" + body, nil
}

func create(r reader, tx pgx.Tx, name, schema string, anywhere bool) error {
	sql := "CREATE EXTENSION " + pgx.Identifier{name}.Sanitize()
	if anywhere {
		quoted := pgx.Identifier{schema}.Sanitize()
		if _, err := tx.Exec(r.ctx, "CREATE SCHEMA "+quoted); err != nil {
			return fmt.Errorf("creating the schema of %s: %w", name, err)
		}
		sql += " SCHEMA " + quoted
	}
	if _, err := tx.Exec(r.ctx, sql+" CASCADE"); err != nil {
		return fmt.Errorf("creating extension %s: %w", name, err)
	}
	return nil
}
