package mysql

import (
	"strconv"
)

// joint is a part of FROM: rows that are taken together, and what they must fulfil.
type joint struct {
	relation
	operands, conditions []node
}

// node writes a joint. One that is a single table is that table.
func (j joint) node() node {
	if len(j.operands) == 1 && len(j.conditions) == 0 {
		return j.operands[0]
	}
	n := operation("join", j.operands...)
	if len(j.conditions) > 0 {
		n.args = append(n.args, operation("on", filter(row("and", j.conditions...)).flatAnd()))
	}
	return n
}

// flatAnd leaves a row of one operand as that.
func (n node) flatAnd() node {
	if n.op == "and" && len(n.args) == 1 {
		return n.args[0]
	}
	return n
}

// from reads FROM and settles what names mean.
func (b *block) from(tokens []token) (node, error) {
	r := &joiner{block: b, keyer: b.keyer(tokens)}
	j, err := r.tables()
	if err != nil {
		return node{}, err
	}
	if !r.Done() {
		return node{}, r.Unexpected("JOIN")
	}
	b.rel = j.relation
	return j.node(), nil
}

// joiner reads the tables of FROM.
type joiner struct {
	*keyer
	block *block
	depth int
}

// tables reads tables with commas between them.
func (r *joiner) tables() (joint, error) {
	if r.depth++; r.depth > 200 {
		return joint{}, errDeep
	}
	left, err := r.joined()
	for err == nil && r.AcceptMark(",") {
		var right joint
		if right, err = r.joined(); err == nil {
			left = inner(left, right)
		}
	}
	return left, err
}

// inner puts two joints together.
func inner(a, b joint) joint {
	return joint{
		relation:   both(a.relation, b.relation),
		operands:   append(a.operands[:len(a.operands):len(a.operands)], b.operands...),
		conditions: append(a.conditions[:len(a.conditions):len(a.conditions)], b.conditions...),
	}
}

func both(a, b relation) relation {
	return relation{
		columns: append(a.columns[:len(a.columns):len(a.columns)], b.columns...),
		sources: append(a.sources[:len(a.sources):len(a.sources)], b.sources...),
	}
}

// kind is how two tables are joined.
type kind struct{ natural, left, right, straight bool }

// join reads the words of a join, if one comes next.
func (r *joiner) join() (k kind, ok bool) {
	at := r.At
	k.natural = r.Accept("natural")
	switch {
	case r.Accept("straight_join"):
		k.straight = true
		return k, true
	case r.Accept("left"):
		k.left = true
		r.Accept("outer")
	case r.Accept("right"):
		k.right = true
		r.Accept("outer")
	case r.Accept("inner"), r.Accept("cross"):
	}
	if !r.Accept("join") {
		r.At = at
		return kind{}, false
	}
	return k, true
}

func (r *joiner) seesJoin() bool {
	at := r.At
	_, ok := r.join()
	r.At = at
	return ok
}

// joined reads a table and those that are joined to it.
func (r *joiner) joined() (joint, error) {
	left, err := r.factor()
	if err != nil {
		return left, err
	}
	return r.more(left)
}

// more reads what is joined to a table.
func (r *joiner) more(left joint) (joint, error) {
	for open := 0; ; {
		if r.Sees("on") { // of a join before: a JOIN b JOIN c ON … ON …
			if open == 0 {
				return left, nil
			}
			open--
			n, err := r.on(left.relation)
			if err != nil {
				return left, err
			}
			left.conditions = append(left.conditions[:len(left.conditions):len(left.conditions)], n)
			continue
		}
		k, ok := r.join()
		if !ok {
			return left, nil
		}
		right, err := r.factor()
		if err != nil {
			return left, err
		}
		if (k.left || k.right) && !k.natural && r.seesJoin() {
			if right, err = r.more(right); err != nil {
				return left, err
			}
		}
		if k == (kind{}) && !r.Sees("on") && !r.Sees("using") {
			open++
		}
		if left, err = r.link(k, left, right); err != nil {
			return left, err
		}
	}
}

// on reads a condition about the tables of a relation.
func (r *joiner) on(rel relation) (node, error) {
	if err := r.Expect("on"); err != nil {
		return node{}, err
	}
	within := *r.block
	within.rel = rel
	sub := r.within(nil)
	sub.Cursor, sub.name, sub.block = r.Cursor, within.column, &within
	n, err := sub.expression(0)
	r.At = sub.At
	return n, err
}

// link joins two tables by ON, USING, or the columns that both have.
func (r *joiner) link(k kind, left, right joint) (joint, error) {
	if k.right {
		left, right, k.left = right, left, true
	}
	rel := both(left.relation, right.relation)
	var conditions []node
	switch {
	case k.natural:
		if rel.unknown() {
			return joint{}, r.Unexpected("ON")
		}
		rel, conditions = common(left.relation, right.relation, nil)
	case r.Sees("on"):
		n, err := r.on(rel)
		if err != nil {
			return joint{}, err
		}
		conditions = []node{n}
	case r.Accept("using"):
		names, err := columnList(&r.Cursor)
		if err != nil {
			return joint{}, err
		}
		if left.unknown() && len(left.sources) > 1 || right.unknown() && len(right.sources) > 1 {
			return joint{}, r.Unexpected("ON")
		}
		rel, conditions = common(left.relation, right.relation, names)
	}
	if !k.left && !k.straight {
		left.conditions = append(left.conditions, right.conditions...)
		return joint{relation: rel, operands: append(left.operands, right.operands...), conditions: append(left.conditions, conditions...)}, nil
	}
	op := "left"
	if k.straight {
		op = "straight"
	}
	n := operation(op, left.node(), right.node())
	if len(conditions) > 0 {
		if on := filter(row("and", conditions...)).flatAnd(); !on.equal(truth(leaf("#1"))) {
			n.args = append(n.args, operation("on", on))
		}
	}
	return joint{relation: rel, operands: []node{n}}, nil
}

// common joins by columns that both sides have: they are there once, in front. Names
// are those of USING, nil for all that are common.
func common(left, right relation, names []string) (relation, []node) {
	out := relation{sources: both(left, right).sources}
	shared := map[string]bool{}
	var conditions []node
	take := func(name string, a node) {
		if b, found, _ := right.find(name); found && !shared[name] {
			shared[name] = true
			out.columns = append(out.columns, column{name: name, node: a})
			conditions = append(conditions, comparison("=", a, b))
		}
	}
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	for _, c := range left.columns {
		if names == nil && !c.hidden || wanted[c.name] {
			take(c.name, c.node)
		}
	}
	for _, name := range names {
		if a, found, _ := left.find(name); found {
			take(name, a)
		}
	}
	for _, c := range append(left.columns[:len(left.columns):len(left.columns)], right.columns...) {
		if !shared[c.name] {
			out.columns = append(out.columns, c)
		}
	}
	return out, conditions
}

// factor reads a table, a query with a name, or tables in parentheses.
func (r *joiner) factor() (joint, error) {
	lateral := r.Accept("lateral")
	if r.Peek().Text == "(" {
		inside, err := r.Inside()
		if err != nil {
			return joint{}, err
		}
		if isQuery(inside) && (lateral || !r.Done() && (r.Sees("as") || isName(r.Peek()) && !r.seesJoin() && !r.Sees("on") && !r.Sees("using"))) {
			return r.derived(inside, lateral)
		}
		sub := &joiner{block: r.block, keyer: r.within(inside), depth: r.depth}
		j, err := sub.tables()
		if err == nil && !sub.Done() {
			err = sub.Unexpected(")")
		}
		return j, err
	}
	if !isName(r.Peek()) || lateral {
		return joint{}, r.Unexpected("a table")
	}
	parts, err := r.parts(r.Next())
	if err != nil {
		return joint{}, err
	}
	if r.Peek().Text == "(" && len(parts) == 1 {
		return r.tableFunction(parts[0])
	}
	return r.table(parts)
}

// alias reads the name that a table has in the query.
func (r *joiner) alias(own string) string {
	if r.Accept("as") {
		return r.Next().Name()
	}
	t := r.Peek()
	if !isName(t) || r.seesJoin() || r.Done() {
		return own
	}
	for _, word := range []string{"on", "using", "use", "force", "ignore", "natural", "partition", "for", "left", "right"} {
		if t.Is(word) {
			return own
		}
	}
	return r.Next().Name()
}

// one makes a joint of a single source.
func one(n node, s fromTable) joint {
	return joint{relation: relation{columns: s.columns, sources: []fromTable{s}}, operands: []node{operation("as", n, leaf(s.alias))}}
}

// derived reads a query that has the place of a table.
func (r *joiner) derived(inside []token, lateral bool) (joint, error) {
	outer := r.block.outer
	if lateral {
		return joint{}, r.Unexpected("a table") // it may name the tables before it
	}
	res, err := r.block.q.query(sourceText{r.Text, inside}, outer, r.block.env, tableUse, nil)
	if err != nil {
		return joint{}, err
	}
	alias := r.alias("")
	columns, err := columnList(&r.Cursor)
	if err != nil {
		return joint{}, err
	}
	if columns == nil {
		columns = res.names
	}
	return one(operation("derived", res.node, leaf(strconv.Itoa(len(columns)))), placedColumns(alias, columns)), nil
}

// placedColumns are the columns of a query, known by their places.
func placedColumns(alias string, names []string) fromTable {
	s := fromTable{alias: alias, known: names != nil}
	for i, name := range names {
		s.columns = append(s.columns, column{name: fold(name), node: place(0, alias, i)})
	}
	return s
}

// tableFunction reads JSON_TABLE and the like, as its words.
func (r *joiner) tableFunction(name string) (joint, error) {
	inside, err := r.Inside()
	if err != nil {
		return joint{}, err
	}
	alias := r.alias(name)
	return one(operation(fold(name), opaque(inside)), fromTable{alias: alias}), nil
}

// table reads a table with its name in the query and hints about its indexes.
func (r *joiner) table(parts []string) (joint, error) {
	name := parts[len(parts)-1]
	s := fromTable{}
	if len(parts) > 1 {
		if s.database = parts[0]; fold(s.database) == "information_schema" {
			name = fold(name) // the only one where case doesn't count
		}
	}
	n := operation("table", leaf(Ident(name)))
	if s.database != "" {
		n.args[0] = leaf(Ident(s.database) + "." + Ident(name))
	}
	for r.Sees("partition") || r.Sees("for", "system_time") {
		words := []token{r.Next()}
		for !r.Done() && r.Peek().Text != "," && !r.Sees("as") && !r.seesJoin() && words[len(words)-1].Text != ")" {
			words = append(words, r.Next())
		}
		piece := opaque(words)
		piece.opaque = !words[0].Is("partition")
		n.args = append(n.args, piece)
	}
	s.alias = r.alias(name)
	hints, err := r.hints()
	if err != nil {
		return joint{}, err
	}
	n.args = append(n.args, hints...)
	if cte := r.block.env.find(name); cte != nil && s.database == "" {
		return one(operation("cte", leaf(cte.id)), placedColumns(s.alias, cte.names)), nil
	}
	columns, known := r.block.q.columns(name)
	if s.database != "" {
		columns, known = nil, false
	}
	s.known = known
	for _, c := range columns {
		c.node = named(0, s.alias, c.name)
		s.columns = append(s.columns, c)
	}
	return one(n, s), nil
}

// columns returns those of a table or a view.
func (q *queries) columns(name string) ([]column, bool) {
	if list, ok := q.relations[name]; ok {
		return list, true
	}
	if _, ok := q.views[name]; !ok {
		return nil, false
	}
	r := q.view(name)
	var list []column
	for _, n := range r.names {
		list = append(list, column{name: fold(n)})
	}
	return list, r.names != nil
}

// hints reads USE INDEX and the like.
func (r *joiner) hints() ([]node, error) {
	var list []node
	for r.Sees("use") || r.Sees("force") || r.Sees("ignore") {
		text := "hint " + fold(r.Next().Text)
		for !r.Done() && r.Peek().Text != "(" {
			switch word := fold(r.Next().Text); {
			case word == "key", word == "index":
			case word == "for" && r.Sees("join") && r.block.q.server.IsMariaDB():
				r.At++ // goes without saying
			default:
				text += " " + word
			}
		}
		inside, err := r.Inside()
		if err != nil {
			return nil, err
		}
		for _, t := range inside {
			if t.Text != "," {
				text += " " + Ident(fold(t.Name()))
			}
		}
		list = append(list, leaf(text))
	}
	return list, nil
}
