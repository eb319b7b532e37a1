package mysql

import (
	"strconv"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// relation is what stands in FROM, or a part of it: the columns that a name without
// a table and a star find, and the tables with all of theirs.
type relation struct {
	columns []column
	sources []fromTable
}

// fromTable is a table, or what has the place of one.
type fromTable struct {
	alias, database string
	columns         []column
	known           bool
}

// name returns a column's node as it is known where its table is.
func (s fromTable) column(name string) (node, bool) {
	for _, c := range s.columns {
		if c.name == fold(name) {
			return c.node, true
		}
	}
	if !s.known {
		return named(0, s.alias, fold(name)), true
	}
	return node{}, false
}

// named is a column by its name.
func named(level int, alias, name string) node {
	return leaf(strconv.Itoa(level) + "." + Ident(alias) + "." + Ident(name))
}

// place is a column by its place in a query.
func place(level int, alias string, at int) node {
	return leaf(strconv.Itoa(level) + "." + Ident(alias) + ".#" + strconv.Itoa(at+1))
}

// outward returns a column as it is known one query further inside.
func outward(n node, levels int) node {
	if levels == 0 || !n.leaf || n.opaque {
		return n
	}
	n.op = strconv.Itoa(levels) + n.op[1:]
	return n
}

// unknown reports whether the columns of a table aren't known.
func (r relation) unknown() bool {
	for _, s := range r.sources {
		if !s.known {
			return true
		}
	}
	return false
}

// source returns the table that qualifies a name: with its database, or by its name in
// the query.
func (r relation) source(parts []string) (fromTable, bool) {
	for _, exact := range []bool{true, false} {
		for _, s := range r.sources {
			alias := s.alias == parts[len(parts)-1] || !exact && same(s.alias, parts[len(parts)-1])
			if alias && (len(parts) == 1 || s.database == parts[0]) {
				return s, true
			}
		}
	}
	return fromTable{}, false
}

// star returns the columns of * or t.*.
func (r relation) star(parts []string) (list []column, known bool) {
	if len(parts) == 0 {
		return r.columns, len(r.sources) > 0 && !r.unknown()
	}
	s, ok := r.source(parts)
	return s.columns, ok && s.known
}

// find looks for a column without its table: found is false if there may be one, or
// are several.
func (r relation) find(name string) (n node, found, none bool) {
	count := 0
	for _, c := range r.columns {
		if c.name == fold(name) && (count == 0 || !c.node.equal(n)) {
			n = c.node
			count++
		}
	}
	switch {
	case count == 1:
		return n, true, false
	case count > 1:
		return n, false, false
	case r.unknown():
		if len(r.sources) == 1 {
			return named(0, r.sources[0].alias, fold(name)), true, false
		}
		return n, false, false
	}
	return n, false, true
}

// column finds the column of a name in the query, or in those further out.
func (b *block) column(parts []string) (node, error) {
	level := 0
	for at := b; at != nil; at = at.outer {
		if n, found, none := at.own(parts); found {
			return outward(n, level), nil
		} else if !none {
			break
		}
		if at != b && len(parts) == 1 {
			if i, ok := at.item(parts[0]); ok {
				return outward(i.node, level), nil
			}
		}
		level++
	}
	text := ""
	for _, p := range parts {
		text += "." + Ident(fold(p))
	}
	return node{op: "name" + text, leaf: true, opaque: true}, nil
}

// own finds a column in the tables of the query itself.
func (b *block) own(parts []string) (n node, found, none bool) {
	if len(parts) == 1 {
		return b.rel.find(parts[0])
	}
	s, ok := b.rel.source(parts[:len(parts)-1])
	if !ok {
		return n, false, true
	}
	n, found = s.column(parts[len(parts)-1])
	return n, found, false
}

// columnOrItem finds a column, or else a value of the list.
func (b *block) columnOrItem(parts []string) (node, error) {
	if len(parts) == 1 {
		if n, found, _ := b.own(parts); found {
			return n, nil
		}
		if i, ok := b.item(parts[0]); ok {
			return i.node, nil
		}
	}
	return b.column(parts)
}

// havingName finds what rows are grouped by, a value of the list, or else a column.
func (b *block) havingName(parts []string) (node, error) {
	if len(parts) != 1 {
		return b.column(parts)
	}
	if n, found, _ := b.own(parts); found {
		for _, g := range b.groups {
			if g.equal(n) {
				return n, nil
			}
		}
	}
	if i, ok := b.item(parts[0]); ok {
		return i.node, nil
	}
	return b.column(parts)
}

// nameWindows reads the clause WINDOW.
func (b *block) nameWindows(tokens []token) error {
	if len(tokens) == 0 {
		return nil
	}
	for _, one := range sqltoken.Split(tokens) {
		c := &sqltoken.Cursor{Text: b.text, Tokens: one}
		if !isName(c.Peek()) {
			return c.Unexpected("a name")
		}
		name := fold(c.Next().Name())
		if err := c.Expect("as"); err != nil {
			return err
		}
		inside, err := c.Inside()
		if err != nil {
			return err
		}
		b.windows[name] = inside
	}
	return nil
}

// windowed reads what stands between a function and its window, and that.
func (k *keyer) windowed(n node) (node, error) {
	for _, words := range [][]string{{"from", "first"}, {"respect", "nulls"}} {
		if k.Sees(words...) { // these go without saying
			k.At += len(words)
		}
	}
	if k.Accept("ignore", "nulls") {
		n = operation("ignore nulls", n)
	}
	if !k.Sees("over") {
		return n, nil
	}
	k.At++
	if t := k.Peek(); isName(t) {
		k.At++
		w, err := k.window(nil, k.block.windows[fold(t.Name())], 0)
		return operation("over", n, w), err
	}
	inside, err := k.Inside()
	if err != nil {
		return node{}, err
	}
	w, err := k.window(nil, inside, 0)
	return operation("over", n, w), err
}

// window reads the description of a window, with that of the one which it extends.
func (k *keyer) window(parts []node, tokens []token, depth int) (node, error) {
	if depth > 20 {
		return node{}, errDeep
	}
	c := k.within(tokens)
	if t := c.Peek(); isName(t) && !c.Sees("partition", "by") && !c.Sees("order", "by") && !isFrame(t) {
		base, ok := k.block.windows[fold(t.Name())]
		if !ok {
			return node{}, c.Unexpected("a window")
		}
		n, err := k.window(parts, base, depth+1)
		if err != nil {
			return node{}, err
		}
		parts, tokens = n.args, tokens[1:]
	}
	by, rest := cutWindow(tokens, "partition")
	if by != nil {
		list, err := k.list(by)
		if err != nil {
			return node{}, err
		}
		parts = append(parts, operation("partition", list...))
	}
	if by, rest = cutWindow(rest, "order"); by != nil {
		n, err := k.orderList(by)
		if err != nil {
			return node{}, err
		}
		parts = append(parts, n)
	}
	if len(rest) > 0 {
		n, err := k.frame(rest)
		if err != nil {
			return node{}, err
		}
		parts = append(parts, n)
	}
	return operation("window", parts...), nil
}

func isFrame(t token) bool { return t.Is("rows") || t.Is("range") || t.Is("groups") }

// cutWindow takes WORD BY and its list off.
func cutWindow(tokens []token, word string) (list, rest []token) {
	if len(tokens) < 3 || !tokens[0].Is(word) || !tokens[1].Is("by") {
		return nil, tokens
	}
	depth := 0
	for i, t := range tokens[2:] {
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth == 0 && (isFrame(t) || t.Is("order") && i+3 < len(tokens) && tokens[i+3].Is("by")):
			return tokens[2 : i+2], tokens[i+2:]
		}
	}
	return tokens[2:], nil
}

// frame reads the rows of a window: those up to the current one where no end is said.
func (k *keyer) frame(tokens []token) (node, error) {
	n := node{op: fold(tokens[0].Text)}
	c := k.within(tokens[1:])
	between := c.Accept("between")
	for {
		bound, err := c.bound()
		if err != nil {
			return node{}, err
		}
		n.args = append(n.args, bound)
		if len(n.args) == 2 || !between {
			break
		}
		if err := c.Expect("and"); err != nil {
			return node{}, err
		}
	}
	if !between {
		n.args = append(n.args, leaf("current row"))
	}
	for !c.Done() {
		n.args = append(n.args, leaf(fold(c.Next().Text)))
	}
	return n, nil
}

// bound reads where the rows of a window begin or end.
func (k *keyer) bound() (node, error) {
	switch {
	case k.Accept("current", "row"):
		return leaf("current row"), nil
	case k.Accept("unbounded", "preceding"):
		return leaf("unbounded preceding"), nil
	case k.Accept("unbounded", "following"):
		return leaf("unbounded following"), nil
	}
	n, err := k.expression(powerNot)
	if err != nil {
		return node{}, err
	}
	for _, word := range []string{"preceding", "following"} {
		if k.Accept(word) {
			return operation(word, n), nil
		}
	}
	return node{}, k.Unexpected("PRECEDING")
}
