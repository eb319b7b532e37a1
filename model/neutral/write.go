package neutral

import (
	"errors"
	"strings"
)

// Spelling is how a dialect writes expressions. The zero value is the neutral
// spelling.
type Spelling struct {
	Dialect string // foreign expressions in these words are written as they are
	Column  func(name string) string
	Literal func(text string) string
	Truth   func(text string) string
	// Operator returns the dialect's name of an operator.
	Operator func(Op) string
	// Own says a part of an expression in the dialect's functions and operators. It
	// returns an error for what has no counterpart there.
	Own func(Expr) (Expr, error)
}

// Spell brings an expression into the dialect's own words and writes it. The error
// is about the first part that has none.
func (s Spelling) Spell(e Expr) (string, error) {
	var failed error
	e = e.Edit(func(e Expr) Expr {
		out, err := s.own(e)
		if err != nil && failed == nil {
			failed = err
		}
		return out
	})
	if failed != nil {
		return "", failed
	}
	return s.Write(e), nil
}

func (s Spelling) own(e Expr) (Expr, error) {
	if e.Op == Foreign && e.Name != s.Dialect {
		return e, errors.New("it has no counterpart")
	}
	return s.Own(e)
}

// String writes the expression in neutral words, in one form: with as few
// parentheses as are safe.
func (e Expr) String() string { return Spelling{}.Write(e) }

// Write writes an expression.
func (s Spelling) Write(e Expr) string {
	w := writer{Spelling: s}
	w.write(e)
	return w.b.String()
}

type writer struct {
	Spelling
	b strings.Builder
}

func (w *writer) put(text string) { w.b.WriteString(text) }

func (w *writer) write(e Expr) {
	switch e.Op {
	case Null:
		w.put("null")
	case Literal:
		w.put(or(w.Literal, quote)(e.Text))
	case Numeral:
		w.put(e.Text)
	case Truth:
		w.put(or(w.Truth, func(s string) string { return s })(e.Text))
	case Column:
		w.put(or(w.Column, columnName)(e.Text))
	case Call:
		w.put(w.function(e.Text))
		w.list("(", ")", e.Args)
	case Cast:
		w.cast(e)
	case Case:
		w.caseOf(e.Args)
	case List:
		w.list("(", ")", e.Args)
	case Array:
		w.list("array[", "]", e.Args)
	case Foreign:
		if e.Name == w.Dialect && w.Dialect != "" {
			w.put(e.Text)
			return
		}
		w.put("{" + e.Name + ": " + strings.ReplaceAll(e.Text, "}", "}}") + "}")
	default:
		w.operation(e)
	}
}

func or(f, otherwise func(string) string) func(string) string {
	if f != nil {
		return f
	}
	return otherwise
}

func (w *writer) list(opening, closing string, list []Expr) {
	w.put(opening)
	for i, a := range list {
		if i > 0 {
			w.put(", ")
		}
		w.write(a)
	}
	w.put(closing)
}

// cast writes the type as a string, since neutral types are several words, but as
// it is in a dialect.
func (w *writer) cast(e Expr) {
	w.put("cast(")
	w.write(e.Args[0])
	if w.Dialect == "" {
		w.put(" as " + quote(e.Text) + ")")
		return
	}
	w.put(" as " + e.Text + ")")
}

func (w *writer) caseOf(args []Expr) {
	w.put("case")
	for ; len(args) > 1; args = args[2:] {
		w.put(" when ")
		w.write(args[0])
		w.put(" then ")
		w.write(args[1])
	}
	if len(args) == 1 {
		w.put(" else ")
		w.write(args[0])
	}
	w.put(" end")
}

func (w *writer) operation(e Expr) {
	name := string(e.Op)
	if w.Operator != nil {
		name = w.Operator(e.Op)
	}
	switch {
	case e.Op == "negative":
		w.put("-")
		w.argument(e.Op, e.Args[0], true)
	case e.Op == "not":
		w.put(name + " ")
		w.argument(e.Op, e.Args[0], false)
	case len(e.Args) == 1:
		w.argument(e.Op, e.Args[0], false)
		w.put(" " + name)
	default:
		for i, a := range e.Args {
			if i > 0 {
				w.put(" " + name + " ")
			}
			w.argument(e.Op, a, i > 0)
		}
	}
}

// argument writes an operand. The databases don't agree about how strong
// comparisons hold each other, and about operators upon values.
func (w *writer) argument(of Op, a Expr, right bool) {
	own, inner := binding(of), binding(a.Op)
	unclear := inner >= 4 && inner <= 6 && own >= 4 && own <= 6 ||
		inner >= 8 && inner <= 11 && own >= 8 && own <= 11 && a.Op != of
	if inner > 0 && (inner < own || unclear || inner == own && right || of == "not") || of == "negative" && a.Op == Numeral {
		w.put("(")
		w.write(a)
		w.put(")")
		return
	}
	w.write(a)
}

func (w *writer) function(name string) string {
	if w.Dialect != "" {
		return name
	}
	if strings.Contains(name, " ") {
		return "[" + name + "]"
	}
	return columnName(name)
}

// columnName quotes a name that isn't a plain word, or that means something else.
func columnName(name string) string {
	for i, c := range name {
		if !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
			return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		}
	}
	if name == "" || isReserved(name) {
		return `"` + name + `"`
	}
	return name
}
