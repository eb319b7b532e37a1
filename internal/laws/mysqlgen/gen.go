// Package mysqlgen makes random schemas of MySQL and MariaDB for the tests of laws.
package mysqlgen

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Scripts makes random schemas of a few tables whose names meet, so that two of them
// differ in every way at once.
type Scripts struct{ *rand.Rand }

// New returns a generator of a seed.
func New(seed int) Scripts {
	return Scripts{rand.New(rand.NewPCG(uint64(seed), 7))}
}

func (r Scripts) pick(list ...string) string { return list[r.IntN(len(list))] }

func (r Scripts) maybe(text string) string { return r.pick(text, "", "") }

// Schema returns the script of another schema, of tables alone.
func (r Scripts) Schema() string {
	var b strings.Builder
	r.tables(&b)
	return b.String()
}

// tables writes tables and returns their names.
func (r Scripts) tables(b *strings.Builder) (there []string) {
	for _, name := range []string{"t0", "t1", "t2", "t3"} {
		if r.IntN(4) == 0 {
			continue
		}
		b.WriteString("CREATE TABLE " + name + " (" + strings.Join(r.parts(name, there), ", ") + ")" + r.maybe(" COMMENT='some'") +
			r.maybe(" DEFAULT CHARSET=latin1") + r.maybe(" ROW_FORMAT=COMPACT") + ";\n")
		there = append(there, name)
	}
	return there
}

func (r Scripts) parts(name string, there []string) []string {
	id := "id int NOT NULL" + r.maybe(" AUTO_INCREMENT")
	list := []string{id, "base int"}
	columns := []string{"a", "b", "c", "d"}
	r.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	columns = columns[:1+r.IntN(4)]
	for _, c := range columns {
		list = append(list, c+" "+r.column())
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	list = append(list, "PRIMARY KEY (id)")
	for i := range r.IntN(3) {
		list = append(list, r.pick("KEY", "UNIQUE KEY")+fmt.Sprintf(" k%d (", i)+r.pick(columns...)+r.maybe(" DESC")+r.maybe(", id")+")"+r.maybe(" COMMENT 'an index'"))
	}
	if len(there) > 0 && r.IntN(2) == 0 {
		list = append(list, "ref int"+r.maybe(" NOT NULL"), "CONSTRAINT "+name+"_ref FOREIGN KEY (ref) REFERENCES "+r.pick(there...)+" (id)"+
			r.pick("", " ON DELETE CASCADE", " ON UPDATE CASCADE"))
	}
	if r.IntN(3) == 0 {
		list = append(list, "CONSTRAINT "+name+"_check CHECK (base "+r.pick(">", "<>")+" "+r.pick("0", "5")+")")
	}
	return list
}

func (r Scripts) column() string {
	switch r.IntN(6) {
	case 0:
		return r.pick("int", "bigint", "smallint unsigned", "decimal(8,2)") + r.maybe(" NOT NULL") + r.pick("", " DEFAULT 1", " DEFAULT 2")
	case 1:
		return r.pick("varchar(20)", "varchar(60)", "char(5)") + r.maybe(" CHARACTER SET ascii") + r.maybe(" NOT NULL") + r.pick("", " DEFAULT 'x'")
	case 2:
		return r.pick("datetime", "timestamp", "datetime(3)") + " NULL" + r.maybe(" COMMENT 'when'")
	case 3:
		return r.pick("enum('x','y')", "enum('x','y','z')", "set('x','y')") + r.pick("", " DEFAULT 'x'")
	case 4:
		return "int " + r.pick("AS (base + 1) STORED", "AS (base + 2) STORED", "AS (base + 1)")
	}
	return r.pick("date", "double", "varbinary(16)") + r.maybe(" NOT NULL")
}
