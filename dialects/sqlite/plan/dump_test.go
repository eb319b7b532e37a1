package plan_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
)

// The dump is what law 3 compares: what the PRAGMAs say about a database, and from
// the texts in sqlite_schema what they don't. It has nothing from the reader: a
// text is cut by an expression of its own, and no statement is parsed.

// lines returns the only column of a query.
func lines(t testing.TB, conn *sqliteconn.Conn, sql string) []string {
	t.Helper()
	var list []string
	err := conn.Batch(context.Background(), []inspect.Query{{SQL: sql}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				return err
			}
			list = append(list, line)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatalf("%v in %s", err, sql)
	}
	return list
}

var tokenPattern = regexp.MustCompile("(?s)--[^\n]*|/\\*.*?\\*/|[xX]?'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|[A-Za-z_\\pL][A-Za-z0-9_$\\pL]*|[0-9][0-9a-zA-Z.]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+|->>|->|\\|\\||<<|<=|<>|>>|>=|==|!=|[^\\s]")

// tokensOf cuts a text; names are folded and lose their quotes.
func tokensOf(text string) []string {
	var list []string
	for _, token := range tokenPattern.FindAllString(text, -1) {
		switch {
		case strings.HasPrefix(token, "--"), strings.HasPrefix(token, "/*"):
			continue
		case len(token) > 1 && strings.ContainsAny(token[:1], "\"`["):
			token = strings.ToLower(strings.ReplaceAll(token[1:len(token)-1], token[:1]+token[:1], token[:1]))
		case token == "==":
			token = "="
		case token == "<>":
			token = "!="
		case token[0] != '\'':
			token = strings.ToLower(token)
		}
		list = append(list, token)
	}
	return list
}

// inside returns the tokens between the parenthesis at i and the one that closes
// it, without parentheses around all of them, and where that is.
func inside(tokens []string, i int) ([]string, int) {
	depth := 0
	for j := i; j < len(tokens); j++ {
		switch tokens[j] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return unwrapped(tokens[i+1 : j]), j
			}
		}
	}
	return nil, len(tokens)
}

func unwrapped(list []string) []string {
	for len(list) > 1 && list[0] == "(" {
		depth, end := 0, 0
		for i, token := range list {
			if token == "(" {
				depth++
			} else if token == ")" {
				if depth--; depth == 0 {
					end = i
					break
				}
			}
		}
		if end != len(list)-1 {
			break
		}
		list = list[1 : len(list)-1]
	}
	return list
}

// clauses lists what only the text of a table tells: checks, generated values,
// the names of constraints, AUTOINCREMENT, conflicts and when foreign keys are
// checked.
func clauses(text string) []string {
	tokens := tokensOf(text)
	at := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return tokens[i]
	}
	var list []string
	for i := 0; i < len(tokens); i++ {
		switch {
		case at(i) == "check" && at(i+1) == "(":
			expr, end := inside(tokens, i+1)
			list = append(list, "check "+strings.Join(expr, " "))
			i = end
			if at(i+1) == "on" && at(i+2) == "conflict" {
				i += 3 // it has no effect
			}
		case at(i) == "as" && at(i+1) == "(":
			expr, end := inside(tokens, i+1)
			list = append(list, "as "+strings.Join(expr, " "))
			i = end
		case at(i) == "constraint" && slices.Contains([]string{"check", "primary", "unique", "foreign", "references", "not"}, at(i+2)):
			list = append(list, "constraint "+at(i+1)+" "+strings.Replace(at(i+2), "foreign", "references", 1))
			i++
		case at(i) == "autoincrement":
			list = append(list, "autoincrement")
		case at(i) == "on" && at(i+1) == "conflict" && at(i+2) != "abort":
			list = append(list, "on conflict "+at(i+2))
		case at(i) == "deferrable" && at(i-1) != "not":
			list = append(list, "deferrable "+fmt.Sprint(at(i+1) == "initially" && at(i+2) == "deferred"))
		}
	}
	slices.Sort(list)
	return list
}

// statement is the text of a view, a trigger, an index or a virtual table without
// what makes no difference.
func statement(text string) string {
	tokens := tokensOf(text)
	drop := func(words ...string) {
		for i := 0; i+len(words) <= len(tokens); i++ {
			if slices.Equal(tokens[i:i+len(words)], words) {
				tokens = slices.Delete(slices.Clone(tokens), i, i+len(words))
				return
			}
		}
	}
	drop("if", "not", "exists")
	drop("main", ".")
	switch {
	case len(tokens) > 3 && tokens[1] == "trigger":
		drop("for", "each", "row")
		drop("main", ".") // of the table
		if !slices.Contains([]string{"before", "after", "instead"}, tokens[3]) {
			tokens = slices.Insert(tokens, 3, "before")
		}
		begin, when := slices.Index(tokens, "begin"), slices.Index(tokens, "when")
		if when > 0 && when < begin {
			tokens = slices.Concat(tokens[:when+1], unwrapped(tokens[when+1:begin]), tokens[begin:])
		}
	case len(tokens) > 2 && (tokens[1] == "index" || tokens[1] == "unique"):
		return indexStatement(tokens)
	}
	return strings.Join(tokens, " ")
}

// indexStatement keeps the expressions of an index; its columns are in the
// PRAGMAs.
func indexStatement(tokens []string) string {
	open := slices.Index(tokens, "(")
	keys, end := inside(tokens, open)
	var list []string
	depth, first := 0, 0
	add := func(key []string) {
		for len(key) > 1 && (key[len(key)-1] == "asc" || key[len(key)-1] == "desc") {
			key = key[:len(key)-1]
		}
		key = unwrapped(key)
		if n := len(key); n > 2 && key[n-2] == "collate" {
			key = unwrapped(key[:n-2])
		}
		list = append(list, strings.Join(key, " "))
	}
	for i, token := range keys {
		switch {
		case token == "(":
			depth++
		case token == ")":
			depth--
		case token == "," && depth == 0:
			add(keys[first:i])
			first = i + 1
		}
	}
	add(keys[first:])
	where := tokens[end+1:]
	if len(where) > 0 {
		where = unwrapped(where[1:])
	}
	return strings.Join(list, " , ") + " where " + strings.Join(where, " ")
}

// defaultValue is a default without what makes no difference: a bare word is a
// string.
func defaultValue(text string) string {
	if strings.HasPrefix(text, `"`) {
		text = strings.ReplaceAll(text, `"`, "'")
	}
	list := unwrapped(tokensOf(text))
	if len(list) != 1 {
		return strings.Join(list, " ")
	}
	switch word := list[0]; {
	case word == "null":
		return ""
	case !regexp.MustCompile(`^[a-z_]`).MatchString(word), strings.HasSuffix(word, "'"),
		slices.Contains([]string{"true", "false", "current_time", "current_date", "current_timestamp"}, word):
		return word
	default:
		return "'" + text + "'"
	}
}

func dump(t testing.TB, conn *sqliteconn.Conn) string {
	t.Helper()
	const own = " AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	var b strings.Builder
	for _, name := range lines(t, conn, "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_list AS l ON l.name = m.name AND l.schema = 'main' "+
		"WHERE m.type = 'table' AND l.type = 'table'"+own+" ORDER BY lower(m.name)") {
		q := "'" + strings.ReplaceAll(name, "'", "''") + "'"
		fmt.Fprintf(&b, "table %s %s\n", strings.ToLower(name), lines(t, conn, "SELECT wr || ' ' || strict FROM pragma_table_list("+q+") WHERE schema = 'main'"))
		alias := lines(t, conn, "SELECT count(*) FROM pragma_index_list("+q+") WHERE origin = 'pk'")[0] == "0"
		for _, c := range lines(t, conn, "SELECT lower(name) || ' ' || lower(type) || ' ' || CASE WHEN pk AND "+fmt.Sprint(alias)+
			" THEN 'alias' ELSE \"notnull\" END || ' pk ' || pk || ' hidden ' || hidden || ' default ' || coalesce(dflt_value, '') FROM pragma_table_xinfo("+q+") ORDER BY lower(name)") {
			head, value, _ := strings.Cut(c, " default ")
			fmt.Fprintf(&b, "  column %s default %s\n", strings.Join(tokensOf(head), " "), defaultValue(value))
		}
		var keys []string
		for _, index := range lines(t, conn, "SELECT name FROM pragma_index_list("+q+") ORDER BY 1") {
			x := "'" + strings.ReplaceAll(index, "'", "''") + "'"
			row := lines(t, conn, "SELECT CASE origin WHEN 'c' THEN lower(name) ELSE '' END || ' ' || origin || ' unique ' || \"unique\" || ' partial ' || partial FROM pragma_index_list("+q+") WHERE name = "+x)[0]
			row += fmt.Sprint(lines(t, conn, "SELECT cid = -2 || ' ' || coalesce(lower(name), '') || ' ' || desc || ' ' || lower(coalesce(coll, '')) FROM pragma_index_xinfo("+x+") WHERE key ORDER BY seqno"))
			if text := lines(t, conn, "SELECT coalesce(max(sql), '') FROM sqlite_schema WHERE type = 'index' AND name = "+x)[0]; text != "" {
				row += " " + statement(text)
			}
			keys = append(keys, "  index "+row+"\n")
		}
		var references []string
		for _, id := range lines(t, conn, "SELECT DISTINCT id FROM pragma_foreign_key_list("+q+")") {
			references = append(references, "  reference "+strings.Join(lines(t, conn, "SELECT lower(f.\"table\") || ' ' || lower(f.\"from\") || ' ' || "+
				"coalesce(lower(f.\"to\"), (SELECT lower(p.name) FROM pragma_table_xinfo(f.\"table\") AS p WHERE p.pk = f.seq + 1), '') || ' ' || on_update || ' ' || on_delete || ' ' || CASE \"match\" WHEN 'FULL' THEN 'FULL' ELSE '' END "+
				"FROM pragma_foreign_key_list("+q+") AS f WHERE id = "+id+" ORDER BY seq"), ", ")+"\n")
		}
		slices.Sort(keys)
		slices.Sort(references)
		text := lines(t, conn, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = "+q)[0]
		b.WriteString(strings.Join(keys, "") + strings.Join(references, "") + "  " + strings.Join(clauses(text), "\n  ") + "\n")
	}
	for _, text := range lines(t, conn, "SELECT m.sql FROM sqlite_schema AS m LEFT JOIN pragma_table_list AS l ON l.name = m.name AND l.schema = 'main' "+
		"WHERE (m.type IN ('view', 'trigger') OR m.type = 'table' AND l.type = 'virtual')"+own+" ORDER BY m.type, lower(m.name)") {
		b.WriteString(statement(text) + "\n")
	}
	return b.String()
}

// sound fails if a database is damaged. Where a table has a virtual column, the
// library (3.54) may take sound values for wrong ones; such a finding stands only if
// a query finds the value, too.
func sound(t testing.TB, conn *sqliteconn.Conn) {
	t.Helper()
	got := lines(t, conn, "PRAGMA integrity_check")
	virtual := lines(t, conn, "SELECT DISTINCT m.name FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS x WHERE m.type = 'table' AND x.hidden = 2")
	got = slices.DeleteFunc(got, func(line string) bool {
		what, place, wrong := strings.Cut(line, " value in ")
		at := slices.IndexFunc(virtual, func(table string) bool { return strings.HasPrefix(place, table+".") })
		return line == "ok" || wrong && at >= 0 && !holds(t, conn, virtual[at], strings.TrimPrefix(place, virtual[at]+"."), what)
	})
	if len(got) > 0 {
		t.Errorf("the database is damaged: %v", got)
	}
}

// holds reports whether a column has a value of the kind that the library's check
// found: "NULL", "NUMERIC" where there should be a text, "TEXT" that is a number,
// "non-INT" and so on in a table that is STRICT.
func holds(t testing.TB, conn *sqliteconn.Conn, table, column, what string) bool {
	t.Helper()
	quote := func(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
	c := quote(column)
	condition := ""
	switch strings.ToUpper(what) {
	case "NULL":
		condition = c + " IS NULL"
	case "NUMERIC":
		condition = "typeof(" + c + ") IN ('integer', 'real')"
	case "TEXT":
		condition = "typeof(" + c + ") = 'text' AND " + c + " = CAST(CAST(" + c + " AS NUMERIC) AS TEXT)"
	case "NON-INT", "NON-INTEGER":
		condition = "typeof(" + c + ") NOT IN ('integer', 'null')"
	case "NON-REAL", "NON-TEXT", "NON-BLOB":
		condition = "typeof(" + c + ") NOT IN ('" + strings.ToLower(what[len("non-"):]) + "', 'null')"
	default:
		return true
	}
	return lines(t, conn, "SELECT EXISTS (SELECT 1 FROM "+quote(table)+" WHERE "+condition+")")[0] != "0"
}
