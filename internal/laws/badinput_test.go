package laws_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// readText reads a text as the program reads a file. A text is a schema or has
// errors that say where.
func readText(t *testing.T, name, text string) error {
	t.Helper()
	source, err := sqlfile.NewSource(name, text)
	if err == nil {
		_, err = ddl.Read(t.Context(), []sqlfile.Source{source}, ddl.Options{})
	}
	if err == nil {
		return nil
	}
	for _, e := range sqlfile.Errors(err) {
		if !strings.HasPrefix(e.Error(), name+":") {
			t.Errorf("%s: the error does not say where: %v", name, e)
		}
	}
	if len(sqlfile.Errors(err)) == 0 && !strings.Contains(err.Error(), name) {
		t.Errorf("%s: the error does not name the file: %v", name, err)
	}
	if strings.Contains(err.Error(), "runtime error") || strings.Contains(err.Error(), "panic") {
		t.Errorf("%s: the reader broke: %v", name, err)
	}
	return err
}

// TestTruncated cuts random schemas behind every statement and at random
// places.
func TestTruncated(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for seed := range cases(t, 12) {
		statements := schemaOf(seed, 16).Statements
		text := strings.Join(statements, ";\n") + ";\n"
		for i := range statements {
			if err := readText(t, "cut.sql", strings.Join(statements[:i], ";\n")); err != nil {
				t.Errorf("seed %d, cut behind statement %d: %v", seed, i, err)
			}
		}
		for range 60 {
			_ = readText(t, "cut.sql", text[:random.IntN(len(text))])
			from := random.IntN(len(text))
			_ = readText(t, "cut.sql", text[from:from+random.IntN(len(text)-from)])
		}
	}
}

// TestMangled changes bytes of random schemas.
func TestMangled(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	bytes := []byte("'\"$;()[]{}\\\x00\xff/*-e U&\n:=.,0")
	for seed := range cases(t, 12) {
		text := []byte(schemaOf(seed, 16).SQL())
		for range 60 {
			mangled := append([]byte(nil), text...)
			for range 1 + random.IntN(4) {
				mangled[random.IntN(len(mangled))] = bytes[random.IntN(len(bytes))]
			}
			_ = readText(t, "mangled.sql", string(mangled))
		}
	}
}

// TestNotSQL reads what is no SQL at all: each must be refused.
func TestNotSQL(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(random.UintN(256))
	}
	for name, text := range map[string]string{
		"noise":             string(noise),
		"gzip":              "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + string(noise[:100]),
		"custom dump":       "PGDMP\x01\x0e\x00\x04\x08\x01\x01\x01\x00\x00\x00" + string(noise[:100]),
		"elf":               "\x7fELF\x02\x01\x01\x00" + string(noise[:100]),
		"utf-16":            "\xff\xfeC\x00R\x00E\x00A\x00T\x00E\x00",
		"latin 1":           "CREATE TABLE gr\xf6\xdfe (a int);",
		"nul":               "CREATE TABLE t (a int);\x00",
		"html":              "<!DOCTYPE html><html><body>404</body></html>",
		"json":              `{"tables": [{"name": "t"}]}`,
		"go":                "package main\n\nfunc main() {}\n",
		"quote":             "CREATE TABLE t (a text DEFAULT 'x);",
		"escape":            `CREATE TABLE t (a text DEFAULT E'x\');`,
		"identifier":        `CREATE TABLE "t (a int);`,
		"dollar":            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$ SELECT 1;",
		"comment":           "CREATE TABLE t (a int); /* and /* so */ on",
		"parenthesis":       "CREATE TABLE t (a int",
		"half a statement":  "CREATE TABLE t",
		"copy without data": "CREATE TABLE t (a int); COPY t (a) FROM stdin;\n1\n2",
		"mysql":             "CREATE TABLE `t` (`a` int(11) NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;",
		"a word":            "SELEC 1;",
	} {
		if err := readText(t, "bad.sql", text); err == nil && name != "copy without data" {
			t.Errorf("%s is taken for a schema", name)
		}
	}
}

// TestNesting reads expressions and types that are nested ten thousand deep. A
// parser that recurses must stop before its stack ends.
func TestNesting(t *testing.T) {
	const deep = 10_000
	for name, text := range map[string]string{
		"parentheses":   "CREATE TABLE t (a int CHECK (" + strings.Repeat("(", deep) + "a > 0" + strings.Repeat(")", deep) + "));",
		"not":           "CREATE TABLE t (a bool CHECK (" + strings.Repeat("NOT ", deep) + "a));",
		"minus":         "CREATE TABLE t (a int DEFAULT " + strings.Repeat("- ", deep) + "1);",
		"and":           "CREATE TABLE t (a bool CHECK (a" + strings.Repeat(" AND a", deep) + "));",
		"sum":           "CREATE TABLE t (a int CHECK (a" + strings.Repeat(" + 1", deep) + " > 0));",
		"concatenation": "CREATE TABLE t (a text DEFAULT 'x'" + strings.Repeat(" || 'x'", deep) + ");",
		"case":          "CREATE TABLE t (a int CHECK (" + strings.Repeat("CASE WHEN a > 0 THEN ", deep) + "true" + strings.Repeat(" END", deep) + "));",
		"calls":         "CREATE INDEX ON t ((" + strings.Repeat("lower(", deep) + "a" + strings.Repeat(")", deep) + "));",
		"array":         "CREATE TABLE t (a int[] DEFAULT " + strings.Repeat("ARRAY[", deep) + "1" + strings.Repeat("]", deep) + ");",
		"casts":         "CREATE TABLE t (a text DEFAULT 'x'" + strings.Repeat("::text", deep) + ");",
		"sub-selects":   "CREATE VIEW v AS " + strings.Repeat("SELECT * FROM (", deep) + "SELECT 1" + strings.Repeat(") x", deep) + ";",
		"comments":      strings.Repeat("/* ", deep) + "x" + strings.Repeat(" */", deep) + "CREATE TABLE t (a int);",
		"brackets":      "CREATE TABLE t (a int" + strings.Repeat("[]", deep) + ");",
		"row":           "CREATE TABLE t (a int CHECK (" + strings.Repeat("ROW(", deep) + "a" + strings.Repeat(")", deep) + " IS NOT NULL));",
		"in":            "CREATE TABLE t (a int CHECK (a IN (1" + strings.Repeat(", 1", deep*10) + ")));",
		"columns":       "CREATE TABLE t (a0 int" + repeat(1600, func(i int) string { return fmt.Sprintf(", c%d int", i) }) + ");",
	} {
		t.Run(name, func(t *testing.T) {
			_ = readText(t, "deep.sql", text)
		})
	}
}

func repeat(n int, f func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

// TestBigStatement reads a hundred megabytes of one statement.
func TestBigStatement(t *testing.T) {
	if testing.Short() {
		t.Skip("takes much memory")
	}
	const size = 100 << 20
	for name, text := range map[string]string{
		"constant": "COMMENT ON TABLE t IS '" + strings.Repeat("x", size) + "';",
		"insert":   "INSERT INTO t VALUES (1, 'some text')" + strings.Repeat(", (1, 'some text')", size/18) + ";",
		"no end":   "CREATE TABLE u (a text DEFAULT '" + strings.Repeat("x", size),
		"spaces":   strings.Repeat(" ", size) + ";",
		"function": "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$" + strings.Repeat("SELECT 1; ", size/10) + "$$;",
	} {
		t.Run(name, func(t *testing.T) {
			err := readText(t, "big.sql", "CREATE TABLE t (a int, b text);\n"+text)
			if (err == nil) == (name == "no end") {
				t.Errorf("got error %.200v", err)
			}
		})
	}
}

// TestCanceled reads with a context that ends.
func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	text := repeat(200_000, func(i int) string { return fmt.Sprintf("CREATE TABLE t%d (a int);\n", i) })
	_, err := ddl.Read(ctx, []sqlfile.Source{{Name: "long.sql", Text: text}}, ddl.Options{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v; want the context's error", err)
	}
}
