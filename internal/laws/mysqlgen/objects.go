package mysqlgen

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
)

// Everything returns the script of another schema that has all kinds of objects that
// the server has.
func (r Scripts) Everything(s mysql.Server) string {
	var b strings.Builder
	var sequences []string
	if s.HasSequences() {
		sequences = r.sequences(&b)
	}
	tables := r.tables(&b)
	r.partitioned(&b, s, sequences)
	r.objects(&b, tables)
	return b.String()
}

// sequences writes sequences and returns their names.
func (r Scripts) sequences(b *strings.Builder) (names []string) {
	for _, name := range []string{"s0", "s1"} {
		if r.IntN(2) == 0 {
			continue
		}
		b.WriteString("CREATE SEQUENCE " + name + r.maybe(" START WITH 5") + r.maybe(" MAXVALUE 1000") + r.pick("", " INCREMENT BY 2", " INCREMENT BY -1 START WITH -5") +
			r.maybe(" CACHE 10") + r.maybe(" CYCLE") + ";\n")
		names = append(names, name)
	}
	return names
}

// partitioned writes tables that have partitions, or old versions of their rows:
// foreign keys know nothing of them.
func (r Scripts) partitioned(b *strings.Builder, s mysql.Server, sequences []string) {
	for _, name := range []string{"p0", "p1"} {
		if r.IntN(3) == 0 {
			continue
		}
		columns := []string{"id int NOT NULL" + r.maybe(" AUTO_INCREMENT"), "d date NOT NULL", "base int", "note " + r.column()}
		if len(sequences) > 0 && r.IntN(2) == 0 {
			columns = append(columns, "n bigint DEFAULT nextval("+r.pick(sequences...)+")")
		}
		versioned := s.IsMariaDB() && r.IntN(4) == 0
		if r.IntN(2) == 0 {
			columns = append(columns, "extra int"+r.maybe(" DEFAULT 3"))
		}
		b.WriteString("CREATE TABLE " + name + " (" + strings.Join(columns, ", ") + ", PRIMARY KEY (id, d)" + r.maybe(", KEY k (d)") + ")" + r.maybe(" COMMENT='parts'"))
		if versioned {
			b.WriteString(" WITH SYSTEM VERSIONING;\n")
			continue
		}
		b.WriteString(r.partitions() + ";\n")
	}
}

func (r Scripts) partitions() string {
	ranges := func(sub string) string {
		text := "("
		for i := range 1 + r.IntN(3) {
			if i > 0 {
				text += ", "
			}
			text += fmt.Sprintf("PARTITION y%d VALUES LESS THAN (%d)", i, 2020+i) + r.maybe(fmt.Sprintf(" COMMENT = 'before %d'", 2020+i)) + sub
		}
		return text + r.maybe(", PARTITION rest VALUES LESS THAN MAXVALUE"+sub) + ")"
	}
	switch r.IntN(7) {
	case 0:
		return " PARTITION BY RANGE (YEAR(d)) " + ranges("")
	case 1:
		return " PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 " + ranges("")
	case 2:
		return " PARTITION BY LIST (id) (PARTITION a VALUES IN (1,2), PARTITION b VALUES IN (" + r.pick("3", "3,4", "5") + ")" + r.maybe(", PARTITION c VALUES IN (9)") + ")"
	case 3:
		return " PARTITION BY " + r.maybe("LINEAR ") + "HASH (id) PARTITIONS " + r.pick("2", "3", "4")
	case 4:
		return " PARTITION BY KEY (" + r.pick("id", "d", "id,d", "") + ") PARTITIONS " + r.pick("2", "3")
	case 5:
		return " PARTITION BY RANGE COLUMNS (d) (PARTITION a VALUES LESS THAN ('2020-01-01')" + r.maybe(", PARTITION b VALUES LESS THAN ('2021-01-01')") +
			r.maybe(", PARTITION z VALUES LESS THAN (MAXVALUE)") + ")"
	}
	return ""
}

// objects writes routines, views, triggers and events.
func (r Scripts) objects(b *strings.Builder, tables []string) {
	functions := []string{"abs"}
	for _, name := range []string{"f0", "f1"} {
		if r.IntN(2) == 0 {
			continue
		}
		b.WriteString("CREATE FUNCTION " + name + "(x " + r.pick("int", "bigint") + ") RETURNS " + r.pick("int", "bigint") + " DETERMINISTIC" +
			r.pick("", " NO SQL", " READS SQL DATA") + r.maybe(" SQL SECURITY INVOKER") + r.maybe(" COMMENT 'it''s'") +
			r.pick(" RETURN x + 1", " RETURN x + 2", " BEGIN DECLARE n int DEFAULT 0; IF x > n THEN SET n = x; END IF; RETURN n; END") + ";\n")
		functions = append(functions, name)
	}
	if r.IntN(2) == 0 {
		b.WriteString("CREATE PROCEDURE pr(" + r.pick("", "IN a int", "OUT a int, b varchar(20)") + ")" + r.maybe(" MODIFIES SQL DATA") +
			r.pick(" SELECT 1", " BEGIN SELECT 1; SELECT ';'; END") + ";\n")
	}
	if len(tables) == 0 {
		return
	}
	r.views(b, tables, functions)
	r.triggers(b, tables, functions)
	for _, name := range []string{"e0", "e1"} {
		if r.IntN(3) == 0 {
			b.WriteString("CREATE EVENT " + name + " ON SCHEDULE " + r.pick("EVERY 1 DAY STARTS '2030-01-01 00:00:00'", "EVERY 2 HOUR STARTS '2031-01-01 00:00:00' ENDS '2032-01-01 00:00:00'", "AT '2033-01-01 00:00:00'") +
				r.maybe(" ON COMPLETION PRESERVE") + r.maybe(" DISABLE") + r.maybe(" COMMENT 'daily'") + " DO DELETE FROM " + r.pick(tables...) + ";\n")
		}
	}
}

// views writes views of tables, of functions and of each other, in any order of names.
func (r Scripts) views(b *strings.Builder, tables, functions []string) {
	sources := tables
	names := []string{"v0", "v1", "v2"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		if r.IntN(3) == 0 {
			continue
		}
		from := r.pick(sources...)
		b.WriteString("CREATE " + r.maybe("ALGORITHM=MERGE ") + r.maybe("SQL SECURITY INVOKER ") + "VIEW " + name + " AS SELECT id, " +
			r.pick("base", r.pick(functions...)+"(base) AS base") + " FROM " + from + r.maybe(" WHERE id > 0") + ";\n")
		sources = append(sources[:len(sources):len(sources)], name)
	}
}

// triggers writes some triggers of the same moment, whose order counts.
func (r Scripts) triggers(b *strings.Builder, tables, functions []string) {
	for _, name := range []string{"g0", "g1", "g2"} {
		if r.IntN(2) == 0 {
			continue
		}
		b.WriteString("CREATE TRIGGER " + name + " BEFORE " + r.pick("INSERT", "INSERT", "UPDATE") + " ON " + r.pick(tables...) + " FOR EACH ROW" +
			r.pick(" SET NEW.base = 1", " SET NEW.base = "+r.pick(functions...)+"(NEW.base)", " BEGIN SET NEW.base = 2; SET @x = 'a;b'; END") + ";\n")
	}
}
