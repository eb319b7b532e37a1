package mysql

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// block is one SELECT: what names mean in it.
type block struct {
	q       *queries
	text    string
	outer   *block
	env     *environment
	rel     relation
	items   []item
	groups  []node
	rollup  bool
	windows map[string][]token
}

// item is a value that a SELECT has.
type item struct {
	name  string // folded
	made  bool   // the server made the name of the text
	node  node
	plain bool // it is nothing but a column
}

// clauses are the parts of a SELECT.
type clauses struct {
	list, from, where, group, having, window, order, limit, lock []token
}

// cutClauses cuts a SELECT at the words that begin its parts.
func cutClauses(tokens []token) clauses {
	var c clauses
	part := &c.list
	depth := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		next := token{}
		if i+1 < len(tokens) {
			next = tokens[i+1]
		}
		to := part
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth > 0 || t.Kind != sqlfile.Word || i > 0 && tokens[i-1].Text == ".":
		case t.Is("from"):
			to = &c.from
		case t.Is("where"):
			to = &c.where
		case t.Is("group") && next.Is("by"):
			to = &c.group
			i++
		case t.Is("having"):
			to = &c.having
		case t.Is("window") && isName(next):
			to = &c.window
		case t.Is("order") && next.Is("by"):
			to = &c.order
			i++
		case t.Is("limit"):
			to = &c.limit
		case t.Is("for") && (next.Is("update") || next.Is("share")), t.Is("lock") && next.Is("in"):
			to = &c.lock
			c.lock = append(c.lock, t)
		}
		if to != part {
			part = to
			continue
		}
		*part = append(*part, t)
	}
	return c
}

// keyer reads an expression of the block.
func (b *block) keyer(tokens []token) *keyer {
	return &keyer{Cursor: sqltoken.Cursor{Text: b.text, Tokens: tokens}, server: b.q.server, name: b.column, block: b}
}

// selectWords are the words between SELECT and its list.
var selectWords = []string{"all", "distinct", "distinctrow", "high_priority", "straight_join", "sql_small_result", "sql_big_result", "sql_buffer_result", "sql_cache", "sql_no_cache", "sql_calc_found_rows"}

// selected reads one SELECT.
func (q *queries) selected(src sourceText, outer *block, env *environment, use queryUse) (result, error) {
	b := &block{q: q, text: src.text, outer: outer, env: env, windows: map[string][]token{}}
	parts := cutClauses(src.tokens[1:])
	words, list := b.modifiers(parts.list)
	out := node{op: strings.Join(append([]string{"select"}, words...), " ")}
	var from node
	var err error
	if len(parts.from) > 0 && !(len(parts.from) == 1 && parts.from[0].Is("dual")) {
		if from, err = b.from(parts.from); err != nil {
			return result{}, err
		}
	}
	if err := b.nameWindows(parts.window); err != nil {
		return result{}, err
	}
	if err := b.list(list, use == viewQuery || use == armUse && outer == nil); err != nil {
		return result{}, err
	}
	items := node{op: "list"}
	for _, i := range b.items {
		items.args = append(items.args, i.node)
	}
	if use == noRow && len(parts.group)+len(parts.having) == 0 && !slices.Contains(words, "distinct") && !slices.ContainsFunc(items.args, aggregated) {
		items.args = nil // whether there is a row is all that counts
	}
	out.args = append(out.args, items)
	if !from.leaf && from.op != "" {
		out.args = append(out.args, operation("from", from))
	}
	if err := b.conditions(&out, parts); err != nil {
		return result{}, err
	}
	if slices.Contains(words, "distinct") && b.grouped() {
		words = slices.DeleteFunc(words, func(word string) bool { return word == "distinct" })
		out.op = strings.Join(append([]string{"select"}, words...), " ")
	}
	if err := b.rows(&out, parts, use); err != nil {
		return result{}, err
	}
	return result{node: out, names: b.names()}, nil
}

// grouped reports whether the values of a row tell its group, so that no row is there
// twice.
func (b *block) grouped() bool {
	if len(b.groups) == 0 || b.rollup {
		return false
	}
	for _, g := range b.groups {
		if !slices.ContainsFunc(b.items, func(i item) bool { return i.node.equal(g) }) {
			return false
		}
	}
	return !slices.ContainsFunc(b.items, func(i item) bool { return i.node.has("over") })
}

// modifiers takes the words before the list of a SELECT.
func (b *block) modifiers(tokens []token) (words []string, rest []token) {
	for len(tokens) > 1 && tokens[0].Kind == sqlfile.Word && slices.Contains(selectWords, fold(tokens[0].Text)) {
		word := fold(tokens[0].Text)
		switch word {
		case "distinctrow":
			word = "distinct"
		case "all":
			word = ""
		case "sql_cache", "sql_no_cache":
			if !b.q.server.IsMariaDB() {
				word = ""
			}
		}
		if word != "" {
			words = append(words, word)
		}
		tokens = tokens[1:]
	}
	slices.Sort(words)
	return slices.Compact(words), tokens
}

// aggregated reports whether a value is of all rows of a group.
func aggregated(n node) bool {
	name, _, _ := strings.Cut(n.op, " ")
	return !n.leaf && (slices.Contains(aggregates, name) || slices.ContainsFunc(n.args, aggregated))
}

// conditions reads WHERE, GROUP BY and HAVING.
func (b *block) conditions(out *node, parts clauses) error {
	if len(parts.where) > 0 {
		n, err := b.keyer(parts.where).whole()
		if err != nil {
			return err
		}
		out.args = append(out.args, operation("where", filter(n)))
	}
	if len(parts.group) > 0 {
		n, err := b.grouping(parts.group)
		if err != nil {
			return err
		}
		out.args = append(out.args, n)
	}
	if len(parts.having) > 0 {
		k := b.keyer(parts.having)
		k.name = b.havingName
		n, err := k.whole()
		if err != nil {
			return err
		}
		out.args = append(out.args, operation("having", filter(n)))
	}
	return nil
}

// grouping reads the list of GROUP BY: values, places in the list of the SELECT, and
// names of columns or of such values.
func (b *block) grouping(tokens []token) (node, error) {
	op := "group"
	if n := len(tokens); n > 2 && tokens[n-1].Is("rollup") && tokens[n-2].Is("with") {
		op, tokens = "rollup", tokens[:n-2]
	} else if n > 3 && tokens[0].Is("rollup") && tokens[1].Text == "(" {
		op, tokens = "rollup", tokens[2:n-1]
	}
	out := node{op: op}
	for _, one := range sqltoken.Split(tokens) {
		one, direction := directed(one)
		n, err := b.placed(one, false)
		if err != nil {
			return node{}, err
		}
		b.groups = append(b.groups, n)
		b.rollup = op == "rollup"
		if direction != "" {
			n = operation(direction, n)
		}
		out.args = append(out.args, n)
	}
	return out, nil
}

// placed reads what rows are grouped or ordered by. A name that stands alone is first
// of all one of the list in ORDER BY, and of a column in GROUP BY.
func (b *block) placed(tokens []token, listed bool) (node, error) {
	if !isQuery(tokens) {
		tokens = sqltoken.Bare(tokens)
	}
	if len(tokens) == 1 && tokens[0].Kind == sqlfile.Number {
		if at, err := strconv.Atoi(tokens[0].Text); err == nil && at > 0 && at <= len(b.items) {
			return b.items[at-1].node, nil
		}
	}
	if len(tokens) == 1 && isName(tokens[0]) && listed {
		if i, ok := b.item(tokens[0].Name()); ok {
			return i.node, nil
		}
	}
	k := b.keyer(tokens)
	k.name = b.columnOrItem
	return k.whole()
}

// directed takes ASC or DESC off; the former is what goes without saying.
func directed(tokens []token) ([]token, string) {
	last := len(tokens) - 1
	switch {
	case last < 1:
	case tokens[last].Is("asc"):
		return tokens[:last], ""
	case tokens[last].Is("desc"):
		return tokens[:last], "desc"
	}
	return tokens, ""
}

// rows reads ORDER BY and LIMIT, and the words about locks.
func (b *block) rows(out *node, parts clauses, use queryUse) error {
	if len(parts.order) > 0 && (len(parts.limit) > 0 && use != noRow || use == viewQuery || use == tableUse) {
		by := node{op: "by"}
		for _, one := range sqltoken.Split(parts.order) {
			one, direction := directed(one)
			n, err := b.placed(one, true)
			if err != nil {
				return err
			}
			if n.isConstant() {
				continue // it orders nothing
			}
			if direction != "" {
				n = operation(direction, n)
			}
			by.args = append(by.args, n)
		}
		if len(by.args) > 0 {
			*out = operation("order", *out, by)
		}
	}
	if len(parts.limit) > 0 {
		n, err := b.q.limited(sourceText{b.text, nil}, *out, parts.limit)
		if err != nil {
			return err
		}
		// Whether there is a row at all: MariaDB says LIMIT 1, and MySQL forgets any.
		if use != noRow || b.q.server.IsMariaDB() && !(n.args[1].equal(leaf("#1")) && n.args[2].equal(zero)) {
			*out = n
		}
	}
	if len(parts.lock) > 0 && b.q.server.IsMariaDB() { // MySQL forgets them
		*out = operation("lock", *out, leaf(queryKey(parts.lock)))
	}
	return nil
}

// list reads the values of a SELECT.
func (b *block) list(tokens []token, view bool) error {
	for _, one := range sqltoken.Split(tokens) {
		star, ok, err := b.star(one)
		if err != nil {
			return err
		}
		if ok {
			b.items = append(b.items, star...)
			continue
		}
		i, err := b.value(one)
		if err != nil {
			return err
		}
		b.items = append(b.items, i)
	}
	if view {
		b.makeNames()
	}
	return nil
}

// star spreads * and t.*.
func (b *block) star(tokens []token) (list []item, ok bool, err error) {
	n := len(tokens)
	if n == 0 || tokens[n-1].Text != "*" || n > 1 && (n%2 == 0 || tokens[n-2].Text != ".") {
		return nil, false, nil
	}
	var parts []string
	for i := 0; i+1 < n; i += 2 {
		parts = append(parts, tokens[i].Name())
	}
	columns, known := b.rel.star(parts)
	if !known {
		return nil, false, errStar
	}
	for _, c := range columns {
		if !c.hidden {
			list = append(list, item{name: c.name, node: c.node, plain: true})
		}
	}
	return list, true, nil
}

// errStar says that a star can't be spread.
var errStar = errors.New("the columns of * aren't known")

// value reads one value and what it is called.
func (b *block) value(tokens []token) (item, error) {
	k := b.keyer(tokens)
	n, err := k.expression(0)
	if err != nil {
		return item{}, err
	}
	i := item{node: n}
	end := k.At
	if k.Accept("as") || !k.Done() {
		if t := k.Peek(); !isName(t) && t.Kind != sqlfile.String {
			return item{}, k.Unexpected("a name")
		}
		i.name = fold(stringOrName(k.Next()))
		if !k.Done() {
			return item{}, k.Unexpected("a comma")
		}
		return i, nil
	}
	i.name, i.plain = b.called(tokens[:end])
	i.name, i.made = fold(i.name), !i.plain
	return i, nil
}

// called returns what the server calls a value that has no name: its text.
func (b *block) called(tokens []token) (name string, plain bool) {
	bare := tokens
	for {
		n := len(bare)
		if bare = sqltoken.Bare(bare); len(bare) > 1 && bare[0].Text == "+" {
			bare = bare[1:]
		}
		if len(bare) == n {
			break
		}
	}
	last := bare[len(bare)-1]
	switch first := bare[0]; {
	case len(bare) == 1 && first.Kind == sqlfile.Number, len(bare) == 1 && (first.Is("null") || first.Is("true") || first.Is("false")):
		return first.Text, false
	case isLiteral(first), len(bare) > 1 && first.Kind == sqlfile.Word && first.Text[0] == '_' && isLiteral(bare[1]):
		if !isLiteral(first) {
			bare = bare[1:]
		}
		if text, ok := b.literalName(bare); ok {
			return text, false
		}
	case isPath(bare) && !isNiladic(bare):
		return last.Name(), true
	}
	text := b.text[tokens[0].Start:tokens[len(tokens)-1].End]
	if b.q.server.IsMariaDB() {
		text = spaced(b.text, tokens)
	}
	return text, false
}

// isPath reports whether tokens are a name with its qualifiers.
func isPath(tokens []token) bool {
	for i, t := range tokens {
		if i%2 == 0 && !isName(t) || i%2 == 1 && t.Text != "." {
			return false
		}
	}
	return len(tokens)%2 == 1
}

func isNiladic(tokens []token) bool {
	return len(tokens) == 1 && tokens[0].Kind == sqlfile.Word && slices.Contains(niladic, fold(tokens[0].Text))
}

// isLiteral reports whether a token is a string of characters.
func isLiteral(t token) bool {
	return t.Kind == sqlfile.String && (t.Text[0] == '\'' || t.Text[0] == '"' || t.Text[0]|0x20 == 'n')
}

// literalName is what a string is called: MySQL takes the first one of several.
func (b *block) literalName(tokens []token) (string, bool) {
	var text strings.Builder
	for i, t := range tokens {
		if !isLiteral(t) {
			return "", false
		}
		if i > 0 && !b.q.server.IsMariaDB() {
			continue
		}
		inside := t.Text
		if inside[0]|0x20 == 'n' {
			inside = inside[1:]
		}
		value, err := unquote(inside)
		if err != nil {
			return "", false
		}
		text.WriteString(value)
	}
	return text.String(), true
}

// spaced puts tokens together with the blanks between them, and without comments.
func spaced(text string, tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteString(blanks(text[tokens[i-1].End:t.Start]))
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// blanks leaves the comments out of what stands between two tokens.
func blanks(gap string) string {
	var b strings.Builder
	at := 0
	lexer := sqlfile.NewLexer(gap, sqlfile.MySQL())
	for t := lexer.Next(); t.Kind != sqlfile.EOF; t = lexer.Next() {
		b.WriteString(gap[at:t.Start])
		at = t.End
	}
	return b.String() + gap[min(at, len(gap)):]
}

// makeNames gives values names that a view can have, as the server does: for those
// that are too long, empty or end with a blank, and for those that are there already.
func (b *block) makeNames() {
	prefix := "name_exp_"
	for at := range b.items {
		i := &b.items[at]
		last, _ := utf8.DecodeLastRuneInString(i.name)
		if i.made && (i.name == "" || utf8.RuneCountInString(i.name) > maxName || unicode.IsSpace(last)) {
			i.name = prefix + strconv.Itoa(at+1)
		}
	}
	if b.q.server.IsMariaDB() {
		prefix = "my_exp_"
	}
	for at := range b.items {
		for before := range at {
			if b.items[before].name != b.items[at].name {
				continue
			}
			i := &b.items[at]
			if !i.made {
				i = &b.items[before]
			}
			if i.made {
				i.name = b.freeName(prefix, i.name)
			}
		}
	}
}

func (b *block) freeName(prefix, name string) string {
	for n := 0; ; n++ {
		free := prefix + name
		if n > 0 {
			free = prefix + strconv.Itoa(n) + "_" + name
		}
		if !slices.ContainsFunc(b.items, func(i item) bool { return i.name == free }) {
			return free
		}
	}
}

// names are what the columns of the query are called.
func (b *block) names() []string {
	list := make([]string, 0, len(b.items))
	for _, i := range b.items {
		list = append(list, i.name)
	}
	return list
}

// item returns the value that has a name.
func (b *block) item(name string) (item, bool) {
	for _, i := range b.items {
		if same(i.name, name) {
			return i, true
		}
	}
	return item{}, false
}
