package plan

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// writer writes what is common to PostgreSQL's statements.
type writer struct{ *render.Writer }

func write(keywords render.Keyword) writer {
	w := writer{render.NewWriter(Quoter{})}
	w.Key(keywords)
	return w
}

// text returns what was written as a text without a slot.
func (w writer) text() render.Text { return render.Text{Head: w.String()} }

// typ writes a data type.
func (w writer) typ(t model.Type) writer {
	switch {
	case t.Builtin():
		// The canonical name of a built-in type is SQL: it came from the
		// server's own list, never from the user.
		w.Expr(model.Expr{Text: model.Type{Name: t.Name, Modifiers: t.Modifiers}.String()})
	default:
		w.Name(t.QName())
		if t.Modifiers != "" {
			w.Key("(").modifiers(t.Modifiers)
			w.Key(")")
		}
	}
	if t.Array {
		w.Key("[]")
	}
	return w
}

// Key is render.Writer's, for chains.
func (w writer) Key(k render.Keyword) writer {
	w.Writer.Key(k)
	return w
}

// Name is render.Writer's, for chains.
func (w writer) Name(q model.QName) writer {
	w.Writer.Name(q)
	return w
}

// Ident is render.Writer's, for chains.
func (w writer) Ident(name string) writer {
	w.Writer.Ident(name)
	return w
}

// Expr is render.Writer's, for chains.
func (w writer) Expr(e model.Expr) writer {
	w.Writer.Expr(e)
	return w
}

// Literal is render.Writer's, for chains.
func (w writer) Literal(value string) writer {
	w.Writer.Literal(value)
	return w
}

// Int is render.Writer's, for chains.
func (w writer) Int(n int64) writer {
	w.Writer.Int(n)
	return w
}

// add writes what another writer has.
func (w writer) add(o writer) writer {
	w.Writer.Add(o.Writer)
	return w
}

// columns writes a list of names in parentheses.
func (w writer) columns(names []string) writer {
	w.Key("(").Idents(names)
	return w.Key(")")
}

// modifiers writes the modifiers of a type of an extension or a domain: words
// and numbers as they are, all else as a literal.
func (w writer) modifiers(list string) {
	for i, m := range strings.Split(list, ",") {
		if i > 0 {
			w.Key(",")
		}
		m = strings.TrimSpace(m)
		if isNumber(m) || isWord(m) {
			w.Expr(model.Expr{Text: m})
			continue
		}
		if strings.HasPrefix(m, "'") && strings.HasSuffix(m, "'") && len(m) > 1 {
			m = strings.ReplaceAll(m[1:len(m)-1], "''", "'")
		}
		w.Literal(m)
	}
}

// options writes storage parameters in parentheses.
func (w writer) options(list []model.Option) writer {
	w.Key("(")
	for i, o := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.optionName(o.Name)
		w.Key("=").optionValue(o.Value)
	}
	return w.Key(")")
}

// optionNames writes the names of storage parameters in parentheses.
func (w writer) optionNames(list []model.Option) writer {
	w.Key("(")
	for i, o := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.optionName(o.Name)
	}
	return w.Key(")")
}

// optionName writes the name of a parameter, which may have a namespace.
func (w writer) optionName(name string) {
	if space, rest, ok := strings.Cut(name, "."); ok {
		w.Ident(space).Key(".").Ident(rest)
		return
	}
	w.Ident(name)
}

// optionValue writes the value of a parameter: numbers and plain words as they
// are, all else as a literal.
func (w writer) optionValue(value string) {
	if isNumber(value) || (isWord(value) && (!deparse.IsReserved(value) || value == "true" || value == "false" || value == "on")) {
		w.Expr(model.Expr{Text: value})
		return
	}
	w.Literal(value)
}

// isNumber reports whether the text is a number that needs no quotes.
func isNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	return allDigits(whole) && (!point || allDigits(fraction))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isWord reports whether the text is one plain word that the server keeps as it
// is.
func isWord(s string) bool { return deparse.IsPlain(s) }

// operator writes an operator after WITH: a user's own by its qualified name. No
// operator has the beginning of a comment in its name.
func (w writer) operator(q model.QName) error {
	if q.Name == "" || strings.Trim(q.Name, "+-*/<>=~!@#%^&|`?") != "" || strings.Contains(q.Name, "--") || strings.Contains(q.Name, "/*") {
		return fmt.Errorf("%q is not the name of an operator", q.Name)
	}
	if q.Schema == "" {
		w.Expr(model.Expr{Text: q.Name})
		return nil
	}
	w.Key("OPERATOR(").Ident(q.Schema).Key(".").Expr(model.Expr{Text: q.Name}).Key(")")
	return nil
}

// comment returns a COMMENT statement up to IS, for the caller to name the
// object.
func (w writer) isComment(text string) string {
	w.Key(" IS ")
	if text == "" {
		return w.Key("NULL").String()
	}
	return w.Literal(text).String()
}

// parenthesised writes an expression with parentheses around it.
func (w writer) parenthesised(e model.Expr) writer {
	return w.Key("(").Expr(e).Key(")")
}

// multirange returns the name of the multirange type that comes with a range
// type.
func multirange(r model.Range) model.QName {
	if !r.Multirange.IsZero() {
		return r.Multirange
	}
	return model.QName{Schema: r.Schema, Name: naming.Multirange(r.Name)}
}
