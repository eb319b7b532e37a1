package mysql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// # How queries are compared
//
// The servers keep the query of a view resolved: stars are spread, every column has
// its table and every value a name, USING is ON, RIGHT JOIN is LEFT JOIN, and NOT
// stands as far inside as it goes. What people write, and what SHOW CREATE VIEW
// prints, are brought into one form: names are resolved by the columns of the tables
// and the views of the schema; a column is known by how many queries further out its
// table is, what that is called there, and its name, or its place in a query that has
// the place of a table.
//
// What isn't understood stays as its words, and is marked: where two queries differ in
// nothing else, it isn't decided whether they mean the same.

// queries resolves the queries of one schema.
type queries struct {
	server    Server
	relations map[string][]column
	views     map[string]model.Definition
	resolved  map[string]*result // of views; nil while it is at work
}

// column is one of a relation.
type column struct {
	name   string // folded
	node   node
	hidden bool // a star leaves it out
}

// result is a query as it is compared.
type result struct {
	node node
	// names are what its columns are called, in lower case; nil if that isn't known.
	names []string
}

func newQueries(s model.Schema) *queries {
	q := &queries{server: ServerOf(s.Version), relations: map[string][]column{}, views: map[string]model.Definition{}, resolved: map[string]*result{}}
	for _, t := range s.Tables {
		list := make([]column, 0, len(t.Columns))
		for _, c := range t.Columns {
			list = append(list, column{name: fold(c.Name), hidden: OptionOf(c.Options, OptionInvisible) != ""})
		}
		if OptionOf(t.Options, OptionSystemVersioned) != "" && OptionOf(t.Options, "period system_time") == "" {
			list = append(list, column{name: "row_start", hidden: true}, column{name: "row_end", hidden: true})
		}
		q.relations[t.Name] = list
	}
	for _, d := range s.Definitions {
		if d.ID.Kind == KindView {
			q.views[d.ID.Name] = d
		}
	}
	return q
}

// view returns what a view is: its query, with what its columns are called.
func (q *queries) view(name string) result {
	if r, ok := q.resolved[name]; ok {
		if r == nil {
			return result{} // it names itself
		}
		return *r
	}
	q.resolved[name] = nil
	d := q.views[name]
	var columns []string
	for _, c := range d.Get(PropertyColumns).List {
		columns = append(columns, c.Text)
	}
	r := q.text(d.Get(PropertyQuery).Query.Text, columns)
	q.resolved[name] = &r
	return r
}

// text resolves the text of a view's query. Columns are what the view calls its own.
func (q *queries) text(text string, columns []string) result {
	tokens, err := tokenize(text)
	if err != nil {
		return result{node: operation("view", leaf("?"), node{op: text, leaf: true, opaque: true})}
	}
	r, err := q.query(sourceText{text, tokens}, nil, nil, viewQuery, nil)
	if err != nil {
		r = result{node: opaque(tokens)}
	}
	if len(columns) > 0 {
		r.names = columns
	}
	names := []node{leaf("?")}
	if r.names == nil {
		names[0].opaque = true
	} else {
		names = nil
		for _, name := range r.names {
			names = append(names, leaf(Ident(fold(name))))
		}
	}
	return result{node: operation("view", operation("columns", names...), r.node), names: r.names}
}

// sourceText are tokens and the text that they are of.
type sourceText struct {
	text   string
	tokens []token
}

func (s sourceText) of(tokens []token) sourceText { return sourceText{s.text, tokens} }

// queryUse is where a query stands.
type queryUse uint8

const (
	viewQuery queryUse = iota // a view's own
	tableUse                  // it has the place of a table
	anyRow                    // of IN
	oneRow                    // it has the place of a value
	noRow                     // of EXISTS
	armUse                    // one side of UNION
)

// environment are the queries that WITH names.
type environment struct {
	outer *environment
	name  string
	id    string   // the name, marked if there is another query of that name further out
	names []string // nil: not known
}

func (e *environment) find(name string) *environment {
	for ; e != nil; e = e.outer {
		if same(e.name, name) {
			return e
		}
	}
	return nil
}

// isQuery reports whether tokens in parentheses are a query.
func isQuery(tokens []token) bool {
	if len(tokens) == 0 {
		return false
	}
	if t := tokens[0]; t.Text != "(" {
		return t.Is("select") || t.Is("with") && len(tokens) > 2 || t.Is("values") && len(tokens) > 1 && tokens[1].Text != ")" && tokens[1].Text != ","
	}
	c := sqltoken.Cursor{Tokens: tokens}
	inside, err := c.Inside()
	if err != nil || !isQuery(inside) {
		return false
	}
	t := c.Peek()
	return c.Done() || isSetWord(t) || t.Is("order") || t.Is("limit")
}

func isSetWord(t token) bool {
	return t.Is("union") || t.Is("except") || t.Is("intersect") || t.Is("minus")
}

// query reads a query inside of an expression.
func (k *keyer) query(inside []token, use queryUse) (node, error) {
	if k.block == nil {
		return leaf(queryKey(inside)), nil
	}
	b := k.block
	r, err := b.q.query(sourceText{k.Text, inside}, b, b.env, use, nil)
	if err != nil {
		return opaque(inside), nil
	}
	return r.node, nil
}

// query reads WITH and what follows. First is told what the columns of the first
// SELECT are called, before the others are read.
func (q *queries) query(src sourceText, outer *block, env *environment, use queryUse, first func([]string)) (result, error) {
	c := &sqltoken.Cursor{Text: src.text, Tokens: src.tokens}
	var with []node
	if c.Accept("with") {
		recursive := c.Accept("recursive")
		for {
			def, inner, err := q.named(c, src, outer, env, recursive)
			if err != nil {
				return result{}, err
			}
			env, with = inner, append(with, def)
			if !c.AcceptMark(",") {
				break
			}
		}
	}
	r, err := q.sets(src.of(c.Tokens[min(c.At, len(c.Tokens)):]), outer, env, use, first)
	if err == nil {
		r.node = withNamed(with, r.node)
	}
	return r, err
}

// withNamed puts the queries before a query that it names, or that one of these names.
func withNamed(with []node, n node) node {
	list := []node{n}
	used := map[string]bool{}
	var note func(n node)
	note = func(n node) {
		if n.op == "cte" && !n.leaf {
			used[n.args[0].op] = true
		}
		for _, a := range n.args {
			note(a)
		}
	}
	note(n)
	for _, def := range slices.Backward(with) {
		if used[def.args[0].op] {
			note(def)
			list = append(list, def)
		}
	}
	if len(list) == 1 {
		return n
	}
	slices.Reverse(list)
	return operation("with", list...)
}

// named reads one query of WITH.
func (q *queries) named(c *sqltoken.Cursor, src sourceText, outer *block, env *environment, recursive bool) (node, *environment, error) {
	if !isName(c.Peek()) {
		return node{}, nil, c.Unexpected("a name")
	}
	own := &environment{outer: env, name: c.Next().Name()}
	own.id = Ident(fold(own.name))
	for e := env.find(own.name); e != nil; e = e.outer.find(own.name) {
		own.id += "'"
	}
	columns, err := columnList(c)
	if err != nil {
		return node{}, nil, err
	}
	if err := c.Expect("as"); err != nil {
		return node{}, nil, err
	}
	inside, err := c.Inside()
	if err != nil {
		return node{}, nil, err
	}
	inner := env
	var first func([]string)
	if recursive {
		inner = own
		first = func(names []string) { own.names = names }
		if columns != nil {
			own.names, first = columns, nil
		}
	}
	r, err := q.query(src.of(inside), outer, inner, tableUse, first)
	if own.names = r.names; columns != nil {
		own.names = columns
	}
	return operation("query", leaf(own.id), r.node), own, err
}

// columnList reads names in parentheses, if they come next.
func columnList(c *sqltoken.Cursor) ([]string, error) {
	if c.Peek().Text != "(" {
		return nil, nil
	}
	inside, err := c.Inside()
	if err != nil {
		return nil, err
	}
	var list []string
	for _, one := range sqltoken.Split(inside) {
		if len(one) != 1 || !isName(one[0]) {
			return nil, c.Unexpected("a name")
		}
		list = append(list, fold(one[0].Name()))
	}
	return list, nil
}

// arm is one side of a set operation.
type arm struct {
	op     string // before it: "union", "union all", …
	tokens []token
}

// arms cuts a query at its set operations.
func arms(tokens []token) []arm {
	list := []arm{{}}
	depth := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth == 0 && isSetWord(t) && (i == 0 || tokens[i-1].Text != "."):
			op := fold(t.Text)
			if op == "minus" {
				op = "except"
			}
			if i+1 < len(tokens) && (tokens[i+1].Is("all") || tokens[i+1].Is("distinct")) {
				if i++; tokens[i].Is("all") {
					op += " all"
				}
			}
			list = append(list, arm{op: op})
			continue
		}
		last := &list[len(list)-1]
		last.tokens = append(last.tokens, t)
	}
	return list
}

// sets reads SELECT, or several with UNION, EXCEPT and INTERSECT between them.
func (q *queries) sets(src sourceText, outer *block, env *environment, use queryUse, first func([]string)) (result, error) {
	list := arms(src.tokens)
	if len(list) == 1 {
		return q.single(src.of(list[0].tokens), outer, env, use, first)
	}
	// ORDER BY and LIMIT behind the last one are of them all.
	var order, limit []token
	last := &list[len(list)-1]
	order, limit, last.tokens = tail(last.tokens)
	var values []result
	for _, a := range list {
		r, err := q.single(src.of(a.tokens), outer, env, armUse, nil)
		if err != nil {
			return result{}, err
		}
		if r.node = unwrapped(r.node); len(values) == 0 && first != nil {
			first(r.names)
		}
		values = append(values, r)
	}
	out := result{node: joinSets(list, values), names: values[0].names}
	var err error
	if len(order) > 0 {
		if out.node, err = q.orderOut(src, out, order); err != nil {
			return result{}, err
		}
	}
	if len(limit) > 0 && use != noRow {
		out.node, err = q.limited(src, out.node, limit)
	}
	return out, err
}

// joinSets applies the operations: INTERSECT before the others, else from the left.
func joinSets(list []arm, values []result) node {
	nodes := []node{values[0].node}
	ops := []string{}
	for i := 1; i < len(list); i++ {
		if strings.HasPrefix(list[i].op, "intersect") {
			nodes[len(nodes)-1] = operation(list[i].op, nodes[len(nodes)-1], values[i].node)
			continue
		}
		nodes, ops = append(nodes, values[i].node), append(ops, list[i].op)
	}
	n := nodes[0]
	for i, op := range ops {
		n = operation(op, n, nodes[i+1])
		switch op {
		case "union":
			n.args = spreadSets(n.args, "union", "union all")
		case "union all":
			n.args = spreadSets(n.args, "union all")
		}
	}
	return n
}

// spreadSets spreads operands that are the same operation, or one that makes no difference
// inside of it: UNION has no row twice, whatever its sides have.
func spreadSets(list []node, ops ...string) []node {
	var flat []node
	for _, n := range list {
		if !n.leaf && slices.Contains(ops, n.op) {
			flat = append(flat, spreadSets(n.args, ops...)...)
		} else {
			flat = append(flat, n)
		}
	}
	return flat
}

// unwrapped takes away a SELECT that takes all columns of one query as they are: so
// MariaDB writes INTERSECT between others.
func unwrapped(n node) node {
	if n.leaf || n.op != "select" || len(n.args) != 2 || n.args[1].op != "from" || len(n.args[1].args) != 1 {
		return n
	}
	from := n.args[1].args[0]
	if from.op != "as" || from.args[0].op != "derived" {
		return n
	}
	for i, item := range n.args[0].args {
		if !item.equal(place(0, from.args[1].op, i)) {
			return n
		}
	}
	if size := from.args[0].args[1].op; size != strconv.Itoa(len(n.args[0].args)) {
		return n
	}
	return from.args[0].args[0]
}

// tail cuts ORDER BY and LIMIT off, which are of no SELECT but of all before them.
func tail(tokens []token) (order, limit, rest []token) {
	depth := 0
	begin, cut := -1, len(tokens)
	for i, t := range tokens {
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth != 0 || i > 0 && tokens[i-1].Text == ".":
		case t.Is("order") && i+1 < len(tokens) && tokens[i+1].Is("by"):
			begin, cut = i, min(cut, i)
		case t.Is("limit"):
			limit = tokens[i+1:]
			if begin >= 0 {
				order = tokens[begin+2 : i]
			}
			return order, limit, tokens[:min(cut, i)]
		}
	}
	if begin >= 0 {
		order = tokens[begin+2:]
	}
	return order, nil, tokens[:cut]
}

// orderOut orders the rows of a set operation by its columns.
func (q *queries) orderOut(src sourceText, r result, tokens []token) (node, error) {
	k := &keyer{Cursor: sqltoken.Cursor{Text: src.text}, server: q.server}
	k.name = func(parts []string) (node, error) {
		at := slices.IndexFunc(r.names, func(name string) bool { return same(name, parts[len(parts)-1]) })
		if at < 0 {
			return node{op: Ident(fold(parts[len(parts)-1])), leaf: true, opaque: true}, nil
		}
		return leaf("#" + strconv.Itoa(at+1)), nil
	}
	by, err := k.orderList(tokens)
	return operation("order", r.node, by), err
}

// limited takes a number of rows, from one of them on.
func (q *queries) limited(src sourceText, n node, tokens []token) (node, error) {
	rows, from := tokens, []token(nil)
	if before, after, found := cutAt(tokens, "offset"); found {
		rows, from = before, after
	} else if parts := sqltoken.Split(tokens); len(parts) == 2 {
		rows, from = parts[1], parts[0]
	}
	k := &keyer{Cursor: sqltoken.Cursor{Text: src.text}, server: q.server}
	k.name = func(parts []string) (node, error) { return leaf(Ident(parts[len(parts)-1])), nil }
	count, err := k.inner(rows)
	if err != nil {
		return node{}, err
	}
	begin := zero
	if len(from) > 0 {
		begin, err = k.inner(from)
	}
	return operation("limit", n, count, begin), err
}

// single reads a SELECT, or a query in parentheses with what follows it.
func (q *queries) single(src sourceText, outer *block, env *environment, use queryUse, first func([]string)) (result, error) {
	c := &sqltoken.Cursor{Text: src.text, Tokens: src.tokens}
	switch t := c.Peek(); {
	case t.Text == "(":
		return q.enclosed(c, src, outer, env, use)
	case t.Is("select"):
		r, err := q.selected(src, outer, env, use)
		if err == nil && first != nil {
			first(r.names)
		}
		return r, err
	case t.Is("table") && len(src.tokens) == 2 && isName(src.tokens[1]):
		return q.wholeTable(src, outer, env, use)
	case t.Is("values") && t.Kind == sqlfile.Word:
		return result{node: opaque(src.tokens)}, nil
	default:
		return result{}, c.Unexpected("SELECT")
	}
}

// enclosed reads a query in parentheses, and ORDER BY and LIMIT behind it.
func (q *queries) enclosed(c *sqltoken.Cursor, src sourceText, outer *block, env *environment, use queryUse) (result, error) {
	inside, err := c.Inside()
	if err != nil {
		return result{}, err
	}
	if c.Done() {
		return q.query(src.of(inside), outer, env, use, nil)
	}
	r, err := q.query(src.of(inside), outer, env, armUse, nil)
	if err != nil {
		return result{}, err
	}
	order, limit, rest := tail(src.tokens[c.At:])
	if len(rest) > 0 {
		return result{}, c.Unexpected("ORDER BY")
	}
	if len(order) > 0 && (len(limit) > 0 || use == viewQuery || use == tableUse) {
		if r.node, err = q.orderOut(src, r, order); err != nil {
			return result{}, err
		}
	}
	if len(limit) > 0 && use != noRow {
		r.node, err = q.limited(src, r.node, limit)
	}
	return r, err
}

// wholeTable is TABLE t: a SELECT of all columns.
func (q *queries) wholeTable(src sourceText, outer *block, env *environment, use queryUse) (result, error) {
	text := "SELECT * FROM " + Ident(src.tokens[1].Name())
	tokens, err := tokenize(text)
	if err != nil {
		return result{}, err
	}
	return q.selected(sourceText{text, tokens}, outer, env, use)
}
