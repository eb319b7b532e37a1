package canon

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// Probe is an expression that a server shall read and print again.
type Probe struct {
	// Relation is the table or domain that it belongs to.
	Relation model.QName
	// Columns are those that it may refer to.
	Columns []model.Column
	// Target is the type that its value is assigned to; zero if it isn't.
	Target model.Type
	// Value is the base type of the domain whose check it is; zero elsewhere.
	Value model.Type
	Text  string
}

// askServer puts the pairs that the analysis can't prove the same to the
// server. What the server can't read either stays as it was.
func (a *analysis) askServer(ctx context.Context, pairs []diff.Pair, verdicts []diff.Verdict) error {
	var probes []Probe
	var asked []int
	for i, p := range pairs {
		if verdicts[i].Outcome == diff.Same {
			continue
		}
		old, okOld := a.probe(p.New, a.carriedText(p.Old))
		new, okNew := a.probe(p.New, p.New.Text)
		if okOld && okNew {
			asked = append(asked, i)
			probes = append(probes, old, new)
		}
	}
	for round := 1; len(probes) > 0; round++ {
		texts, err := a.normalizer.Normalize(ctx, probes)
		if err != nil {
			return fmt.Errorf("asking the server about %d expressions: %w", len(probes), err)
		}
		if len(texts) != len(probes) {
			return fmt.Errorf("asking the server: %d answers to %d questions", len(texts), len(probes))
		}
		probes, asked = judge(probes, asked, texts, verdicts, round < rounds)
	}
	return nil
}

// rounds is how often the server reads a pair of expressions before they count
// as different. One of them is the server's own print already, and that is no
// fixed point: a IN ('x') of a varchar column is printed in one way, and that
// print, read again, in another, which then stays.
const rounds = 3

// judge settles the pairs whose texts are the same or which the server couldn't
// read. The others are settled as different, or returned with the server's
// texts in their place, to be asked about again.
func judge(probes []Probe, asked []int, texts []string, verdicts []diff.Verdict, again bool) (open []Probe, pairs []int) {
	for i, pair := range asked {
		switch old, new := texts[2*i], texts[2*i+1]; {
		case old == "" || new == "":
		case old == new:
			verdicts[pair] = diff.Verdict{}
		case again:
			left, right := probes[2*i], probes[2*i+1]
			left.Text, right.Text = old, new
			open, pairs = append(open, left, right), append(pairs, pair)
		default:
			verdicts[pair] = diff.Verdict{Outcome: diff.Different}
		}
	}
	return open, pairs
}

// probe makes the question about a text where a new expression stands. A text
// that is not exactly one expression is never sent.
func (a *analysis) probe(at diff.Expression, text string) (Probe, bool) {
	if _, err := parse.Expr(text); err != nil {
		return Probe{}, false
	}
	scope, err := a.scope(diff.NewSide, at)
	if err != nil {
		return Probe{}, false
	}
	p := Probe{Relation: at.Owner, Target: scope.Target, Value: scope.Value, Text: text}
	if at.Use == diff.UseGenerated {
		p.Target = model.Type{} // a default can't refer to columns; the assignment prints nothing anyway
	}
	if p.Target.IsZero() && p.Value.IsZero() {
		p.Columns = a.sides[diff.NewSide].tables[at.Owner].Columns
	}
	return p, true
}

// Server asks a live server. It makes temporary tables of the columns that the
// expressions refer to, in a transaction that it rolls back: no table of the
// user's is touched, and no expression is evaluated.
type Server struct {
	Conn inspect.Conn
}

// Normalize implements [Normalizer].
func (s Server) Normalize(ctx context.Context, probes []Probe) (texts []string, err error) {
	if err := s.Conn.Exec(ctx, "BEGIN; SET LOCAL search_path TO ''; SET LOCAL check_function_bodies TO off"); err != nil {
		return nil, fmt.Errorf("beginning a transaction: %w", err)
	}
	defer func() {
		if end := s.Conn.Exec(context.WithoutCancel(ctx), "ROLLBACK"); end != nil {
			err = errors.Join(err, fmt.Errorf("rolling back: %w", end))
		}
	}()
	texts = make([]string, len(probes))
	for _, group := range groups(probes) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.group(ctx, probes, group, texts); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// groups lists the places of the probes by what they belong to, in the order
// of the first of each.
func groups(probes []Probe) [][]int {
	type key struct {
		relation model.QName
		value    model.Type
	}
	places := map[key]int{}
	var list [][]int
	for i, p := range probes {
		k := key{p.Relation, p.Value}
		at, ok := places[k]
		if !ok {
			at = len(list)
			places[k] = at
			list = append(list, nil)
		}
		list[at] = append(list[at], i)
	}
	return list
}

// group asks about the expressions of one table or domain.
func (s Server) group(ctx context.Context, probes []Probe, group []int, texts []string) error {
	const begin, end = "SAVEPOINT schemadiff_group", "ROLLBACK TO SAVEPOINT schemadiff_group"
	if err := s.Conn.Exec(ctx, begin); err != nil {
		return fmt.Errorf("setting a savepoint: %w", err)
	}
	name := "pg_temp." + deparse.Ident(probes[group[0]].Relation.Name)
	var err error
	if first := probes[group[0]]; !first.Value.IsZero() {
		err = s.domain(ctx, name, probes, group)
	} else {
		err = s.table(ctx, name, probes, group)
	}
	if err == nil {
		err = s.read(ctx, len(probes), texts)
	}
	return errors.Join(err, s.Conn.Exec(context.WithoutCancel(ctx), end))
}

// domain makes a domain with the expressions as checks.
func (s Server) domain(ctx context.Context, name string, probes []Probe, group []int) error {
	if !s.try(ctx, "CREATE DOMAIN "+name+" AS "+typeSQL(probes[group[0]].Value)) {
		return ctx.Err()
	}
	for _, i := range group {
		s.try(ctx, "ALTER DOMAIN "+name+" ADD CONSTRAINT "+mark(i)+" CHECK (("+probes[i].Text+"\n) IS NOT NULL)")
	}
	return ctx.Err()
}

// table makes a table with the expressions as checks and defaults. Whether an
// expression is NULL is a question that takes any type and isn't answered: the
// table is empty.
func (s Server) table(ctx context.Context, name string, probes []Probe, group []int) error {
	if !s.try(ctx, "CREATE TEMPORARY TABLE "+strings.TrimPrefix(name, "pg_temp.")+" ()") {
		return ctx.Err()
	}
	s.columns(ctx, name, probes, group)
	for _, i := range group {
		p := probes[i]
		if p.Target.IsZero() {
			s.try(ctx, "ALTER TABLE "+name+" ADD CONSTRAINT "+mark(i)+" CHECK (("+p.Text+"\n) IS NOT NULL)")
			continue
		}
		// Setting a default doesn't evaluate it; adding a column with one may.
		if s.try(ctx, "ALTER TABLE "+name+" ADD COLUMN "+mark(i)+" "+typeSQL(p.Target)) {
			s.try(ctx, "ALTER TABLE "+name+" ALTER COLUMN "+mark(i)+" SET DEFAULT ("+p.Text+"\n)")
		}
	}
	return ctx.Err()
}

// columns adds the columns that the expressions refer to: all together, or each
// for itself if the server doesn't know the types of some.
func (s Server) columns(ctx context.Context, name string, probes []Probe, group []int) {
	at := slices.IndexFunc(group, func(i int) bool { return len(probes[i].Columns) > 0 })
	if at < 0 {
		return
	}
	var clauses []string
	for _, c := range probes[group[at]].Columns {
		clause := "ADD COLUMN " + deparse.Ident(c.Name) + " " + typeSQL(c.Type)
		if !c.Collation.IsZero() {
			clause += " COLLATE " + nameSQL(c.Collation)
		}
		clauses = append(clauses, clause)
	}
	if s.try(ctx, "ALTER TABLE "+name+" "+strings.Join(clauses, ", ")) {
		return
	}
	for _, clause := range clauses {
		s.try(ctx, "ALTER TABLE "+name+" "+clause)
	}
}

// try runs a statement and takes it back if it fails.
func (s Server) try(ctx context.Context, sql string) bool {
	if s.Conn.Exec(ctx, "SAVEPOINT schemadiff_try") != nil {
		return false
	}
	if s.Conn.Exec(ctx, sql) == nil {
		return true
	}
	_ = s.Conn.Exec(context.WithoutCancel(ctx), "ROLLBACK TO SAVEPOINT schemadiff_try")
	return false
}

const markPrefix = "schemadiff_probe_"

// mark names what is made for a probe.
func mark(i int) string { return markPrefix + strconv.Itoa(i) }

const readProbes = `
SELECT c.conname::text, pg_catalog.pg_get_expr(c.conbin, c.conrelid)
FROM pg_catalog.pg_constraint c
WHERE c.connamespace = pg_catalog.pg_my_temp_schema() AND c.contype = 'c'
UNION ALL
SELECT a.attname::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
FROM pg_catalog.pg_attrdef d
JOIN pg_catalog.pg_class r ON r.oid = d.adrelid
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE r.relnamespace = pg_catalog.pg_my_temp_schema()`

// read fetches the server's texts of the probes that it took.
func (s Server) read(ctx context.Context, count int, texts []string) error {
	return s.Conn.Batch(ctx, []inspect.Query{{SQL: readProbes}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				return fmt.Errorf("reading the server's expressions: %w", err)
			}
			number, found := strings.CutPrefix(name, markPrefix)
			if i, err := strconv.Atoi(number); found && err == nil && i < count {
				texts[i] = text
			}
		}
		return rows.Err()
	})
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
