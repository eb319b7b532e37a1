package ddl

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// evalCall computes a call of one of the server's functions that blocks make
// names and statements with.
func (b *block) evalCall(call *parse.FuncCall) (value, bool) {
	names := stringsOf(call.Funcname)
	if len(names) == 2 && names[0] == "pg_catalog" {
		names = names[1:]
	}
	if len(names) != 1 || call.AggStar || call.AggDistinct || call.AggFilter != nil || call.Over != nil ||
		call.FuncVariadic || len(call.AggOrder) > 0 || b.routineCovers(names) {
		return nil, false
	}
	name := names[0]
	if name == "make_interval" {
		return b.makeInterval(call.Args)
	}
	args, ok := b.evalAll(call.Args)
	if !ok {
		return nil, false
	}
	switch name {
	case "current_database":
		return currentDatabase, b.naming && len(args) == 0
	case "format":
		return b.format(args)
	case "concat":
		return b.concat(args)
	case "quote_nullable":
		if len(args) == 1 && args[0] == nil {
			return "NULL", true
		}
	}
	for _, arg := range args {
		if arg == nil {
			return nil, isStrict(name)
		}
	}
	switch len(args) {
	case 1:
		return b.evalUnary(name, args[0])
	case 2:
		return evalBinary(name, args[0], args[1])
	case 3:
		return evalTernary(name, args)
	}
	return nil, false
}

// isStrict says whether a function is one of those below that give NULL for
// NULL.
func isStrict(name string) bool {
	switch name {
	case "quote_ident", "quote_literal", "lower", "upper", "length", "char_length", "btrim", "trim", "abs", "chr", "text", "cardinality",
		"mod", "to_char", "array_length", "array_upper", "array_lower", "date_trunc", "date_part", "extract", "left", "right", "repeat",
		"replace", "lpad", "rpad", "substr", "substring":
		return true
	}
	return false
}

// routineCovers says whether the scripts make a function of that name.
func (b *block) routineCovers(names []string) bool { return len(b.routinesBy(names)) > 0 }

// makeInterval computes make_interval(months => 1).
func (b *block) makeInterval(args []*parse.Node) (value, bool) {
	var s span
	for _, arg := range args {
		named := arg.GetNamedArgExpr()
		v, ok := b.eval(named.GetArg())
		n, isInt := v.(int64)
		if named == nil || !ok || !isInt || n < -1e4 || n > 1e4 || !s.add(named.Name, int(n)) {
			return nil, false
		}
	}
	return s, true
}

func (b *block) concat(args []value) (value, bool) {
	var text strings.Builder
	for _, arg := range args {
		if arg == nil {
			continue
		}
		s, ok := b.written(arg)
		if !ok {
			return nil, false
		}
		text.WriteString(s)
	}
	return text.String(), true
}

// format computes format(text, …) with %s, %I, %L and %%, each with a position
// or without.
func (b *block) format(args []value) (value, bool) {
	if len(args) == 0 {
		return nil, false
	}
	pattern, ok := args[0].(string)
	if !ok {
		return nil, args[0] == nil
	}
	var text strings.Builder
	for next := 1; ; next++ {
		literal, rest, found := strings.Cut(pattern, "%")
		text.WriteString(literal)
		if !found {
			return text.String(), true
		}
		if strings.HasPrefix(rest, "%") {
			text.WriteByte('%')
			pattern = rest[1:]
			next--
			continue
		}
		if digits, after, found := strings.Cut(rest, "$"); found && digits != "" && strings.Trim(digits, "0123456789") == "" {
			if next, ok = number(digits); !ok {
				return nil, false
			}
			rest = after
		}
		if rest == "" || next < 1 || next >= len(args) {
			return nil, false
		}
		part, ok := b.formatted(rest[0], args[next])
		if !ok {
			return nil, false
		}
		text.WriteString(part)
		pattern = rest[1:]
	}
}

// formatted is a value as a letter behind % asks for it.
func (b *block) formatted(letter byte, v value) (string, bool) {
	switch {
	case v == nil && letter == 'L':
		return "NULL", true
	case v == nil:
		return "", letter == 's'
	}
	text, ok := b.written(v)
	switch letter {
	case 's':
	case 'I':
		text = deparse.Ident(text)
	case 'L':
		ok = ok && !strings.Contains(text, `\`)
		text = deparse.Literal(text)
	default:
		return "", false
	}
	return text, ok
}

func (b *block) evalUnary(name string, arg value) (value, bool) {
	switch v := arg.(type) {
	case string:
		switch name {
		case "quote_ident":
			return deparse.Ident(v), true
		case "quote_literal", "quote_nullable":
			return deparse.Literal(v), !strings.Contains(v, `\`)
		case "lower":
			return strings.ToLower(v), isASCII(v)
		case "upper":
			return strings.ToUpper(v), isASCII(v)
		case "length", "char_length":
			return int64(utf8.RuneCountInString(v)), true
		case "btrim", "trim":
			return strings.Trim(v, " "), true
		}
	case int64:
		switch name {
		case "abs":
			return max(v, -v), true
		case "chr":
			return string(rune(v)), v > 0 && v < 128
		case "text":
			return b.written(v)
		}
	case array:
		if name == "cardinality" {
			return int64(len(v)), true
		}
	}
	return nil, false
}

func evalBinary(name string, first, second value) (value, bool) {
	switch a := first.(type) {
	case int64:
		if c, isInt := second.(int64); isInt && name == "mod" {
			return calculate(a, "%", c)
		}
		if c, isText := second.(string); isText && name == "to_char" {
			return numberToChar(a, c)
		}
	case moment:
		if c, isText := second.(string); isText && name == "to_char" {
			return momentToChar(a, c)
		}
	case array:
		if dimension, isInt := second.(int64); isInt && dimension == 1 && (name == "array_length" || name == "array_upper") {
			if len(a) == 0 {
				return nil, true
			}
			return int64(len(a)), true
		}
		if dimension, isInt := second.(int64); isInt && dimension == 1 && name == "array_lower" && len(a) > 0 {
			return int64(1), true
		}
	case string:
		switch c := second.(type) {
		case moment:
			switch name {
			case "date_trunc":
				return truncate(strings.ToLower(a), c)
			case "date_part", "extract":
				return extract(strings.ToLower(a), c)
			}
		case int64:
			return cutText(name, a, c)
		}
	}
	return nil, false
}

// cutText computes left, right and repeat.
func cutText(name, text string, n int64) (value, bool) {
	runes := []rune(text)
	switch {
	case n < 0 || n > 1000:
	case name == "left":
		return string(runes[:min(len(runes), int(n))]), true
	case name == "right":
		return string(runes[max(0, len(runes)-int(n)):]), true
	case name == "repeat":
		return strings.Repeat(text, int(n)), len(text) < 1000
	}
	return nil, false
}

func evalTernary(name string, args []value) (value, bool) {
	text, ok := args[0].(string)
	if !ok {
		return nil, false
	}
	fill, isText := args[2].(string)
	switch name {
	case "replace":
		from, ok := args[1].(string)
		if !ok || !isText {
			return nil, false
		}
		if from == "" {
			return text, true
		}
		return strings.ReplaceAll(text, from, fill), true
	case "lpad", "rpad":
		width, ok := args[1].(int64)
		if !ok || !isText || len(fill) != 1 || width < 0 || width > 1000 || !isASCII(text) {
			return nil, false
		}
		if int(width) <= len(text) {
			return text[:width], true
		}
		padding := strings.Repeat(fill, int(width)-len(text))
		if name == "lpad" {
			return padding + text, true
		}
		return text + padding, true
	case "substr", "substring":
		from, ok := args[1].(int64)
		count, okCount := args[2].(int64)
		runes := []rune(text)
		if !ok || !okCount || from < 1 || count < 0 {
			return nil, false
		}
		low := min(int64(len(runes)), from-1)
		return string(runes[low:min(int64(len(runes)), low+count)]), true
	}
	return nil, false
}

// numberToChar computes to_char for patterns of zeros, or of nines, with FM.
func numberToChar(n int64, pattern string) (value, bool) {
	digits, fill := strings.CutPrefix(pattern, "FM")
	if !fill {
		digits, fill = strings.CutPrefix(pattern, "fm")
	}
	text, _ := textOf(n)
	if n < 0 || digits == "" || len(text) > len(digits) || !fill {
		return nil, false
	}
	switch {
	case strings.Trim(digits, "0") == "" || digits[0] == '0' && strings.Trim(digits[1:], "9") == "":
		return strings.Repeat("0", len(digits)-len(text)) + text, true
	case strings.Trim(digits, "9") == "":
		return text, true
	}
	return nil, false
}

// momentToChar computes to_char for the common fields of dates, between signs
// and text in quotes.
func momentToChar(m moment, pattern string) (value, bool) {
	if m.Year() < 1000 || m.Year() > 9999 {
		return nil, false
	}
	isoYear, isoWeek := m.ISOWeek()
	pad := func(n, width int) string {
		text, _ := textOf(int64(n))
		return strings.Repeat("0", max(0, width-len(text))) + text
	}
	fields := []struct{ name, text string }{
		{"YYYY", pad(m.Year(), 4)},
		{"IYYY", pad(isoYear, 4)},
		{"HH24", pad(m.Hour(), 2)},
		{"YY", pad(m.Year()%100, 2)},
		{"MM", pad(int(m.Month()), 2)},
		{"DD", pad(m.Day(), 2)},
		{"MI", pad(m.Minute(), 2)},
		{"SS", pad(m.Second(), 2)},
		{"IW", pad(isoWeek, 2)},
		{"Q", pad((int(m.Month())-1)/3+1, 1)},
	}
	var text strings.Builder
next:
	for rest := pattern; rest != ""; {
		if inner, quoted := strings.CutPrefix(rest, `"`); quoted {
			literal, after, closed := strings.Cut(inner, `"`)
			if !closed || strings.Contains(literal, `\`) {
				return nil, false
			}
			text.WriteString(literal)
			rest = after
			continue
		}
		for _, f := range fields {
			after, ok := strings.CutPrefix(rest, f.name)
			if !ok {
				after, ok = strings.CutPrefix(rest, strings.ToLower(f.name))
			}
			if !ok {
				continue
			}
			if f.name != "Q" && startsAlike(f.name, after) {
				return nil, false // a longer field, such as DDD
			}
			text.WriteString(f.text)
			rest = after
			continue next
		}
		if !strings.ContainsRune("_-/.,:; 0123456789", rune(rest[0])) {
			return nil, false
		}
		text.WriteByte(rest[0])
		rest = rest[1:]
	}
	return text.String(), true
}

// startsAlike says whether a text begins with the last letter of a field.
func startsAlike(field, text string) bool {
	return text != "" && strings.EqualFold(text[:1], field[len(field)-1:])
}

// truncate computes date_trunc.
func truncate(unit string, m moment) (value, bool) {
	year, month, day := m.Date()
	kind := m.kind
	if kind == dateKind {
		kind = zonedKind // there is no date_trunc for dates
	}
	switch unit {
	case "year":
		month, day = 1, 1
	case "quarter":
		month, day = (month-1)/3*3+1, 1
	case "month":
		day = 1
	case "week":
		day -= (int(m.Weekday()) + 6) % 7
	case "day":
	default:
		return nil, false
	}
	return moment{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), kind}, true
}

// extract computes the parts of a date that are integers.
func extract(unit string, m moment) (value, bool) {
	switch unit {
	case "year":
		return whole(m.Year()), true
	case "month":
		return whole(m.Month()), true
	case "day":
		return whole(m.Day()), true
	case "quarter":
		return whole(m.Month()-1)/3 + 1, true
	}
	return nil, false
}
