package canon

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// A thing is what a server is asked with: a table or a domain, with the probes
// about it.
type thing struct {
	name   string
	value  model.Type // of a domain
	probes []numbered
}

// numbered is a probe and its place.
type numbered struct {
	Probe
	number int
}

// maxRound is how many probes are asked at once.
const maxRound = 1000

// roundsOf groups probes by what they belong to, and things of different names to
// rounds. A probe that isn't just one expression is left out.
func roundsOf(probes []Probe) [][]thing {
	type key struct {
		relation model.QName
		value    model.Type
	}
	var things []thing
	places := map[key]int{}
	for i, p := range probes {
		if _, err := parse.Expr(p.Text); err != nil {
			continue
		}
		k := key{p.Relation, p.Value}
		at, ok := places[k]
		if !ok {
			at = len(things)
			places[k] = at
			things = append(things, thing{name: p.Relation.Name, value: p.Value})
		}
		things[at].probes = append(things[at].probes, numbered{p, i})
	}
	var rounds [][]thing
	for len(things) > 0 {
		var round, rest []thing
		names, count := map[string]bool{}, 0
		for _, t := range things {
			if names[t.name] || count >= maxRound {
				rest = append(rest, t)
				continue
			}
			names[t.name] = true
			count += len(t.probes)
			round = append(round, t)
		}
		rounds, things = append(rounds, round), rest
	}
	return rounds
}

// whole is all of a thing in as few statements as it takes.
func (t thing) whole() string {
	if !t.value.IsZero() {
		sql := t.bare()
		for _, p := range t.probes {
			sql += " " + p.constraint()
		}
		return sql
	}
	var clauses, bounds []string
	for _, c := range t.shared() {
		clauses = append(clauses, columnSQL(c))
	}
	for _, p := range t.probes {
		switch {
		case p.Bound:
			bounds = append(bounds, p.bound())
		case p.Target.IsZero():
			clauses = append(clauses, p.constraint())
		default:
			clauses = append(clauses, mark(p.number)+" "+typeSQL(p.Target)+" DEFAULT ("+p.Text+"\n)")
		}
	}
	return strings.Join(append([]string{"CREATE TEMPORARY TABLE " + deparse.Ident(t.name) + " (" + strings.Join(clauses, ", ") + ")"}, bounds...), "; ")
}

// bare makes a thing without anything in it.
func (t thing) bare() string {
	if !t.value.IsZero() {
		return "CREATE DOMAIN " + t.qualified() + " AS " + typeSQL(t.value)
	}
	return "CREATE TEMPORARY TABLE " + deparse.Ident(t.name) + " ()"
}

func (t thing) qualified() string { return "pg_temp." + deparse.Ident(t.name) }

// shared are the columns that the probes may refer to.
func (t thing) shared() []model.Column {
	for _, p := range t.probes {
		if len(p.Columns) > 0 {
			return p.Columns
		}
	}
	return nil
}

// columns adds the columns one by one.
func (t thing) columns() []string {
	var list []string
	for _, c := range t.shared() {
		list = append(list, "ALTER TABLE "+t.qualified()+" ADD COLUMN "+columnSQL(c))
	}
	return list
}

// additions add the probes one by one. A check that is NOT VALID is not looked
// at; nor does setting a default evaluate it, as adding a column with one may.
func (t thing) additions() []string {
	var list []string
	for _, p := range t.probes {
		table := "ALTER TABLE " + t.qualified()
		switch {
		case !t.value.IsZero():
			list = append(list, "ALTER DOMAIN "+t.qualified()+" ADD "+p.constraint()+" NOT VALID")
		case p.Bound:
			list = append(list, p.bound())
		case p.Target.IsZero():
			list = append(list, table+" ADD "+p.constraint()+" NOT VALID")
		default:
			list = append(list, table+" ADD COLUMN "+mark(p.number)+" "+typeSQL(p.Target)+
				"; "+table+" ALTER COLUMN "+mark(p.number)+" SET DEFAULT ("+p.Text+"\n)")
		}
	}
	return list
}

// constraint is a check. Whether an expression is NULL is a question that takes
// any type.
func (p numbered) constraint() string {
	return "CONSTRAINT " + mark(p.number) + " CHECK ((" + p.Text + "\n) IS NOT NULL)"
}

// bound makes a partition with the bound.
func (p numbered) bound() string {
	name := mark(p.number)
	return "CREATE TEMPORARY TABLE " + name + "_key (key " + typeSQL(p.Target) + ") PARTITION BY LIST (key); " +
		"CREATE TEMPORARY TABLE " + name + " PARTITION OF pg_temp." + name + "_key FOR VALUES IN (" + p.Text + "\n)"
}

func columnSQL(c model.Column) string {
	sql := deparse.Ident(c.Name) + " " + typeSQL(c.Type)
	if !c.Collation.IsZero() {
		sql += " COLLATE " + nameSQL(c.Collation)
	}
	return sql
}

// typeSQL writes a type as SQL. The names of built-in types are SQL already.
func typeSQL(t model.Type) string {
	if t.Builtin() {
		return t.String()
	}
	s := nameSQL(t.QName())
	if t.Modifiers != "" {
		s += "(" + t.Modifiers + ")"
	}
	if t.Array {
		s += "[]"
	}
	return s
}

func nameSQL(q model.QName) string {
	if q.Schema == "" {
		return "pg_catalog." + deparse.Ident(q.Name)
	}
	return deparse.Qualified(q.Schema, q.Name)
}
