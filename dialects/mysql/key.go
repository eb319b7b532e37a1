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
func keyOf(text string, column func(string) string) (string, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return "", err
	}
	k := &keyer{Cursor: sqltoken.Cursor{Text: text, Tokens: tokens}, column: column}
	if k.column == nil {
		k.column = fold
	}
	key, err := k.expression(0)
	if err == nil && !k.Done() {
		err = k.Unexpected("an operator")
	}
	return key, err
}

// keyer reads an expression and writes its key: operations as (operator operands).
type keyer struct {
	sqltoken.Cursor
	column func(string) string
	depth  int
}

// binary are the operators between two operands by how tightly they bind: the order
// of the manual, "Operator Precedence".
var binary = map[string]int{
	"or": 1, "||": 1, "xor": 2, "and": 3, "&&": 3,
	"=": 6, "<=>": 6, ">=": 6, ">": 6, "<=": 6, "<": 6, "<>": 6, "!=": 6, "like": 6, "regexp": 6, "rlike": 6, "in": 6, "is": 6,
	"sounds": 6, "member": 6,
	"between": 5,
	"|":       7, "&": 8, "<<": 9, ">>": 9, "-": 10, "+": 10, "*": 11, "/": 11, "div": 11, "%": 11, "mod": 11, "^": 12,
	"collate": 15, "->": 16, "->>": 16,
}

// spelled leads from operators to the ones that mean the same.
var operatorNames = map[string]string{"||": "or", "&&": "and", "!=": "<>", "mod": "%", "rlike": "regexp"}

// functionNames leads from functions to those that mean the same.
var functionNames = map[string]string{
	"now": "current_timestamp", "localtime": "current_timestamp", "localtimestamp": "current_timestamp",
	"curdate": "current_date", "curtime": "current_time", "substring": "substr", "mid": "substr", "ucase": "upper", "lcase": "lower",
	"character_length": "char_length", "pow": "power", "day": "dayofmonth", "schema": "database", "session_user": "user",
	"system_user": "user", "ceil": "ceiling", "std": "stddev_pop", "stddev": "stddev_pop", "variance": "var_pop", "octet_length": "length",
	"json_merge": "json_merge_preserve", "sha": "sha1",
}

var errDeep = errors.New("the expression is nested too deeply")

// expression reads operands and operators that bind more tightly than min.
func (k *keyer) expression(min int) (string, error) {
	if k.depth++; k.depth > 500 {
		return "", errDeep
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
	return "", err
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
func (k *keyer) operation(left, op string, power int) (string, error) {
	switch op {
	case "is":
		negated := k.Accept("not")
		if k.Peek().Kind != sqlfile.Word {
			return "", k.Unexpected("NULL")
		}
		key := operationKey("is", left, fold(k.Next().Text))
		if negated {
			return not(key), nil
		}
		return key, nil
	case "in":
		return k.in(left)
	case "between":
		low, err := k.expression(6)
		if err != nil {
			return "", err
		}
		if err := k.Expect("and"); err != nil {
			return "", err
		}
		high, err := k.expression(5)
		return operationKey("between", left, low, high), err
	case "sounds":
		if err := k.Expect("like"); err != nil {
			return "", err
		}
	case "member":
		if err := k.Expect("of"); err != nil {
			return "", err
		}
	case "collate":
		if t := k.Peek(); !isName(t) && t.Kind != sqlfile.String {
			return "", k.Unexpected("a collation")
		}
		return operationKey(op, left, fold(stringOrName(k.Next()))), nil
	case "->", "->>":
		path, err := k.operand()
		key := operationKey("json_extract", left, path)
		if op == "->>" {
			key = operationKey("json_unquote", key)
		}
		return key, err
	}
	if (op == "+" || op == "-") && k.Sees("interval") {
		return k.interval(left, op)
	}
	right, err := k.expression(power)
	if err != nil {
		return "", err
	}
	switch op {
	case "like":
		if k.Accept("escape") {
			escape, err := k.operand()
			if escape != "'1:\\" {
				return operationKey(op, left, right, escape), err
			}
		}
	case "and", "or":
		// Operands of a row of them have no groups.
		return "(" + op + strings.TrimSuffix(" "+flat(op, left)+" "+flat(op, right), " ") + ")", nil
	case "<>":
		return not(operationKey("=", left, right)), nil
	}
	return operationKey(op, left, right), nil
}

// flat returns the operands of an operation of the same kind without its parentheses.
func flat(op, key string) string {
	if rest, found := strings.CutPrefix(key, "("+op+" "); found {
		return strings.TrimSuffix(rest, ")")
	}
	return key
}

// opposite leads from comparisons to what denies them, null apart, which both keep.
var opposite = map[string]string{"(< ": "(>= ", "(>= ": "(< ", "(> ": "(<= ", "(<= ": "(> "}

// not denies a key. A denied comparison is the opposite one, as servers print it.
func not(key string) string {
	if rest, found := strings.CutPrefix(key, "(not "); found && strings.HasPrefix(rest, "(") {
		return strings.TrimSuffix(rest, ")")
	}
	for from, to := range opposite {
		if rest, found := strings.CutPrefix(key, from); found {
			return to + rest
		}
	}
	return "(not " + key + ")"
}

func operationKey(op string, operands ...string) string {
	return "(" + op + " " + strings.Join(operands, " ") + ")"
}

// in reads the list of IN.
func (k *keyer) in(left string) (string, error) {
	inside, err := k.Inside()
	if err != nil {
		return "", err
	}
	if len(inside) > 0 && (inside[0].Is("select") || inside[0].Is("with")) {
		return operationKey("in", left, queryKey(inside)), nil
	}
	list, err := k.list(inside)
	return operationKey("in", append([]string{left}, list...)...), err
}

// list reads expressions with commas between them.
func (k *keyer) list(tokens []token) ([]string, error) {
	if len(tokens) == 0 {
		return nil, nil
	}
	var keys []string
	for _, one := range sqltoken.Split(tokens) {
		key, err := k.inner(one)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// inner returns the key of an expression inside of another one.
func (k *keyer) inner(tokens []token) (string, error) {
	sub := &keyer{Cursor: sqltoken.Cursor{Text: k.Text, Tokens: tokens}, column: k.column, depth: k.depth + 1}
	key, err := sub.expression(0)
	if err == nil && !sub.Done() {
		err = sub.Unexpected("an operator")
	}
	return key, err
}

// interval reads INTERVAL and its unit behind + or -.
func (k *keyer) interval(left, op string) (string, error) {
	if err := k.Expect("interval"); err != nil {
		return "", err
	}
	amount, err := k.expression(10)
	if err != nil {
		return "", err
	}
	unit, err := k.unit()
	return operationKey(op+"interval", left, amount, unit), err
}

// unit reads the unit of an interval.
func (k *keyer) unit() (string, error) {
	if k.Peek().Kind != sqlfile.Word {
		return "", k.Unexpected("a unit")
	}
	return fold(k.Next().Text), nil
}

// operand reads a single operand with what stands before it.
func (k *keyer) operand() (string, error) {
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
			return "", err
		}
		if len(inside) > 0 && (inside[0].Is("select") || inside[0].Is("with")) {
			return queryKey(inside), nil
		}
		list, err := k.list(inside)
		if len(list) == 1 {
			return list[0], err
		}
		return operationKey("row", list...), err
	case "-":
		key, err := k.expression(13)
		if strings.HasPrefix(key, "#") {
			return "#-" + key[1:], err
		}
		return operationKey("neg", key), err
	case "+":
		return k.expression(13)
	case "~":
		key, err := k.expression(13)
		return operationKey("~", key), err
	case "!":
		key, err := k.expression(14)
		return not(key), err
	case "@":
		k.AcceptMark("@")
		if t := k.Peek(); !isName(t) && t.Kind != sqlfile.String {
			return "", k.Unexpected("a variable")
		}
		return "@" + fold(stringOrName(k.Next())), nil
	case "*":
		return "*", nil
	}
	k.At--
	return "", k.Unexpected("an expression")
}

// stringKey writes a string, which stands for its bytes if it has such a prefix.
func (k *keyer) stringKey(t token) (string, error) {
	text := t.Text
	switch text[0] | 0x20 {
	case 'x', 'b':
		return fold(text), nil
	case 'n':
		text = text[1:]
	}
	value, err := unquote(text)
	for err == nil && k.Peek().Kind == sqlfile.String && k.Peek().Text[0] == '\'' {
		var more string
		more, err = unquote(k.Next().Text)
		value += more
	}
	return "'" + strconv.Itoa(len(value)) + ":" + value, err
}

// numberKey writes a number.
func numberKey(text string) string {
	text = fold(text)
	if !strings.ContainsAny(text, "xeb") {
		if trimmed := strings.TrimLeft(text, "0"); trimmed == "" || trimmed[0] == '.' {
			text = "0" + trimmed
		} else {
			text = trimmed
		}
	}
	return "#" + text
}

// word reads an operand that begins with a word.
func (k *keyer) word(t token) (string, error) {
	switch word := fold(t.Text); {
	case strings.HasPrefix(word, "_") && k.Peek().Kind == sqlfile.String:
		return k.operand()
	case word == "not":
		key, err := k.expression(4)
		return not(key), err
	case word == "true", word == "false":
		return map[string]string{"true": "#1", "false": "#0"}[word], nil
	case word == "null", word == "default", word == "maxvalue":
		return word, nil
	case word == "binary" && k.Peek().Text != "(" && k.Peek().Text != ".":
		key, err := k.expression(13)
		return operationKey("cast", key, "binary"), err
	case word == "case":
		return k.choice()
	case word == "interval" && k.Peek().Text != "(":
		amount, err := k.expression(0)
		if err != nil {
			return "", err
		}
		unit, err := k.unit()
		return operationKey("interval", amount, unit), err
	case (word == "date" || word == "time" || word == "timestamp") && k.Peek().Kind == sqlfile.String:
		value, err := k.stringKey(k.Next())
		return operationKey(word, value), err
	case word == "next" && k.Accept("value", "for"):
		name, err := k.nameKey(k.Next())
		return operationKey("nextval", name), err
	case k.Peek().Text == "(":
		return k.call(word)
	case slices.Contains([]string{"current_timestamp", "localtime", "localtimestamp", "current_date", "current_time", "current_user", "utc_date", "utc_time", "utc_timestamp"}, word):
		if name := functionNames[word]; name != "" {
			word = name
		}
		return operationKey(word), nil
	}
	return k.nameKey(t)
}

// nameKey reads the rest of a name: the last part is what counts.
func (k *keyer) nameKey(t token) (string, error) {
	name := t.Name()
	if !isName(t) {
		return "", k.Unexpected("a name")
	}
	for k.AcceptMark(".") {
		if !isName(k.Peek()) {
			return "", k.Unexpected("a name")
		}
		name = k.Next().Name()
	}
	if k.Peek().Text == "(" {
		return k.call(fold(name))
	}
	return Ident(k.column(name)), nil
}

// choice reads CASE … END.
func (k *keyer) choice() (string, error) {
	parts := []string{}
	if !k.Sees("when") {
		value, err := k.expression(0)
		if err != nil {
			return "", err
		}
		parts = append(parts, value)
	}
	for {
		word := fold(k.Peek().Text)
		switch word {
		case "when", "then", "else":
			k.At++
			key, err := k.expression(0)
			if err != nil {
				return "", err
			}
			parts = append(parts, word, key)
		case "end":
			k.At++
			return operationKey("case", parts...), nil
		default:
			return "", k.Unexpected("END")
		}
	}
}

// call reads the arguments of a function.
func (k *keyer) call(name string) (string, error) {
	inside, err := k.Inside()
	if err != nil {
		return "", err
	}
	if to := functionNames[name]; to != "" {
		name = to
	}
	switch name {
	case "cast":
		return k.cast(inside)
	case "convert":
		parts := sqltoken.Split(inside)
		if len(parts) == 2 {
			key, err := k.inner(parts[0])
			return operationKey("cast", key, castType(parts[1])), err
		}
	case "exists":
		return operationKey(name, queryKey(inside)), nil
	case "current_timestamp", "current_time":
		if len(inside) == 1 && inside[0].Text == "0" {
			inside = nil
		}
	}
	list, err := k.list(inside)
	if err != nil { // arguments with words between them: extract, trim, group_concat
		return operationKey(name, queryKey(inside)), nil
	}
	switch {
	case name == "isnull" && len(list) == 1:
		return operationKey("is", list[0], "null"), nil
	case name == "mod" && len(list) == 2:
		return operationKey("%", list...), nil
	case name == "regexp_like" && len(list) == 2:
		return operationKey("regexp", list...), nil
	case (name == "date_add" || name == "date_sub" || name == "adddate" || name == "subdate") && len(list) == 2:
		if rest, found := strings.CutPrefix(list[1], "(interval "); found {
			op := "+interval"
			if strings.Contains(name, "sub") {
				op = "-interval"
			}
			return "(" + op + " " + list[0] + " " + rest, nil
		}
	case len(list) == 0:
		return operationKey(name), nil
	}
	return operationKey(name, list...), nil
}

// cast reads CAST(… AS type).
func (k *keyer) cast(inside []token) (string, error) {
	at := -1
	depth := 0
	for i, t := range inside {
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth == 0 && t.Is("as"):
			at = i
		}
	}
	if at < 0 {
		return "", k.Unexpected("AS")
	}
	key, err := k.inner(inside[:at])
	return operationKey("cast", key, castType(inside[at+1:])), err
}

// castType writes the type of a cast. A charset that is the connection's own is
// printed and goes without saying.
func castType(tokens []token) string {
	var words []string
	for i := 0; i < len(tokens); i++ {
		word := fold(stringOrName(tokens[i]))
		switch word {
		case "integer":
			continue
		case "charset", "character":
			if word == "character" && i+1 < len(tokens) && tokens[i+1].Is("set") {
				i++
			} else if word == "character" {
				words = append(words, "char")
				continue
			}
			if i++; i < len(tokens) && !strings.HasPrefix(fold(stringOrName(tokens[i])), "utf8") {
				words = append(words, "charset", fold(stringOrName(tokens[i])))
			}
			continue
		}
		words = append(words, word)
	}
	return strings.Join(words, "_")
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
