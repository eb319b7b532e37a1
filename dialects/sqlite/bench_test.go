package sqlite_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
)

// tables returns a script that makes that many tables, with 10 columns, 3 indexes
// and a foreign key each.
func tables(count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, `CREATE TABLE table_%[1]d (
  id INTEGER PRIMARY KEY AUTOINCREMENT, parent_id INTEGER REFERENCES table_%[2]d ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL, email TEXT UNIQUE, amount NUMERIC(12, 2) DEFAULT 0 NOT NULL CHECK (amount >= 0),
  state TEXT DEFAULT 'new' CHECK (state IN ('new', 'open', 'done')), created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at TIMESTAMP, payload JSON DEFAULT '{}', flags BLOB
);
CREATE INDEX name_%[1]d ON table_%[1]d (name);
CREATE INDEX state_%[1]d ON table_%[1]d (state, created_at DESC) WHERE state <> 'done';
`, i, max(i-1, 0))
	}
	return b.String()
}

// 200 tables are to be inspected in at most 60 ms.
func BenchmarkInspect(b *testing.B) {
	conn := memory(b)
	exec(b, conn, tables(200))
	for b.Loop() {
		if s, err := sqlite.Inspect(context.Background(), conn); err != nil || len(s.Tables) != 200 || len(s.Unsupported) > 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	conn := memory(b)
	exec(b, conn, tables(200))
	s := inspected(b, conn)
	for b.Loop() {
		if r := compared(b, s, s, diff.Options{}); !r.Empty() {
			b.Fatal(words(r))
		}
	}
}
