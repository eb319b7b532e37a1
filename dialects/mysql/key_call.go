package mysql

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// functionNames leads from functions to those that mean the same.
var functionNames = map[string]string{
	"now": "current_timestamp", "localtime": "current_timestamp", "localtimestamp": "current_timestamp",
	"curdate": "current_date", "curtime": "current_time", "substring": "substr", "mid": "substr", "ucase": "upper", "lcase": "lower",
	"character_length": "char_length", "pow": "power", "day": "dayofmonth", "schema": "database", "session_user": "user",
	"system_user": "user", "ceil": "ceiling", "std": "stddev_pop", "stddev": "stddev_pop", "variance": "var_pop", "octet_length": "length",
	"json_merge": "json_merge_preserve", "sha": "sha1", "position": "locate",
}

// aggregates are the functions of the rows of a group.
var aggregates = []string{
	"count", "sum", "avg", "min", "max", "group_concat", "bit_and", "bit_or", "bit_xor", "std", "stddev", "stddev_pop", "stddev_samp",
	"var_pop", "var_samp", "variance", "json_arrayagg", "json_objectagg", "any_value",
}

// cutAt returns what stands before and behind a word that is in no parentheses.
func cutAt(tokens []token, word string) (before, after []token, found bool) {
	depth := 0
	for i, t := range tokens {
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth == 0 && t.Is(word):
			return tokens[:i], tokens[i+1:], true
		}
	}
	return tokens, nil, false
}

// call reads the arguments of a function, and its window.
func (k *keyer) call(name string) (node, error) {
	inside, err := k.Inside()
	if err != nil {
		return node{}, err
	}
	n, err := k.called(name, inside)
	if err != nil && k.block == nil {
		n, err = operation(name, leaf(queryKey(inside))), nil // arguments with words between them
	}
	if err == nil && k.block != nil {
		return k.windowed(n)
	}
	return n, err
}

// called reads the arguments of a function.
func (k *keyer) called(name string, inside []token) (node, error) {
	if slices.Contains(aggregates, name) && k.block != nil {
		return k.aggregate(name, inside)
	}
	switch name {
	case "cast":
		value, kind, found := cutAt(inside, "as")
		if !found {
			return node{}, k.Unexpected("AS")
		}
		n, err := k.inner(value)
		return operation("cast", n, leaf(k.castType(kind))), err
	case "convert":
		if value, charset, found := cutAt(inside, "using"); found {
			n, err := k.inner(value)
			return operation("convert", n, leaf(k.server.Charset(joined(charset)))), err
		}
		if parts := sqltoken.Split(inside); len(parts) == 2 {
			n, err := k.inner(parts[0])
			return operation("cast", n, leaf(k.castType(parts[1]))), err
		}
	case "extract":
		if unit, value, found := cutAt(inside, "from"); found && len(unit) == 1 {
			n, err := k.inner(value)
			return operation(name, leaf(unitOf(unit[0])), n), err
		}
	case "trim":
		return k.trim(inside)
	case "substr", "substring", "mid":
		if value, from, found := cutAt(inside, "from"); found {
			begin, length, limited := cutAt(from, "for")
			parts := [][]token{value, begin}
			if limited {
				parts = append(parts, length)
			}
			return k.functionOf("substr", parts)
		}
	case "position":
		if what, value, found := cutAt(inside, "in"); found {
			return k.functionOf("locate", [][]token{what, value})
		}
	case "char":
		if value, charset, found := cutAt(inside, "using"); found {
			list, err := k.list(value)
			if k.server.IsMariaDB() { // MySQL forgets it
				list = append(list, leaf("using "+k.server.Charset(joined(charset))))
			}
			return operation(name, list...), err
		}
	case "timestampdiff", "timestampadd", "get_format":
		return k.unitFirst(name, inside)
	}
	list, err := k.list(inside)
	if err != nil {
		return node{}, err
	}
	return k.function(name, list), nil
}

func (k *keyer) functionOf(name string, parts [][]token) (node, error) {
	var list []node
	for _, one := range parts {
		n, err := k.inner(one)
		if err != nil {
			return node{}, err
		}
		list = append(list, n)
	}
	return k.function(name, list), nil
}

// unitFirst reads functions whose first argument is a word.
func (k *keyer) unitFirst(name string, inside []token) (node, error) {
	parts := sqltoken.Split(inside)
	if len(parts) < 2 || len(parts[0]) != 1 {
		return node{}, k.Unexpected("a unit")
	}
	list := []node{leaf(unitOf(parts[0][0]))}
	for _, one := range parts[1:] {
		n, err := k.inner(one)
		if err != nil {
			return node{}, err
		}
		list = append(list, n)
	}
	if name == "timestampadd" && len(list) == 3 {
		return operation("+interval", list[2], list[1], list[0]), nil
	}
	return operation(name, list...), nil
}

// trim reads what is cut off, and from which end.
func (k *keyer) trim(inside []token) (node, error) {
	what, value, found := cutAt(inside, "from")
	if !found {
		list, err := k.list(inside)
		return operation("trim", list...), err
	}
	side := "both"
	if len(what) > 0 && (what[0].Is("leading") || what[0].Is("trailing") || what[0].Is("both")) {
		side, what = fold(what[0].Text), what[1:]
	}
	n, err := k.inner(value)
	if err != nil {
		return node{}, err
	}
	if len(what) == 0 {
		return operation(map[string]string{"leading": "ltrim", "trailing": "rtrim", "both": "trim"}[side], n), nil
	}
	cut, err := k.inner(what)
	return operation("trim "+side, cut, n), err
}

// function writes a call: by one name of those that mean the same.
func (k *keyer) function(name string, list []node) node {
	called := name
	if to := functionNames[name]; to != "" && !(name == "session_user" && k.server.MinMariaDB(11, 7, 0)) {
		name = to
	}
	one := len(list) == 1
	two := len(list) == 2
	switch {
	case (name == "current_timestamp" || name == "current_time" || strings.HasPrefix(name, "utc_") || name == "sysdate") && one && list[0].equal(zero):
		return operation(name)
	case name == "if" && len(list) == 3:
		return operation(name, filter(list[0]), list[1], list[2])
	case name == "isnull" && one:
		return is(list[0], "null")
	case name == "mod" && two:
		return operation("%", list...)
	case name == "regexp_like" && two:
		return operation("regexp", list...)
	case name == "instr" && two:
		return operation("locate", list[1], list[0])
	case name == "datediff" && two:
		return operation("-", operation("to_days", list[0]), operation("to_days", list[1]))
	case (called == "bin" || called == "oct") && one:
		return operation("conv", list[0], leaf("#10"), leaf(map[string]string{"bin": "#2", "oct": "#8"}[called]))
	case name == "weekofyear" && one:
		return operation("week", list[0], leaf("#3"))
	case name == "yearweek" && one, name == "week" && one && !k.server.IsMariaDB(), name == "round" && one:
		return operation(name, list[0], zero)
	case (name == "lag" || name == "lead") && one:
		return operation(name, list[0], leaf("#1"))
	case name == "weight_string" && one:
		return operation(name, list[0], zero, zero, leaf("#1"))
	case (name == "date" || name == "time") && one:
		return operation("cast", list[0], leaf(name))
	case name == "timestamp" && one:
		return operation("cast", list[0], leaf("datetime"))
	case name == "date_add" || name == "date_sub" || name == "adddate" || name == "subdate":
		if n, ok := shifted(name, list); ok {
			return n
		}
	}
	return operation(name, list...)
}

// shifted is a time plus or minus an interval.
func shifted(name string, list []node) (node, bool) {
	op := "+interval"
	if strings.Contains(name, "sub") {
		op = "-interval"
	}
	switch {
	case len(list) != 2:
	case list[1].op == "interval" && len(list[1].args) == 2:
		return operation(op, list[0], list[1].args[0], list[1].args[1]), true
	case strings.HasSuffix(name, "date"): // days
		return operation(op, list[0], list[1], leaf("day")), true
	}
	return node{}, false
}

// castType writes the type of a cast. A charset that is the connection's own is
// printed and goes without saying.
func (k *keyer) castType(tokens []token) string {
	var words []string
	charset := ""
	for i := 0; i < len(tokens); i++ {
		word := fold(stringOrName(tokens[i]))
		switch {
		case word == "charset" && i+1 < len(tokens):
			i++
			charset = k.server.Charset(stringOrName(tokens[i]))
		case word == "character" && i+2 < len(tokens) && tokens[i+1].Is("set"):
			i += 2
			charset = k.server.Charset(stringOrName(tokens[i]))
		case word == "character":
			words = append(words, "char")
		case word == "nchar":
			words, charset = append(words, "char"), "utf8mb3"
		case word == "integer", word == "int":
			if len(words) == 0 {
				words = append(words, "signed")
			}
		case word == "precision":
		default:
			words = append(words, word)
		}
	}
	text := strings.Join(words, "")
	switch {
	case charset == "binary" && strings.HasPrefix(text, "char"):
		return "binary" + text[len("char"):]
	case charset != "" && !strings.HasPrefix(charset, "utf8"):
		text += " charset " + charset
	case text == "decimal":
		text = "decimal(10,0)"
	case strings.HasPrefix(text, "decimal(") && !strings.Contains(text, ","):
		text = strings.TrimSuffix(text, ")") + ",0)"
	case text == "real":
		text = "double"
	}
	return text
}

// match reads MATCH … AGAINST (…).
func (k *keyer) match() (node, error) {
	columns := []token{}
	if k.Peek().Text == "(" {
		var err error
		if columns, err = k.Inside(); err != nil {
			return node{}, err
		}
	} else {
		for !k.Done() && !k.Sees("against") {
			columns = append(columns, k.Next())
		}
	}
	list, err := k.list(columns)
	if err != nil {
		return node{}, err
	}
	if err := k.Expect("against"); err != nil {
		return node{}, err
	}
	inside, err := k.Inside()
	if err != nil {
		return node{}, err
	}
	sub := k.within(inside)
	what, err := sub.expression(powerPredicate) // IN is no operator here
	if err != nil {
		return node{}, err
	}
	mode := ""
	for !sub.Done() {
		mode += " " + fold(sub.Next().Text)
	}
	mode = strings.TrimPrefix(mode, " in natural language mode")
	return operation("match", append(list, what, leaf("mode"+mode))...), nil
}

// aggregate reads DISTINCT, the arguments, their order and the separator.
func (k *keyer) aggregate(name string, inside []token) (node, error) {
	to := name
	if as := functionNames[name]; as != "" {
		to = as
	}
	n := node{op: to}
	if len(inside) > 0 && (inside[0].Is("distinct") || inside[0].Is("all")) {
		if inside[0].Is("distinct") && to != "min" && to != "max" {
			n.op += " distinct"
		}
		inside = inside[1:]
	}
	plain := *k // names of values mean nothing here
	plain.name = k.block.column
	k = &plain
	rest, separator, separated := cutAt(inside, "separator")
	rest, limit, limited := cutAt(rest, "limit")
	list, order, ordered := cutAt(rest, "order")
	args, err := k.list(list)
	if err != nil {
		return node{}, err
	}
	if to == "count" && len(args) == 1 && args[0].op == "*" {
		args[0] = zero
	}
	n.args = args
	if ordered {
		if len(order) == 0 || !order[0].Is("by") {
			return node{}, k.Unexpected("BY")
		}
		by, err := k.orderList(order[1:])
		if err != nil {
			return node{}, err
		}
		n.args = append(n.args, by)
	}
	if limited {
		n.args = append(n.args, leaf("limit"+queryKey(limit)))
	}
	if separated && !(len(separator) == 1 && lexeme(separator[0]) == "'1:,") {
		n.args = append(n.args, leaf("separator"+queryKey(separator)))
	}
	return n, nil
}

// orderList reads expressions with their directions.
func (k *keyer) orderList(tokens []token) (node, error) {
	n := node{op: "by"}
	for _, one := range sqltoken.Split(tokens) {
		one, direction := directed(one)
		e, err := k.inner(one)
		if err != nil {
			return node{}, err
		}
		if direction != "" {
			e = operation(direction, e)
		}
		n.args = append(n.args, e)
	}
	return n, nil
}
