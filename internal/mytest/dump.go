package mytest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
)

// shown are the objects that SHOW CREATE knows: how they are listed, and in which
// column of an answer their statement is.
var shown = []struct{ what, list, column string }{
	{"TABLE", "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1", "Create Table"},
	{"SEQUENCE", "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'SEQUENCE' ORDER BY 1", "Create Table"},
	{"VIEW", "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'VIEW' ORDER BY 1", "Create View"},
	{"EVENT", "SELECT event_name FROM information_schema.events WHERE event_schema = database() ORDER BY 1", "Create Event"},
}

// modes are those of the sql_mode that change what a text means. How strict a body is
// with values is no fact of a schema.
const modes = "concat_ws(',', if(find_in_set('ANSI_QUOTES', sql_mode), 'ANSI_QUOTES', NULL), if(find_in_set('PIPES_AS_CONCAT', sql_mode), 'PIPES_AS_CONCAT', NULL), " +
	"if(find_in_set('NO_BACKSLASH_ESCAPES', sql_mode), 'NO_BACKSLASH_ESCAPES', NULL), if(find_in_set('IGNORE_SPACE', sql_mode), 'IGNORE_SPACE', NULL), " +
	"if(find_in_set('HIGH_NOT_PRECEDENCE', sql_mode), 'HIGH_NOT_PRECEDENCE', NULL), if(find_in_set('ORACLE', sql_mode), 'ORACLE', NULL))"

// routines says of routines what SHOW CREATE says, which keeps the text of their
// parameters as it was written.
const routines = "SELECT concat_ws(' ', routine_type, routine_name, definer, " + modes + ", is_deterministic, sql_data_access, security_type, routine_comment, dtd_identifier, character_set_name, " +
	"(SELECT group_concat(parameter_mode, ' ', parameter_name, ' ', dtd_identifier ORDER BY ordinal_position) FROM information_schema.parameters p " +
	"WHERE p.specific_schema = routine_schema AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type AND ordinal_position > 0), routine_definition) " +
	"FROM information_schema.routines r WHERE routine_schema = database() ORDER BY routine_type, routine_name"

// triggers says the same of triggers, whose statement is kept as a whole.
const triggers = "SELECT concat_ws(' ', trigger_name, " + modes + ", action_timing, event_manipulation, event_object_table, action_order, definer, action_statement) " +
	"FROM information_schema.triggers WHERE trigger_schema = database() ORDER BY event_object_table, action_timing, event_manipulation, action_order"

// srids says what SHOW CREATE TABLE of MariaDB doesn't: the reference systems of
// geometries.
const srids = "SELECT concat_ws(' ', g_table_name, g_geometry_column, srid) FROM information_schema.geometry_columns " +
	"WHERE g_table_schema = database() AND srid <> 0 ORDER BY g_table_name, g_geometry_column"

// Dump writes what SHOW CREATE says of everything in the database: the oracle of
// tests, which shares nothing with the reader of catalogs. The database's own name is
// left out of it.
func (d *Database) Dump(ctx context.Context) (string, error) {
	conn, err := mysqlconn.Open(ctx, d.url)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	var b strings.Builder
	for _, kind := range shown {
		names, err := column(ctx, conn.Driver(), kind.list, "")
		if err != nil {
			return "", err
		}
		for _, name := range names {
			texts, err := column(ctx, conn.Driver(), "SHOW CREATE "+kind.what+" `"+strings.ReplaceAll(name, "`", "``")+"`", kind.column)
			if err != nil {
				return "", err
			}
			b.WriteString(plain(ordered(strings.Join(texts, ""))) + ";\n")
		}
	}
	queries := []string{triggers, routines}
	if d.server.product.IsMariaDB() {
		queries = append(queries, srids)
	}
	for _, query := range queries {
		texts, err := column(ctx, conn.Driver(), query, "")
		if err != nil {
			return "", err
		}
		b.WriteString(strings.Join(texts, ";\n") + ";\n")
	}
	return strings.ReplaceAll(b.String(), "`"+d.name+"`.", ""), nil
}

// ordered puts the lines of a table's keys and constraints in the order of their
// text: the server has them in the order in which they were made, which no statement
// changes and nothing depends on.
func ordered(text string) string {
	lines := strings.Split(text, "\n")
	isKey := func(line string) bool {
		for _, word := range []string{"  KEY ", "  UNIQUE KEY ", "  FULLTEXT KEY ", "  SPATIAL KEY ", "  VECTOR KEY ", "  CONSTRAINT "} {
			if strings.HasPrefix(line, word) {
				return true
			}
		}
		return false
	}
	begin := slices.IndexFunc(lines, isKey)
	if begin < 0 || !strings.HasPrefix(text, "CREATE TABLE") {
		return text
	}
	end := begin
	for end < len(lines) && isKey(lines[end]) {
		lines[end] = strings.TrimSuffix(lines[end], ",")
		end++
	}
	slices.Sort(lines[begin:end])
	return strings.Join(lines, "\n")
}

// plain leaves out of the statement of a table how something was written: the charset
// of a column beside its collation, which says it too.
func plain(text string) string {
	words := strings.Split(text, " CHARACTER SET ")
	for i := 1; i < len(words); i++ {
		if _, rest, found := strings.Cut(words[i], " "); found && strings.HasPrefix(rest, "COLLATE ") {
			words[i] = " " + rest
		} else {
			words[i] = " CHARACTER SET " + words[i]
		}
	}
	return strings.Join(words, "")
}

// column reads one column of a result, the first one if it has no name.
func column(ctx context.Context, conn *sql.Conn, query, name string) ([]string, error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	at := max(0, slices.Index(columns, name))
	var list []string
	for rows.Next() {
		values := make([]any, len(columns))
		var text sql.NullString
		for i := range values {
			values[i] = new(any)
		}
		values[at] = &text
		if err := rows.Scan(values...); err != nil {
			return nil, fmt.Errorf("%s: %w", query, err)
		}
		list = append(list, text.String)
	}
	return list, rows.Err()
}

// Dump is [Database.Dump] for a test.
func Dump(tb testing.TB, db *DB) string {
	tb.Helper()
	text, err := db.Database.Dump(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return text
}
