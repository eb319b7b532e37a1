package corpus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// Tables returns scripts that make that many tables, with 10 columns, 3 indexes
// and 1 foreign key each: what a schema costs is measured with them. A script
// is small enough for one transaction.
func Tables(count int) []string {
	const atOnce = 500
	var scripts []string
	for from := 0; from < count; from += atOnce {
		var b strings.Builder
		for i := from; i < min(from+atOnce, count); i++ {
			fmt.Fprintf(&b, `CREATE TABLE table_%[1]d (
    id bigserial PRIMARY KEY,
    parent_id bigint REFERENCES table_%[2]d,
    name character varying(100) NOT NULL,
    email text,
    amount numeric(12,2) DEFAULT 0 NOT NULL CHECK (amount >= 0),
    state text DEFAULT 'new' CHECK (state IN ('new', 'open', 'done')),
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    payload jsonb DEFAULT '{}',
    flags integer[]
);
CREATE INDEX ON table_%[1]d (name);
CREATE INDEX ON table_%[1]d (state, created_at DESC) WHERE state <> 'done';
`, i, max(i-1, 0))
		}
		scripts = append(scripts, b.String())
	}
	return scripts
}

// LoadTables makes the tables of [Tables] in a database.
func LoadTables(tb testing.TB, db *pgtest.DB, count int) {
	tb.Helper()
	for _, script := range Tables(count) {
		db.Exec(script)
	}
}
