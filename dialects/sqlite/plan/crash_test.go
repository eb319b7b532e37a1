package plan_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/render"
)

// crashing tells the test's own program to run a plan and to say before each
// statement that it does.
const crashing = "SCHEMADIFF_TEST_CRASH"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashing); dir != "" {
		if err := crash(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crash runs the plan of a folder on the database of the folder.
func crash(dir string) error {
	content, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		return err
	}
	var p render.Plan
	if err := json.Unmarshal(content, &p); err != nil {
		return err
	}
	conn, err := sqliteconn.Open(context.Background(), filepath.Join(dir, "live.db"))
	if err != nil {
		return err
	}
	defer conn.Close()
	step := func(text string) error {
		fmt.Println("next")
		return conn.Exec(context.Background(), text)
	}
	if err := step("PRAGMA foreign_keys = ON"); err != nil {
		return err
	}
	for _, g := range p.Groups {
		texts := []string{}
		for _, s := range g.Statements {
			texts = append(texts, s.SQL)
		}
		if g.Transactional {
			texts = append(append([]string{"BEGIN IMMEDIATE"}, texts...), "COMMIT")
		}
		for _, text := range texts {
			if err := step(text); err != nil {
				return err
			}
		}
	}
	return nil
}

// A program that dies in the middle of any statement of a rebuild leaves the old
// database or the new one, and nothing in between.
func TestCrash(t *testing.T) {
	const newText = `CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b INT DEFAULT (1 + 1));
CREATE TABLE child (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES parent ON DELETE CASCADE, CHECK (child.id > 0));
CREATE TABLE grandchild (c INT REFERENCES child ON DELETE CASCADE);
CREATE INDEX parent_a ON parent (a);
CREATE TRIGGER parent_gone AFTER DELETE ON parent BEGIN DELETE FROM child WHERE p = old.id; END;`
	for _, mode := range []string{"delete", "wal"} {
		t.Run(mode, func(t *testing.T) {
			dir := t.TempDir()
			original := filepath.Join(dir, "original.db")
			conn := open(t, original)
			execute(t, conn, "PRAGMA journal_mode = "+mode+"; "+family+`
INSERT INTO parent (a) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT 'row ' || i FROM n;
INSERT INTO child (p) SELECT id FROM parent; INSERT INTO grandchild SELECT id FROM child; CREATE INDEX parent_a ON parent (a)`)
			old, fresh := inspected(t, conn), declared(t, newText)
			plan := planned(t, compared(t, old, fresh)).Up
			writeJSON(t, filepath.Join(dir, "plan.json"), plan)
			before, rows := dump(t, conn), lines(t, conn, counts)[0]
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			direct := database(t)
			execute(t, direct, newText)
			after := dump(t, direct)
			steps := len(plan.Statements()) + 3
			ended := map[string]int{}
			for n := range steps {
				copyFile(t, original, filepath.Join(dir, "live.db"))
				kill(t, dir, n+1)
				conn := open(t, filepath.Join(dir, "live.db"))
				sound(t, conn)
				switch got := dump(t, conn); {
				case got != before && got != after:
					t.Errorf("killed in statement %d: the database is neither the old nor the new one:\n%s", n, got)
				case got == after:
					ended["new"]++
				default:
					ended["old"]++
				}
				if got := lines(t, conn, counts)[0]; got != rows {
					t.Errorf("killed in statement %d: the rows are %s, not %s", n, got, rows)
				}
				_ = conn.Close()
				for _, name := range []string{"live.db", "live.db-journal", "live.db-wal", "live.db-shm"} {
					_ = os.Remove(filepath.Join(dir, name))
				}
			}
			if ended["old"] == 0 || ended["new"] == 0 {
				t.Errorf("the kills came all too early or all too late: %v", ended)
			}
		})
	}
}

// counts says what is in the three tables.
const counts = "SELECT (SELECT count(*) || sum(id) || max(a) FROM parent) || ' ' || (SELECT count(*) || sum(p) FROM child) || ' ' || (SELECT count(*) || sum(c) FROM grandchild)"

// kill runs the plan in a program of its own and kills it in its n-th statement.
func kill(t *testing.T, dir string, n int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashing+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for seen := 0; seen < n && scanner.Scan(); {
		if strings.TrimSpace(scanner.Text()) == "next" {
			seen++
		}
	}
	time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	_ = cmd.Process.Kill() // it may have come to its end
	_ = cmd.Wait()
}

func writeJSON(t *testing.T, name string, v any) {
	t.Helper()
	content, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
