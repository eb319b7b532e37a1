package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/model"
)

// both is what both products know.
const both = `
CREATE TABLE parent (id int unsigned NOT NULL AUTO_INCREMENT, code char(3) CHARACTER SET ascii NOT NULL, PRIMARY KEY (id), UNIQUE KEY code (code DESC)) AUTO_INCREMENT=100 COMMENT='it''s; a "parent"';
CREATE TABLE child (
  id bigint NOT NULL PRIMARY KEY,
  parent int unsigned, s varchar(50) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x\'\\y', body text, price decimal(10,2) unsigned zerofill,
  flag tinyint(1) DEFAULT 1, b bit(3) DEFAULT b'101', e enum('a','b,c') DEFAULT 'b,c', st set('x','y'), d datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  g int GENERATED ALWAYS AS (id + 1) VIRTUAL, h varchar(60) GENERATED ALWAYS AS (concat(s, 'x')) STORED COMMENT 'made', hidden int DEFAULT 3 INVISIBLE,
  j json, p point NOT NULL, y year, bin binary(16), ex varchar(40) DEFAULT (uuid()),
  KEY parts (s(10), d DESC) COMMENT 'two', FULLTEXT KEY words (body), SPATIAL KEY place (p),
  CONSTRAINT positive CHECK (price > 0), CHECK (flag in (0, 1)),
  CONSTRAINT owner FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;
CREATE TABLE memory (a int, KEY USING HASH (a)) ENGINE=MEMORY;
CREATE TABLE ranges (a int, b int) PARTITION BY RANGE (a) SUBPARTITION BY HASH (b) (PARTITION p0 VALUES LESS THAN (10) (SUBPARTITION s0, SUBPARTITION s1), PARTITION p1 VALUES LESS THAN MAXVALUE (SUBPARTITION s2, SUBPARTITION s3));
CREATE TABLE lists (a int, b varchar(3)) PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN ((1, 'x'), (2, 'y')) COMMENT 'first');
CREATE TABLE keyed (a int PRIMARY KEY) PARTITION BY KEY (a) (PARTITION k0, PARTITION k1);
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW seen AS SELECT id, s FROM child WHERE id > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW upon AS SELECT c.s, p.code FROM seen c JOIN parent p ON p.id = c.id;
DELIMITER //
CREATE TRIGGER one BEFORE INSERT ON child FOR EACH ROW BEGIN SET NEW.s = 'a;b'; SET NEW.body = "x"; END//
CREATE TRIGGER two BEFORE INSERT ON child FOR EACH ROW FOLLOWS one SET NEW.flag = 0//
CREATE PROCEDURE work(IN a int, OUT b varchar(10), INOUT c decimal(5,2)) MODIFIES SQL DATA COMMENT 'w' BEGIN IF a > 1 THEN SET b = 'x'; END IF; END//
CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC NO SQL RETURN a * 2//
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'n' DO DELETE FROM child//
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'//
CREATE FUNCTION quoted() RETURNS varchar(20) DETERMINISTIC RETURN 'a' || (SELECT "s" FROM "child" LIMIT 1)//
DELIMITER ;
`

const onlyMariaDB = `
CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 2 CACHE 10;
CREATE TABLE history (a int, u uuid DEFAULT uuid(), i inet6, n int DEFAULT nextval(numbers)) WITH SYSTEM VERSIONING;
CREATE TABLE periods (a int, f date, t date, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END,
  PERIOD FOR p (f, t), PERIOD FOR SYSTEM_TIME (s, e), UNIQUE (a, p WITHOUT OVERLAPS)) WITH SYSTEM VERSIONING;
CREATE TABLE aria (a int CHECK (a > 0), b text COMPRESSED, KEY k (a) IGNORED) ENGINE=Aria PAGE_CHECKSUM=1;
`

const onlyMySQL = `
CREATE TABLE functional (a int, p point NOT NULL SRID 4326, v int, KEY f ((a + 1)), UNIQUE KEY u ((abs(a))), KEY gone (v) INVISIBLE, CONSTRAINT later CHECK (a > 0) NOT ENFORCED);
`

func TestEverythingIsHeld(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db := filled(t, product)
		s := inspectDB(t, db)
		if len(s.Unsupported) > 0 {
			t.Errorf("not held: %v", s.Unsupported)
		}
		counts := map[model.Kind]int{}
		for _, e := range s.Entries() {
			counts[e.ID.Kind]++
		}
		for kind, want := range map[model.Kind]int{mysql.KindView: 2, mysql.KindTrigger: 2, mysql.KindFunction: 2, mysql.KindProcedure: 1, mysql.KindEvent: 1} {
			if counts[kind] != want {
				t.Errorf("%d objects are of the kind %s; want %d", counts[kind], kind, want)
			}
		}
		want := 9
		if !product.IsMariaDB() {
			want = 7
		}
		if len(s.Tables) != want {
			t.Errorf("%d tables; want %d", len(s.Tables), want)
		}
	})
}

func filled(t *testing.T, product mytest.Product) *mytest.DB {
	t.Helper()
	db := mytest.NewOn(t, product)
	text := both + onlyMySQL
	if product.IsMariaDB() {
		text = both + onlyMariaDB
	}
	db.LoadScript(text)
	return db
}

// What the session has set changes nothing, and is set afterwards as before.
func TestSession(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db, ctx := filled(t, product), context.Background()
		want := inspectDB(t, db)
		db.Exec("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT', sql_quote_show_create = 0")
		if difference := cmp.Diff(want, inspectDB(t, db)); difference != "" {
			t.Errorf("in another sql_mode:\n%s", difference)
		}
		var mode string
		var quote int
		err := db.Conn().Driver().QueryRowContext(ctx, "SELECT @@sql_mode, @@sql_quote_show_create").Scan(&mode, &quote)
		if err != nil || !strings.Contains(mode, "ANSI_QUOTES") || quote != 0 {
			t.Errorf("afterwards: sql_mode is %s, sql_quote_show_create %d, %v", mode, quote, err)
		}
	})
}

// What a user may see and not read is reported.
func TestPrivileges(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db, ctx := filled(t, product), context.Background()
		user := "u_" + strings.TrimPrefix(db.Name(), "test_")
		db.Exec(fmt.Sprintf("CREATE USER %[1]s@localhost IDENTIFIED BY 'x'; GRANT SELECT, EXECUTE ON %[2]s.* TO %[1]s@localhost", user, db.Name()))
		t.Cleanup(func() { db.Exec("DROP USER " + user + "@localhost") })
		conn, err := mysqlconn.Open(ctx, strings.Replace(db.URL(), "root@", user+":x@", 1))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		reasons := map[model.ID]string{}
		s, err := catalog.Inspect(ctx, conn, catalog.Options{Told: func(id model.ID, reason string) { reasons[id] = reason }})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []model.ID{{Kind: mysql.KindView, Name: "seen"}, {Kind: mysql.KindProcedure, Name: "work"}, {Kind: mysql.KindFunction, Name: "twice"}} {
			if reasons[id] == "" {
				t.Errorf("%v isn't reported: %v", id, s.Unsupported)
			}
		}
		if len(s.Tables) < 7 {
			t.Errorf("%d tables", len(s.Tables))
		}
	})
}

func TestNoDatabase(t *testing.T) {
	db, ctx := mytest.New(t), context.Background()
	conn, err := mysqlconn.Open(ctx, db.Server().URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := catalog.Inspect(ctx, conn, catalog.Options{}); !errors.Is(err, catalog.ErrNoDatabase) {
		t.Errorf("got %v", err)
	}
}

// between runs something between the two halves of reading.
type between struct {
	inspect.Conn
	after func(n int)
	n     int
}

func (b *between) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) error {
	err := b.Conn.Batch(ctx, queries, each)
	if strings.Contains(queries[0].SQL, "information_schema.tables") {
		b.n++
		b.after(b.n)
	}
	return err
}

// A database that changes while it is read is read again.
func TestChanging(t *testing.T) {
	db, ctx := mytest.New(t), context.Background()
	other, err := mysqlconn.Open(ctx, db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, change := range []string{"ALTER TABLE t ADD COLUMN c%d int", "DROP TABLE t; CREATE TABLE u%d (a int)", "ALTER TABLE t ADD KEY k%d (a)"} {
		db.Exec("DROP TABLE IF EXISTS t; CREATE TABLE t (a int)")
		conn := &between{Conn: db.Conn(), after: func(n int) {
			if n == 1 {
				if err := other.Exec(ctx, fmt.Sprintf(change, n)); err != nil {
					t.Error(err)
				}
			}
		}}
		s, err := catalog.Inspect(ctx, conn, catalog.Options{})
		if err != nil || len(s.Unsupported) > 0 || !cmp.Equal(s, inspectDB(t, db)) {
			t.Errorf("%s: got %v, %v", change, s.Unsupported, err)
		}
	}
	db.Exec("CREATE TABLE IF NOT EXISTS t (a int)")
	conn := &between{Conn: db.Conn(), after: func(n int) {
		if err := other.Exec(ctx, fmt.Sprintf("ALTER TABLE t ADD COLUMN d%d int", n)); err != nil {
			t.Error(err)
		}
	}}
	if _, err := catalog.Inspect(ctx, conn, catalog.Options{}); !errors.Is(err, catalog.ErrChanging) {
		t.Errorf("a change each time: got %v", err)
	}
}

// spoiled answers for SHOW CREATE TABLE with another text.
type spoiled struct {
	inspect.Conn
	from, to string
}

func (s *spoiled) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) error {
	return s.Conn.Batch(ctx, queries, func(i int, rows inspect.Rows) error {
		return each(i, spoiledRows{rows, s})
	})
}

type spoiledRows struct {
	inspect.Rows
	by *spoiled
}

func (r spoiledRows) Scan(dest ...any) error {
	err := r.Rows.Scan(dest...)
	for _, d := range dest {
		if text, ok := d.(**string); ok && *text != nil {
			other := strings.Replace(**text, r.by.from, r.by.to, 1)
			*text = &other
		}
	}
	return err
}

// Whatever the two sources don't agree about makes a table unsupported.
func TestDisagreement(t *testing.T) {
	db := mytest.New(t)
	db.Exec("CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a varchar(20) DEFAULT 'x' COMMENT 'c', b int, " +
		"d datetime ON UPDATE CURRENT_TIMESTAMP, g int AS (id2) VIRTUAL, id2 int INVISIBLE, KEY k (a(5), b), UNIQUE KEY u (b), CONSTRAINT c CHECK (b > 0), CONSTRAINT f FOREIGN KEY (b) REFERENCES o (id) ON DELETE CASCADE) COMMENT 'tt'")
	for _, test := range []struct{ from, to string }{
		{"varchar(20)", "varchar(21)"},
		{" NOT NULL AUTO_INCREMENT", " NOT NULL"},
		{"DEFAULT 'x'", ""},
		{"COMMENT 'c'", "COMMENT 'd'"},
		{"ON UPDATE current_timestamp()", ""},
		{"GENERATED ALWAYS AS (`id2`) VIRTUAL", "DEFAULT NULL"},
		{"INVISIBLE", ""},
		{"`a`(5),`b`", "`a`(6),`b`"},
		{"`a`(5),`b`", "`b`,`a`(5)"},
		{"UNIQUE KEY `u`", "KEY `u`"},
		{"CONSTRAINT `c`", "CONSTRAINT `e`"},
		{"ON DELETE CASCADE", "ON DELETE SET NULL"},
		{"COMMENT='tt'", "COMMENT='uu'"},
		{"ENGINE=InnoDB", "ENGINE=MyISAM"},
		{"`d` datetime", "`e` datetime"},
		{"CREATE TABLE `t`", "CREATE TABLE `t` SURPRISE"},
		{"utf8mb4_general_ci", "utf8mb4_bin"},
		{"`b` int(11)", "`b` int(11) SURPRISE"},
	} {
		var reason string
		s, err := catalog.Inspect(context.Background(), &spoiled{db.Conn(), test.from, test.to}, catalog.Options{
			Told: func(id model.ID, text string) { reason = id.Name + ": " + text },
		})
		if err != nil || len(s.Unsupported) == 0 || !strings.HasPrefix(reason, "t: ") && !strings.HasPrefix(reason, "o: ") {
			t.Errorf("%s became %s: got %v, %s, %v", test.from, test.to, s.Unsupported, reason, err)
		}
	}
}
