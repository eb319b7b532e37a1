package mysql

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// keyOf returns what an expression is, in a form that all its spellings share: as it
// was written, and as SHOW CREATE prints it, with names in backticks, parentheses
// around every operation, and introducers before strings. Column returns what a
// column is called; nil: as it is.
func keyOf(text string, s Server, column func(string) string) (string, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return "", err
	}
	if column == nil {
		column = fold
	}
	k := &keyer{Cursor: sqltoken.Cursor{Text: text, Tokens: tokens}, server: s}
	k.name = func(parts []string) (node, error) { return leaf(Ident(column(parts[len(parts)-1]))), nil }
	key, err := k.whole()
	return key.String(), err
}

// keyer reads an expression and writes its key: operations as (operator operands).
type keyer struct {
	sqltoken.Cursor
	server Server
	// name returns what a name with its qualifiers stands for.
	name func(parts []string) (node, error)
	// block is the query that the expression is part of; nil: none.
	block *block
	depth int
}

// binary are the operators between two operands by how tightly they bind: the order
// of the grammars, in which BETWEEN, IN and LIKE bind more tightly than comparisons,
// other than the manuals say.
var binary = map[string]int{
	"or": 1, "||": 1, "xor": 2, "and": 3, "&&": 3,
	"=": 6, "<=>": 6, ">=": 6, ">": 6, "<=": 6, "<": 6, "<>": 6, "!=": 6, "is": 6,
	"between": 7,
	"like":    8, "regexp": 8, "rlike": 8, "in": 8, "sounds": 8, "member": 8,
	"|": 9, "&": 10, "<<": 11, ">>": 11, "-": 12, "+": 12, "*": 13, "/": 13, "div": 13, "%": 13, "mod": 13, "^": 14,
	"collate": 17, "->": 18, "->>": 18,
}

// The powers that aren't those of an operator between two.
const (
	powerNot        = 4
	powerComparison = 6
	powerPredicate  = 8
	powerSign       = 15
	powerBang       = 16
)

// spelled leads from operators to the ones that mean the same.
var operatorNames = map[string]string{"||": "or", "&&": "and", "!=": "<>", "mod": "%", "rlike": "regexp"}

var errDeep = errors.New("the expression is nested too deeply")

// whole reads an expression that is all there is.
func (k *keyer) whole() (node, error) {
	n, err := k.expression(0)
	if err == nil && !k.Done() {
		err = k.Unexpected("an operator")
	}
	return n, err
}

// expression reads operands and operators that bind more tightly than min.
func (k *keyer) expression(min int) (node, error) {
	if k.depth++; k.depth > 500 {
		return node{}, errDeep
	}
	defer func() { k.depth-- }()
	left, err := k.operand()
	for err == nil {
		op, power, negated := k.operator()
		if op == "" || power <= min {
			return left, nil
		}
		if negated {
			k.At++
		}
		k.At++
		left, err = k.operation(left, op, power)
		if negated && err == nil {
			left = not(left)
		}
	}
	return node{}, err
}

// operator returns the operator that comes next, and whether NOT is before it.
func (k *keyer) operator() (op string, power int, negated bool) {
	t := k.Peek()
	if t.Is("not") {
		negated = true
		t = k.Ahead(1)
	}
	switch t.Kind {
	case sqlfile.Word, sqlfile.Operator:
		op = fold(t.Text)
	default:
		return "", 0, false
	}
	if power = binary[op]; power == 0 {
		return "", 0, false
	}
	if name := operatorNames[op]; name != "" {
		op = name
	}
	return op, power, negated
}

// operation reads what follows an operator.
func (k *keyer) operation(left node, op string, power int) (node, error) {
	switch op {
	case "is":
		negated := k.Accept("not")
		if k.Peek().Kind != sqlfile.Word {
			return node{}, k.Unexpected("NULL")
		}
		n := is(left, fold(k.Next().Text))
		if negated {
			return not(n), nil
		}
		return n, nil
	case "in":
		return k.in(left)
	case "between":
		low, err := k.expression(powerComparison)
		if err != nil {
			return node{}, err
		}
		if err := k.Expect("and"); err != nil {
			return node{}, err
		}
		high, err := k.expression(powerComparison)
		if err == nil && low.isFixed() && low.equal(high) {
			return comparison("=", left, low), nil
		}
		return operation("between", left, low, high), err
	case "sounds":
		if err := k.Expect("like"); err != nil {
			return node{}, err
		}
		right, err := k.expression(power)
		return comparison("=", operation("soundex", left), operation("soundex", right)), err
	case "member":
		if err := k.Expect("of"); err != nil {
			return node{}, err
		}
	case "collate":
		if t := k.Peek(); !isName(t) && t.Kind != sqlfile.String {
			return node{}, k.Unexpected("a collation")
		}
		return operation(op, left, leaf(k.server.Collation(stringOrName(k.Next())))), nil
	case "->", "->>":
		path, err := k.operand()
		n := operation("json_extract", left, path)
		if op == "->>" {
			n = operation("json_unquote", n)
		}
		return n, err
	}
	if (op == "+" || op == "-") && k.Sees("interval") && (k.Ahead(1).Text != "(" || k.sum()) {
		return k.interval(left, op)
	}
	if quantifier := fold(k.Peek().Text); k.Peek().Kind == sqlfile.Word && (quantifier == "any" || quantifier == "some" || quantifier == "all") && k.Ahead(1).Text == "(" {
		return k.quantified(left, op)
	}
	right, err := k.expression(power)
	if err != nil {
		return node{}, err
	}
	switch op {
	case "like":
		return k.like(left, right)
	case "and", "or":
		return row(op, left, right), nil
	case "xor":
		return xor(left, right), nil
	case "=", "<=>", "<>", "<", ">", "<=", ">=":
		return comparison(op, left, right), nil
	}
	return operation(op, left, right), nil
}

// sum reports whether INTERVAL with a unit comes next whose amount begins with
// parentheses: the function of that name has several arguments.
func (k *keyer) sum() bool {
	if !k.Sees("interval") {
		return false
	}
	sub := keyer{Cursor: k.Cursor}
	sub.At++
	inside, err := sub.Inside()
	return err == nil && len(sqltoken.Split(inside)) == 1
}

// opposites leads from comparisons to those that deny them.
var opposites = map[string]string{"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

// quantified reads a query behind ANY or ALL.
func (k *keyer) quantified(left node, op string) (node, error) {
	word := fold(k.Next().Text)
	if word == "some" {
		word = "any"
	}
	inside, err := k.Inside()
	if err != nil {
		return node{}, err
	}
	query, err := k.query(inside, anyRow)
	switch {
	case op == "=" && word == "any":
		return operation("in", left, query), err
	case op == "<>" && word == "all":
		return not(operation("in", left, query)), err
	}
	if word == "all" {
		return not(operation(opposites[op]+" any", left, query)), err
	}
	return operation(op+" any", left, query), err
}

func (k *keyer) like(left, right node) (node, error) {
	if k.Accept("escape") {
		escape, err := k.operand()
		if escape.op != "'1:\\" {
			return operation("like", left, right, escape), err
		}
	}
	return operation("like", left, right), nil
}

// in reads the list of IN. One of a single value compares with that.
func (k *keyer) in(left node) (node, error) {
	inside, err := k.Inside()
	if err != nil {
		return node{}, err
	}
	if isQuery(inside) {
		query, err := k.query(inside, anyRow)
		return operation("in", left, query), err
	}
	list, err := k.list(inside)
	if err == nil && len(list) == 1 {
		return comparison("=", left, list[0]), nil
	}
	return operation("in", append([]node{left}, list...)...), err
}

// list reads expressions with commas between them.
func (k *keyer) list(tokens []token) ([]node, error) {
	if len(tokens) == 0 {
		return nil, nil
	}
	var list []node
	for _, one := range sqltoken.Split(tokens) {
		n, err := k.inner(one)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// within returns a reader of tokens inside of these.
func (k *keyer) within(tokens []token) *keyer {
	return &keyer{Cursor: sqltoken.Cursor{Text: k.Text, Tokens: tokens}, server: k.server, name: k.name, block: k.block, depth: k.depth + 1}
}

// inner returns the key of an expression inside of another one.
func (k *keyer) inner(tokens []token) (node, error) { return k.within(tokens).whole() }

// interval reads INTERVAL and its unit behind + or -.
func (k *keyer) interval(left node, op string) (node, error) {
	if err := k.Expect("interval"); err != nil {
		return node{}, err
	}
	amount, err := k.expression(0)
	if err != nil {
		return node{}, err
	}
	unit, err := k.unit()
	return operation(op+"interval", left, amount, leaf(unit)), err
}

// unit reads the unit of an interval.
func (k *keyer) unit() (string, error) {
	if k.Peek().Kind != sqlfile.Word {
		return "", k.Unexpected("a unit")
	}
	return unitOf(k.Next()), nil
}

func unitOf(t token) string { return strings.TrimPrefix(fold(t.Text), "sql_tsi_") }

// operand reads a single operand with what stands before it.
func (k *keyer) operand() (node, error) {
	t := k.Next()
	switch t.Kind {
	case sqlfile.String:
		return k.stringKey(t)
	case sqlfile.Number:
		return numberKey(t.Text), nil
	case sqlfile.Quoted:
		return k.nameKey(t)
	case sqlfile.Word:
		return k.word(t)
	default:
	}
	switch t.Text {
	case "(":
		k.At--
		inside, err := k.Inside()
		if err != nil {
			return node{}, err
		}
		if isQuery(inside) {
			return k.query(inside, oneRow)
		}
		list, err := k.list(inside)
		if len(list) == 1 {
			return list[0], err
		}
		return operation("row", list...), err
	case "-":
		n, err := k.expression(powerSign)
		if number, found := strings.CutPrefix(n.op, "#"); found && n.leaf {
			if positive, negative := strings.CutPrefix(number, "-"); negative {
				return leaf("#" + positive), err
			}
			if n.equal(zero) {
				return n, err
			}
			return leaf("#-" + number), err
		}
		return operation("neg", n), err
	case "+":
		return k.expression(powerSign)
	case "~":
		n, err := k.expression(powerSign)
		return operation("~", n), err
	case "!":
		n, err := k.expression(powerBang)
		return not(n), err
	case "@":
		k.AcceptMark("@")
		if t := k.Peek(); !isName(t) && t.Kind != sqlfile.String {
			return node{}, k.Unexpected("a variable")
		}
		return leaf("@" + fold(stringOrName(k.Next()))), nil
	case "*":
		return leaf("*"), nil
	}
	k.At--
	return node{}, k.Unexpected("an expression")
}

// stringKey writes a string, which stands for its bytes if it has such a prefix.
func (k *keyer) stringKey(t token) (node, error) {
	text := t.Text
	switch text[0] | 0x20 {
	case 'x', 'b':
		return k.bytesKey(text), nil
	case 'n':
		text = text[1:]
	}
	value, err := unquote(text)
	for err == nil && k.Peek().Kind == sqlfile.String && (k.Peek().Text[0] == '\'' || k.Peek().Text[0] == '"') {
		var more string
		more, err = unquote(k.Next().Text)
		value += more
	}
	return leaf("'" + strconv.Itoa(len(value)) + ":" + value), err
}

// bytesKey writes x'41' and b'01': the latter is a number in both products, the
// former in MySQL.
func (k *keyer) bytesKey(text string) node {
	prefix, inside := fold(text[:1]), fold(text[1:])
	inside = strings.Trim(inside, "'\"")
	if prefix == "x" {
		if k.server.IsMariaDB() {
			return leaf("x'" + inside)
		}
		return leaf("#0x" + inside)
	}
	return numberKey("0b" + inside)
}

// numberKey writes a number.
func numberKey(text string) node {
	text = fold(text)
	if bits, found := strings.CutPrefix(text, "0b"); found {
		return leaf("#0x" + hexOf(bits))
	}
	if !strings.ContainsAny(text, "xeb") {
		if trimmed := strings.TrimLeft(text, "0"); trimmed == "" || trimmed[0] == '.' {
			text = "0" + trimmed
		} else {
			text = trimmed
		}
	}
	return leaf("#" + text)
}

// hexOf writes bits as the bytes that they fill.
func hexOf(bits string) string {
	bits = strings.Repeat("0", (8-len(bits)%8)%8) + bits
	var b strings.Builder
	for ; bits != ""; bits = bits[4:] {
		n := 0
		for _, d := range bits[:4] {
			n = n*2 + int(d&1)
		}
		b.WriteString(strconv.FormatInt(int64(n), 16))
	}
	return b.String()
}

// niladic are functions that need no parentheses.
var niladic = []string{"current_timestamp", "localtime", "localtimestamp", "current_date", "current_time", "current_user", "utc_date", "utc_time", "utc_timestamp"}

// word reads an operand that begins with a word.
func (k *keyer) word(t token) (node, error) {
	switch word := fold(t.Text); {
	case strings.HasPrefix(word, "_") && k.Peek().Kind == sqlfile.String:
		n, err := k.operand()
		if k.block != nil && !strings.HasPrefix(word, "_utf8") { // elsewhere it says what the session had set
			n = operation("charset", n, leaf(word))
		}
		return n, err
	case word == "not":
		n, err := k.expression(powerNot)
		return not(n), err
	case (word == "true" || word == "false") && k.block != nil && !k.server.IsMariaDB():
		return leaf(word), nil // which is none of the numbers for JSON
	case word == "true", word == "false":
		return leaf(map[string]string{"true": "#1", "false": "#0"}[word]), nil
	case word == "null", word == "default" && k.Peek().Text != "(", word == "maxvalue":
		return leaf(word), nil
	case word == "binary" && k.Peek().Text != "(" && k.Peek().Text != ".":
		n, err := k.expression(powerSign)
		return operation("cast", n, leaf("binary")), err
	case word == "binary" && k.Peek().Text == "(":
		n, err := k.operand()
		return operation("cast", n, leaf("binary")), err
	case word == "case":
		return k.choice()
	case word == "interval" && (k.Peek().Text != "(" || k.isUnit()):
		amount, err := k.expression(0)
		if err != nil {
			return node{}, err
		}
		unit, err := k.unit()
		if err == nil && k.AcceptMark("+") { // INTERVAL 1 DAY + d
			right, err := k.expression(binary["+"])
			return operation("+interval", right, amount, leaf(unit)), err
		}
		return operation("interval", amount, leaf(unit)), err
	case (word == "date" || word == "time" || word == "timestamp") && k.Peek().Kind == sqlfile.String:
		value, err := k.stringKey(k.Next())
		return operation(word+" literal", value), err
	case word == "next" && k.Accept("value", "for"):
		n, err := k.sequenceName()
		return operation("nextval", n), err
	case word == "exists" && k.Peek().Text == "(":
		inside, err := k.Inside()
		if err != nil {
			return node{}, err
		}
		query, err := k.query(inside, noRow)
		return operation(word, query), err
	case word == "match" && (k.Peek().Text == "(" || isName(k.Peek())):
		return k.match()
	case k.Peek().Text == "(":
		return k.call(word)
	case slices.Contains(niladic, word):
		return k.function(word, nil), nil
	}
	return k.nameKey(t)
}

// isUnit reports whether an amount in parentheses and a unit come next.
func (k *keyer) isUnit() bool {
	sub := keyer{Cursor: k.Cursor}
	sub.At--
	return sub.sum()
}

// parts reads the rest of a name.
func (k *keyer) parts(t token) ([]string, error) {
	if !isName(t) {
		return nil, k.Unexpected("a name")
	}
	list := []string{t.Name()}
	for k.AcceptMark(".") {
		if !isName(k.Peek()) {
			return nil, k.Unexpected("a name")
		}
		list = append(list, k.Next().Name())
	}
	return list, nil
}

func (k *keyer) sequenceName() (node, error) {
	list, err := k.parts(k.Next())
	if err != nil {
		return node{}, err
	}
	return leaf(Ident(list[len(list)-1])), nil
}

// nameKey reads the rest of a name: of a column, or of a function.
func (k *keyer) nameKey(t token) (node, error) {
	parts, err := k.parts(t)
	if err != nil {
		return node{}, err
	}
	if k.Peek().Text == "(" {
		return k.call(fold(parts[len(parts)-1]))
	}
	return k.name(parts)
}

// choice reads CASE … END.
func (k *keyer) choice() (node, error) {
	var parts []node
	searched := k.Sees("when")
	if !searched {
		value, err := k.expression(0)
		if err != nil {
			return node{}, err
		}
		parts = append(parts, value)
	}
	for {
		word := fold(k.Peek().Text)
		switch word {
		case "when", "then", "else":
			k.At++
			n, err := k.expression(0)
			if err != nil {
				return node{}, err
			}
			if searched && word == "when" {
				n = filter(n)
			}
			parts = append(parts, leaf(word), n)
		case "end":
			k.At++
			return operation("case", parts...), nil
		default:
			return node{}, k.Unexpected("END")
		}
	}
}

// queryKey writes tokens that are no expression: their words in lower case, names
// without quotes.
func queryKey(tokens []token) string {
	var b strings.Builder
	b.WriteByte('{')
	for _, t := range tokens {
		b.WriteString(lexeme(t))
		b.WriteByte(' ')
	}
	b.WriteByte('}')
	return b.String()
}

// lexeme writes a token so that its spellings are one.
func lexeme(t token) string {
	switch t.Kind {
	case sqlfile.Word, sqlfile.Number:
		return fold(t.Text)
	case sqlfile.Quoted:
		return t.Name()
	case sqlfile.String:
		if value, err := unquote(t.Text); err == nil {
			return "'" + strconv.Itoa(len(value)) + ":" + value
		}
	default:
	}
	return t.Text
}
