package render

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Keyword is constant text of a statement: keywords, punctuation, spaces. Only
// an untyped constant converts to it without saying so; never convert text
// that came from a schema.
type Keyword string

// Quoter quotes names and literals for a database product.
type Quoter interface {
	// QuoteIdent returns a name, in quotes if it needs them.
	QuoteIdent(name string) string
	// QuoteLiteral returns a string literal.
	QuoteLiteral(value string) string
}

// Writer writes SQL. Text of a schema enters only through [Writer.Ident],
// [Writer.Name], [Writer.Literal] and [Writer.Expr], everything else is a
// [Keyword].
type Writer struct {
	q Quoter
	b strings.Builder
}

// NewWriter returns an empty writer.
func NewWriter(q Quoter) *Writer { return &Writer{q: q} }

// Key writes constant text as it is.
func (w *Writer) Key(k Keyword) *Writer {
	w.b.WriteString(string(k))
	return w
}

// Ident writes an identifier.
func (w *Writer) Ident(name string) *Writer {
	w.b.WriteString(w.q.QuoteIdent(name))
	return w
}

// Idents writes a list of identifiers with commas.
func (w *Writer) Idents(names []string) *Writer {
	for i, n := range names {
		if i > 0 {
			w.Key(", ")
		}
		w.Ident(n)
	}
	return w
}

// Name writes a qualified name.
func (w *Writer) Name(q model.QName) *Writer {
	if q.Schema != "" {
		w.Ident(q.Schema).Key(".")
	}
	return w.Ident(q.Name)
}

// Literal writes a string literal.
func (w *Writer) Literal(value string) *Writer {
	w.b.WriteString(w.q.QuoteLiteral(value))
	return w
}

// Int writes a number.
func (w *Writer) Int(n int64) *Writer {
	w.b.WriteString(strconv.FormatInt(n, 10))
	return w
}

// Expr writes an expression as it is: it is SQL already.
func (w *Writer) Expr(e model.Expr) *Writer {
	w.b.WriteString(e.Text)
	return w
}

// Add writes what another writer has.
func (w *Writer) Add(o *Writer) *Writer {
	w.b.WriteString(o.String())
	return w
}

// String returns the text so far.
func (w *Writer) String() string { return w.b.String() }

// Len returns the length of the text so far.
func (w *Writer) Len() int { return w.b.Len() }
