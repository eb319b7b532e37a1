package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// typ turns what format_type printed into a type.
func (r *reader) typ(text string) (model.Type, error) {
	if t, ok := r.typeTexts[text]; ok {
		return t, nil
	}
	if text == "" || text == "???" || text == "-" {
		return model.Type{}, changed("a type is gone")
	}
	t, ok := parseType(text)
	if !ok {
		return model.Type{}, fmt.Errorf("understanding the type %q", text)
	}
	r.typeTexts[text] = t
	return t, nil
}

// typeList turns several texts of format_type into types.
func (r *reader) typeList(texts []string) ([]model.Type, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	types := make([]model.Type, len(texts))
	for i, text := range texts {
		t, err := r.typ(text)
		if err != nil {
			return nil, err
		}
		types[i] = t
	}
	return types, nil
}

// longNames are the display names of built-in types that have several words.
func longNames() []string {
	return []string{
		"bit varying", "character varying", "double precision",
		"time with time zone", "time without time zone",
		"timestamp with time zone", "timestamp without time zone",
	}
}

// parseType reads the output of format_type under an empty search_path; ok is
// false for any other text.
func parseType(text string) (t model.Type, ok bool) {
	text, t.Array = strings.CutSuffix(text, "[]")
	schema, name, rest, ok := cutQualified(text)
	if !ok {
		return model.Type{}, false
	}
	if schema != "" {
		t.Schema, t.Name = schema, name
		t.Modifiers, rest, ok = cutModifiers(rest)
		return t, ok && rest == ""
	}
	if name == "interval" && text[0] != '"' {
		t.Name, t.Modifiers = name, strings.TrimPrefix(rest, " ")
		return t, isIntervalModifier(t.Modifiers)
	}
	if text[0] == '"' {
		name = text[:len(text)-len(rest)] // "char" and "bit" keep their quotes
	}
	for strings.HasPrefix(rest, " ") { // the words before the modifier
		var word string
		if word, rest, ok = cutIdentifier(rest[1:]); !ok {
			return model.Type{}, false
		}
		name += " " + word
	}
	if t.Modifiers, rest, ok = cutModifiers(rest); !ok {
		return model.Type{}, false
	}
	t.Name = name + rest // timestamp(3) with time zone
	if strings.Contains(t.Name, " ") {
		return t, slices.Contains(longNames(), t.Name)
	}
	return t, rest == ""
}

// cutModifiers takes "(…)" from the start of s, if it is there, and returns
// what stands in it without spaces.
func cutModifiers(s string) (modifiers, rest string, ok bool) {
	if !strings.HasPrefix(s, "(") {
		return "", s, true
	}
	end := closing(s, 0)
	if end < 0 {
		return "", s, false
	}
	var b strings.Builder
	for i := 1; i < end; {
		next := skip(s, i)
		if s[i] != ' ' {
			b.WriteString(s[i:next])
		}
		i = next
	}
	return b.String(), s[end+1:], b.Len() > 0
}

// isIntervalModifier reports whether s is "", "(3)", "day to second" or
// "day to second(3)".
func isIntervalModifier(s string) bool {
	fields, precision, _ := strings.Cut(s, "(")
	if precision != "" && !isNumber(strings.TrimSuffix(precision, ")")) {
		return false
	}
	for _, word := range strings.Fields(fields) {
		if !slices.Contains([]string{"year", "month", "day", "hour", "minute", "second", "to"}, word) {
			return false
		}
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isNullOf reports whether an expression without enclosing parentheses is a
// null constant: NULL, or NULL::type as the server prints a typed one.
func isNullOf(expr string) bool {
	if expr == "NULL" {
		return true
	}
	name, found := strings.CutPrefix(expr, "NULL::")
	if !found {
		return false
	}
	_, ok := parseType(name)
	return ok
}
