package plan_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TestMinimal names all statements of a migration where a server would not
// mind some more.
func TestMinimal(t *testing.T) {
	for _, test := range []struct{ name, old, new, up, down string }{
		{
			"the keys of partitions stay attached while another index is made anew",
			`CREATE TABLE e (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
			 CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (2); CREATE INDEX i ON e (id);`,
			`CREATE TABLE e (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
			 CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (2); CREATE INDEX i ON e (at);`,
			`CREATE INDEX CONCURRENTLY e1_at_idx ON public.e1 (at);
			 DROP INDEX public.i; CREATE INDEX i ON ONLY public.e (at); ALTER INDEX public.i ATTACH PARTITION public.e1_at_idx;`,
			`CREATE INDEX CONCURRENTLY e1_id_idx ON public.e1 (id);
			 DROP INDEX public.i; CREATE INDEX i ON ONLY public.e (id); ALTER INDEX public.i ATTACH PARTITION public.e1_id_idx;`,
		},
		{
			"a serial that becomes a bigserial keeps its default",
			`CREATE TABLE t (id serial)`, `CREATE TABLE t (id bigserial)`,
			`ALTER TABLE public.t ALTER COLUMN id TYPE bigint; ALTER SEQUENCE public.t_id_seq AS bigint;`,
			`ALTER TABLE public.t ALTER COLUMN id TYPE integer; ALTER SEQUENCE public.t_id_seq AS integer;`,
		},
		{
			"a constant default is one of the column's type",
			`CREATE TABLE t (n int DEFAULT 1)`, `CREATE TABLE t (n bigint DEFAULT 1)`,
			`ALTER TABLE ONLY public.t ALTER COLUMN n DROP DEFAULT; ALTER TABLE public.t ALTER COLUMN n TYPE bigint;
			 ALTER TABLE ONLY public.t ALTER COLUMN n SET DEFAULT 1;`,
			`ALTER TABLE ONLY public.t ALTER COLUMN n DROP DEFAULT; ALTER TABLE public.t ALTER COLUMN n TYPE integer;
			 ALTER TABLE ONLY public.t ALTER COLUMN n SET DEFAULT 1;`,
		},
		{
			"a key goes with the foreign keys that hang on it when the index of its successor is built",
			`CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a)); CREATE TABLE r (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a));`,
			`CREATE TABLE t (a int, CONSTRAINT v UNIQUE (a)); CREATE TABLE r (x int, CONSTRAINT g FOREIGN KEY (x) REFERENCES t (a));`,
			`CREATE UNIQUE INDEX CONCURRENTLY v ON public.t (a); ALTER TABLE public.r DROP CONSTRAINT f;
			 ALTER TABLE public.t DROP CONSTRAINT u, ADD CONSTRAINT v UNIQUE USING INDEX v;
			 ALTER TABLE public.r ADD CONSTRAINT g FOREIGN KEY (x) REFERENCES public.t (a) NOT VALID; ALTER TABLE public.r VALIDATE CONSTRAINT g;`,
			`CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (a); ALTER TABLE public.r DROP CONSTRAINT g;
			 ALTER TABLE public.t DROP CONSTRAINT v, ADD CONSTRAINT u UNIQUE USING INDEX u;
			 ALTER TABLE public.r ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES public.t (a) NOT VALID; ALTER TABLE public.r VALIDATE CONSTRAINT f;`,
		},
		{
			"an index goes when one on the same column is there, a check goes in the statement that adds the next",
			`CREATE TABLE t (a int, b int, CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (a);`,
			`CREATE TABLE t (a int, b int, CONSTRAINT d CHECK (a > 1)); CREATE INDEX j ON t (a, b);`,
			`ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT d CHECK (a > 1) NOT VALID;
			 CREATE INDEX CONCURRENTLY j ON public.t (a, b); DROP INDEX CONCURRENTLY public.i; ALTER TABLE public.t VALIDATE CONSTRAINT d;`,
			`ALTER TABLE public.t DROP CONSTRAINT d, ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
			 CREATE INDEX CONCURRENTLY i ON public.t (a); DROP INDEX CONCURRENTLY public.j; ALTER TABLE public.t VALIDATE CONSTRAINT c;`,
		},
		{
			"a column goes with its index when there is one on what stays",
			`CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a)); CREATE INDEX i ON t (a, b);`,
			`CREATE TABLE t (a int); CREATE UNIQUE INDEX u ON t (a);`,
			`ALTER TABLE public.t DROP CONSTRAINT u; CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (a); ALTER TABLE public.t DROP COLUMN b;`,
			`ALTER TABLE public.t ADD COLUMN b integer; CREATE INDEX CONCURRENTLY i ON public.t (a, b);
			 DROP INDEX CONCURRENTLY public.u; CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (a);
			 ALTER TABLE public.t ADD CONSTRAINT u UNIQUE USING INDEX u;`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := diff.Compare(context.Background(), readText(t, test.old), readText(t, test.new), postgres.Rules{}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			m, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := statements(m.Up), oneLine(test.up); got != want {
				t.Errorf("up\n%s\nwant\n%s", got, want)
			}
			if got, want := statements(m.Down), oneLine(test.down); got != want {
				t.Errorf("down\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func readText(t *testing.T, text string) model.Schema {
	t.Helper()
	schema, err := postgres.Read(context.Background(), []sqlfile.Source{{Name: "f.sql", Text: text}}, postgres.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func statements(p render.Plan) string {
	var b strings.Builder
	for _, s := range p.Statements() {
		b.WriteString(s.SQL + "\n")
	}
	return oneLine(b.String())
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
