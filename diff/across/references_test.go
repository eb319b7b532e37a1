package across_test

import (
	"strings"
	"testing"

	pgwords "github.com/schemadiff/schemadiff/dialects/postgres/neutral"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// TestReferencesInPostgres: a foreign key's column has a type that the server
// compares with the one that it refers to, also through others, or the key is
// listed as lost.
func TestReferencesInPostgres(t *testing.T) {
	for _, test := range []struct{ name, mysql, want, lost string }{
		{
			name: "a numbered column is an integer",
			mysql: `CREATE TABLE a (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY);
				CREATE TABLE b (id bigint unsigned NOT NULL DEFAULT '0' PRIMARY KEY, CONSTRAINT f FOREIGN KEY (id) REFERENCES a (id));
				CREATE TABLE c (b_id bigint unsigned, CONSTRAINT g FOREIGN KEY (b_id) REFERENCES b (id));`,
			want: "b_id bigint",
		},
		{
			name: "an enumerated type is one of its column",
			mysql: `CREATE TABLE a (kind enum('x','y') NOT NULL PRIMARY KEY);
				CREATE TABLE b (kind enum('x','y') DEFAULT 'x', KEY (kind), CONSTRAINT f FOREIGN KEY (kind) REFERENCES a (kind));`,
			want: "kind public.a_kind",
		},
		{
			name: "a key that is not unique",
			mysql: `CREATE TABLE a (id int NOT NULL, n int, KEY (id));
				CREATE TABLE b (a_id int, CONSTRAINT f FOREIGN KEY (a_id) REFERENCES a (id));`,
			lost: "a foreign key refers to columns that are unique",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := side(t, "mysql", sqlfile.Source{Name: "a.sql", Text: test.mysql})
			to := across.Side{Translator: pgwords.Translator{Version: 150000}}
			plain, _ := from.Neutral(from.Schema)
			made, losses := to.Dialect(plain)
			text := script(t, "postgres", made)
			if !strings.Contains(text, test.want) {
				t.Errorf("there is no %q in\n%s", test.want, text)
			}
			if got := strings.Join(neutral.Summary(losses), "\n"); test.lost != "" && !strings.Contains(got, test.lost) {
				t.Errorf("the losses are\n%s", got)
			}
			if err := pgtest.New(t, 15).Execute(t.Context(), text); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
}
