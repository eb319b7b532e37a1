package command

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx" of database/sql
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
)

// runSQL runs statements in a database, by its URL. The rows of each go to standard
// output, the columns with bars between them. With "!", one of them must fail, and
// the error goes to standard error.
func runSQL(ts *testscript.TestScript, negated bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: sql URL STATEMENT …")
	}
	driver, address := "pgx", args[0]
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		driver, address = "sqlite", sqliteconn.Address(ts.MkAbs(path), sqliteconn.Create)
	}
	db, err := sql.Open(driver, address)
	if mysqlconn.IsURL(address) {
		db, err = mysqlconn.Handle(address)
	}
	ts.Check(err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, statement := range args[1:] {
		if err = queryInto(ts.Stdout(), db, statement); err != nil {
			break
		}
	}
	switch {
	case negated && err == nil:
		ts.Fatalf("unexpected success")
	case negated:
		fmt.Fprintln(ts.Stderr(), err)
	default:
		ts.Check(err)
	}
}

// queryInto writes the rows of a statement.
func queryInto(to io.Writer, db *sql.DB, statement string) error {
	rows, err := db.QueryContext(context.Background(), statement)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = v.String
		}
		fmt.Fprintln(to, strings.Join(texts, "|"))
	}
	return rows.Err()
}
