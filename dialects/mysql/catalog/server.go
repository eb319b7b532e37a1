package catalog

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect"
)

// settings make the server print what the reader reads, whatever the session has
// set; restore brings that back. A comment for one product is passed over by the
// other. Statistics are cached by MySQL, among them the next value of a counter.
const (
	settings = "SET @schemadiff_mode = @@SESSION.sql_mode, @schemadiff_quote = @@SESSION.sql_quote_show_create" +
		" /*!80000 , @schemadiff_expiry = @@SESSION.information_schema_stats_expiry */;\n" +
		"SET SESSION sql_mode = '', SESSION sql_quote_show_create = 1 /*!80000 , SESSION information_schema_stats_expiry = 0 */"
	restore = "SET SESSION sql_mode = @schemadiff_mode, SESSION sql_quote_show_create = @schemadiff_quote" +
		" /*!80000 , SESSION information_schema_stats_expiry = @schemadiff_expiry */"
)

// database is what is known before anything is read.
type database struct {
	server          mysql.Server
	name, collation string
}

// readServer asks who answers, and for which database.
func readServer(ctx context.Context, conn inspect.Conn) (database, error) {
	var d database
	var version string
	err := conn.Batch(ctx, []inspect.Query{{SQL: "SELECT version(), coalesce(database(), ''), coalesce((SELECT default_collation_name " +
		"FROM information_schema.schemata WHERE schema_name = database()), '')"}},
		func(_ int, rows inspect.Rows) error {
			for rows.Next() {
				if err := rows.Scan(&version, &d.name, &d.collation); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	if err != nil {
		return d, fmt.Errorf("asking the server for its version: %w", err)
	}
	if d.name == "" {
		return d, ErrNoDatabase
	}
	d.server, err = mysql.ParseServer(version)
	return d, err
}
