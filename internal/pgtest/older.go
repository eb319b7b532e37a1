package pgtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// notNullElements is the first version whose tables have NOT NULL as an element
// beside the columns. Its pg_dump writes one for a column that a table inherits
// and makes not null itself, whatever the version of the server.
const notNullElements = 18

// forOlderServer turns these elements of a dump into statements that an older
// server reads.
func forOlderServer(dump string) (string, error) {
	script, errs := sqlfile.Split(sqlfile.Source{Name: "dump", Text: dump}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		return "", fmt.Errorf("reading a dump: %w", err)
	}
	var out strings.Builder
	done := 0
	for i := range script.Statements {
		statement := &script.Statements[i]
		if statement.Kind != sqlfile.SQL {
			continue
		}
		end := statement.Offset + len(statement.Text)
		text, columns := tokenize(dump[statement.Offset:end]).withoutNotNullElements()
		if len(columns) == 0 {
			continue
		}
		out.WriteString(dump[done:statement.Offset])
		out.WriteString(text)
		for _, column := range columns {
			out.WriteString(";\n\nALTER TABLE ONLY " + tokenize(text).tableName() + " ALTER COLUMN " + column + " SET NOT NULL")
		}
		done = end
	}
	out.WriteString(dump[done:])
	return out.String(), nil
}

// withoutNotNullElements returns CREATE TABLE without its elements NOT NULL
// column, and these columns; no columns for any other statement.
func (w words) withoutNotNullElements() (text string, columns []string) {
	open := w.firstParenthesis()
	if w.text(0) != "CREATE" || w.index("TABLE") > open {
		return w.statement, nil
	}
	elements, from, to := w.list(open+1, func(string) bool { return false })
	elements = slices.DeleteFunc(elements, func(element string) bool {
		column, found := strings.CutPrefix(element, "NOT NULL ")
		if found {
			columns = append(columns, column)
		}
		return found
	})
	return w.statement[:from] + strings.Join(elements, ",\n    ") + w.statement[to:], columns
}

// tableName is the name of the table that the statement makes.
func (w words) tableName() string {
	from, to := w.index("TABLE")+1, w.firstParenthesis()-1
	return w.statement[w.tokens[from].Start:w.tokens[to].End]
}
