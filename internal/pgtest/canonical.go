package pgtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// maxReloads bounds how often a dump is loaded and taken again. Real schemas
// settle after one or two times.
const maxReloads = 6

// CanonicalDump returns a text that two databases share exactly if they have
// the same schema, as far as a tool can bring it about. It dumps the database,
// loads the dump into another one and dumps that until the text stops changing,
// because the server prints expressions in a form that it reads as yet another
// expression. Then [Canonicalize] forgets the order of things.
func (d *Database) CanonicalDump(ctx context.Context) (string, error) {
	dump, err := d.Dump(ctx)
	if err != nil {
		return "", err
	}
	text, err := Canonicalize(dump)
	if err != nil {
		return "", err
	}
	return d.settle(ctx, dump, text)
}

// settle reloads a dump, whose canonical form is text, until that form stays
// the same.
func (d *Database) settle(ctx context.Context, dump, text string) (string, error) {
	for range maxReloads {
		next, err := d.server.reload(ctx, dump, d.access)
		if err != nil {
			return "", fmt.Errorf("reloading the dump of %s: %w", d.name, err)
		}
		nextText, err := Canonicalize(next)
		if err != nil || nextText == text {
			return text, err
		}
		dump, text = next, nextText
	}
	return "", fmt.Errorf("the dump of %s still changes after it was loaded %d times", d.name, maxReloads)
}

// reload returns the dump of a new database that a dump was loaded into.
func (s *Server) reload(ctx context.Context, dump string, access bool) (text string, err error) {
	fresh, err := s.Create(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, fresh.Drop(context.WithoutCancel(ctx))) }()
	fresh.access = access
	if err := fresh.ExecuteScript(ctx, dump); err != nil {
		return "", err
	}
	return fresh.Dump(ctx)
}

// CanonicalDump returns a test database's canonical dump; see
// [Database.CanonicalDump].
func CanonicalDump(tb testing.TB, db *DB) string {
	tb.Helper()
	text, err := db.CanonicalDump(context.Background())
	checkDump(tb, err)
	return text
}

// CompareDumps returns how the canonical dumps of two databases differ, "" if
// they don't. Where the dumps agree as they are it saves the reloading.
func CompareDumps(tb testing.TB, want, got *DB) string {
	tb.Helper()
	var dumps, texts [2]string
	for i, db := range []*DB{want, got} {
		var err error
		dumps[i] = Dump(tb, db)
		if texts[i], err = Canonicalize(dumps[i]); err != nil {
			tb.Fatal(err)
		}
	}
	if texts[0] == texts[1] {
		return ""
	}
	for i, db := range []*DB{want, got} {
		var err error
		if texts[i], err = db.settle(context.Background(), dumps[i], texts[i]); err != nil {
			tb.Fatal(err)
		}
	}
	return diffStatements(texts[0], texts[1])
}

// diffStatements shows only the statements that one of two canonical texts
// has alone.
func diffStatements(want, got string) string {
	if want == got {
		return ""
	}
	wantList, gotList := strings.Split(want, statementEnd), strings.Split(got, statementEnd)
	return cmp.Diff(without(wantList, gotList), without(gotList, wantList))
}

// without returns the elements of a sorted list that another doesn't have,
// counting repeated ones.
func without(list, other []string) []string {
	count := map[string]int{}
	for _, element := range other {
		count[element]++
	}
	var rest []string
	for _, element := range list {
		if count[element]--; count[element] < 0 {
			rest = append(rest, element)
		}
	}
	return rest
}

const statementEnd = ";\n\n"

// Canonicalize forgets what a schema tool has no control over in the text of
// pg_dump: the order of the statements, of the columns of a table or of a
// composite type and of storage parameters, comments of the dump, psql's lines
// and session settings.
// The two settings that say something about the table or index that follows,
// its tablespace and its access method, are put into that statement.
func Canonicalize(dump string) (string, error) {
	script, errs := sqlfile.Split(sqlfile.Source{Name: "dump", Text: dump}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		return "", fmt.Errorf("reading a dump: %w", err)
	}
	var c canonicalizer
	for i := range script.Statements {
		if statement := &script.Statements[i]; statement.Kind == sqlfile.SQL {
			c.add(statement.Text)
		}
	}
	slices.Sort(c.statements)
	return strings.Join(c.statements, statementEnd) + statementEnd, nil
}

// canonicalizer goes through the statements of a dump in their order.
type canonicalizer struct {
	statements              []string
	tablespace, tableMethod string
	role                    string // who grants
}

func (c *canonicalizer) add(text string) {
	words := tokenize(text)
	switch {
	case words.begin("SET", "default_tablespace"):
		c.tablespace = words.text(3)
	case words.begin("SET", "default_table_access_method"):
		c.tableMethod = words.text(3)
	case words.begin("SET", "SESSION", "AUTHORIZATION"):
		c.role = "\n-- by " + words.text(3)
	case words.begin("RESET", "SESSION", "AUTHORIZATION"):
		c.role = ""
	case words.begin("GRANT"), words.begin("REVOKE"):
		c.keep(text+c.role, "", "")
	case words.begin("SET"), words.begin("SELECT", "pg_catalog", ".", "set_config"):
	case words.begin("CREATE", "TABLE"), words.begin("CREATE", "UNLOGGED", "TABLE"):
		c.keep(words.sortColumns(words.firstParenthesis()), c.tablespace, c.tableMethod)
	case words.begin("CREATE", "FOREIGN", "TABLE"):
		c.keep(words.sortColumns(words.firstParenthesis()), "", "")
	case words.begin("CREATE", "TYPE") && words.text(words.firstParenthesis()-1) == "AS":
		c.keep(words.sortList(words.firstParenthesis()), "", "")
	case words.begin("CREATE", "STATISTICS"):
		c.keep(words.sortStatisticsColumns(), "", "")
	case words.begin("CREATE", "INDEX"), words.begin("CREATE", "UNIQUE", "INDEX"), words.addsIndex():
		c.keep(text, c.tablespace, "")
	case words.begin("ALTER", "TABLE", "ONLY") && words.text(words.index("IN")+1) == "(":
		c.keep(words.sortList(words.index("IN")+1), "", "") // the bound of a list partition
	case words.begin("ALTER", "TABLE", "ONLY"):
		if text := words.withoutVersion(); text != "" {
			c.keep(text, "", "")
		}
	default:
		c.keep(text, "", "")
	}
}

// keep adds a statement with the settings that hold for it.
func (c *canonicalizer) keep(text, tablespace, method string) {
	text = sortParameters(text)
	if tablespace != "" && tablespace != "''" {
		text += "\n-- in tablespace " + tablespace
	}
	if method != "" && method != "heap" {
		text += "\n-- with access method " + method
	}
	c.statements = append(c.statements, text)
}
