package gostruct

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// item is one key of a schema tag: key, or key=value.
type item struct {
	key, value text
	given      bool // there is a value
}

// at is where the item's value stands, or its key.
func (i item) at() sqlfile.Place {
	if i.given && i.value.s != "" {
		return i.value.start()
	}
	return i.key.start()
}

// problem is what is wrong at a place of a tag.
type problem struct {
	at        sqlfile.Place
	msg, hint string
}

// parseItems takes the value of a schema tag apart. Semicolons part its keys;
// what a value is (SQL, a text, a name) says where it ends. Keys that are not
// among the known ones are problems.
func parseItems(tag text, known []key, syntax sqlfile.Syntax) (items []item, problems []problem) {
	fail := func(t text, hint, format string, args ...any) {
		problems = append(problems, problem{t.start(), fmt.Sprintf(format, args...), hint})
	}
	for at := 0; at < len(tag.s); {
		stop := strings.IndexAny(tag.s[at:], "=;")
		if stop < 0 {
			stop = len(tag.s) - at
		}
		name := tag.cut(at, at+stop).trim()
		at += stop
		given := at < len(tag.s) && tag.s[at] == '='
		spec, isKnown := findKey(known, name.s)
		value := tag.cut(at, at)
		if given {
			var wrong string
			value, at, wrong = cutValue(tag, at+1, spec.kind, syntax)
			if wrong != "" {
				hint := ""
				if strings.HasSuffix(wrong, "closed") {
					hint = "a semicolon ends a value unless it stands in quotes"
				}
				fail(value, hint, "the value of %s %s", name.s, wrong)
				isKnown = false
			}
		}
		at++ // the semicolon
		switch {
		case name.s == "" && !given:
		case !isKnown:
			if _, ok := findKey(known, name.s); !ok {
				fail(name, keyHint(name.s, known), "there is no key %q here", name.s)
			}
		case slices.ContainsFunc(items, func(i item) bool { return i.key.s == name.s && spec.once }):
			fail(name, "", "%s is said twice", name.s)
		case given && value.s == "":
			fail(name, "", "%s has no value behind its =", name.s)
		case given && spec.kind == flag:
			fail(value, "", "%s takes no value", name.s)
		case !given && spec.kind != flag && !spec.optional:
			fail(name, spec.name+"="+spec.example, "%s needs a value", name.s)
		default:
			items = append(items, item{name, value, given})
		}
	}
	return items, problems
}

// keyHint says which key was meant, or which there are.
func keyHint(written string, known []key) string {
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = k.name
	}
	lower := strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(written))
	if meant, ok := otherWords[lower]; ok && slices.Contains(words, meant) {
		return "did you mean " + meant + "?"
	}
	if near := nearest(lower, words); near != "" {
		return "did you mean " + near + "?"
	}
	return "keys are " + strings.Join(words, ", ")
}

// cutValue returns the value that begins at an offset, and where it ends. A
// text may stand in single quotes; in SQL, quotes and parentheses keep what is
// in them together.
func cutValue(tag text, at int, kind kind, syntax sqlfile.Syntax) (value text, end int, wrong string) {
	start := at
	for at < len(tag.s) && (tag.s[at] == ' ' || tag.s[at] == '\t') {
		at++
	}
	switch {
	case kind == sql || kind == nameList || kind == name:
		end, wrong = sqlEnd(tag.s, at, syntax)
		return tag.cut(min(at, end), end).trim(), end, wrong
	case at < len(tag.s) && tag.s[at] == '\'':
		return cutQuoted(tag, at)
	}
	end = len(tag.s)
	if i := strings.IndexByte(tag.s[at:], ';'); i >= 0 {
		end = at + i
	}
	return tag.cut(start, end).trim(), end, ""
}

// cutQuoted reads a text in single quotes, in which two of them are one.
func cutQuoted(tag text, at int) (value text, end int, wrong string) {
	value = text{lines: tag.lines}
	var b strings.Builder
	for i := at + 1; i < len(tag.s); i++ {
		if tag.s[i] == '\'' {
			if i+1 == len(tag.s) || tag.s[i+1] != '\'' {
				value.s, value.at = b.String(), append(value.at, tag.at[i])
				end = i + 1
				for end < len(tag.s) && tag.s[end] == ' ' {
					end++
				}
				if end < len(tag.s) && tag.s[end] != ';' {
					return tag.cut(at, at), len(tag.s), "goes on behind its closing quote"
				}
				return value, end, ""
			}
			i++
		}
		b.WriteByte(tag.s[i])
		value.at = append(value.at, tag.at[i])
	}
	return tag.cut(at, at), len(tag.s), "has a quote that isn't closed"
}

// sqlEnd finds the semicolon that ends a piece of SQL. What could reach beyond
// the piece isn't taken: an open quote or parenthesis, a comment.
func sqlEnd(s string, at int, syntax sqlfile.Syntax) (end int, wrong string) {
	lexer := sqlfile.NewLexer(s, syntax)
	lexer.Seek(at)
	var open []byte
	for {
		t := lexer.Next()
		word := s[t.Start:t.End]
		switch {
		case t.Kind == sqlfile.EOF:
			if len(open) > 0 && wrong == "" {
				wrong = fmt.Sprintf("has a %c that isn't closed", open[len(open)-1])
			}
			return len(s), wrong
		case t.Open:
			return len(s), "has a quote that isn't closed"
		case t.Kind == sqlfile.Comment:
			wrong = "has a comment in it"
		case t.Kind == sqlfile.Backslash:
			wrong = "has a backslash outside of quotes"
		case word == ";" && len(open) == 0:
			return t.Start, wrong
		case word == ";":
			wrong = fmt.Sprintf("has a %c that isn't closed", open[len(open)-1])
			return t.Start, wrong
		case word == "(" || word == "[":
			open = append(open, word[0])
		case word == ")" || word == "]":
			if len(open) == 0 || open[len(open)-1] != map[string]byte{")": '(', "]": '['}[word] {
				wrong = "has a " + word + " that nothing opens"
				continue
			}
			open = open[:len(open)-1]
		}
	}
}
