// Package write writes operations as SQL: what products have in common. A product
// says what it writes in its own way, and what it hasn't.
//
// An applied revision is known by this text, so that what an operation is written
// as must not change.
package write

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Product is what differs between products.
type Product interface {
	render.Quoter
	// Name is the product's, as in messages.
	Name() string
	// Syntax is that of its statements.
	Syntax() sqlfile.Syntax
	// Facts says what it hasn't, and how it writes what all have.
	Facts() Facts
	// Own writes an operation that it writes in its own way; [ErrRest] for all others.
	Own(w Writer, operation op.Operation) ([]script.Statement, error)
	// Column writes the definition of a column behind its name and its type.
	Column(s *Text, c *op.Column)
	// Part writes a clause of an ALTER TABLE that it writes in its own way, and says
	// whether it has.
	Part(s *Text, operation op.Operation) bool
	// Clauses writes what an alteration does to the column in an ALTER TABLE.
	Clauses(w Writer, o op.AlterColumn) ([]string, error)
	// Dropped writes what a DROP of a routine or a trigger has behind the name.
	Dropped(s *Text, o *op.Object)
	// Value writes a value of Go that it writes in its own way; "" for all others.
	Value(w Writer, value any) (string, error)
}

// Facts say how a product writes what all have.
type Facts struct {
	Lacks []Feature
	// DeleteFirst: ON DELETE stands before ON UPDATE.
	DeleteFirst bool
	// BareCalls: a call stands in an index without parentheses around it.
	BareCalls bool
	// InlineComments: comments of columns stand in their definitions, and that of a
	// new table behind it.
	InlineComments bool
	// IndexKinds: FULLTEXT and SPATIAL stand before INDEX, and another method at the
	// end.
	IndexKinds bool
	// Typeless: a column needs no type.
	Typeless bool
}

// Feature is something that not all products have, as messages call it.
type Feature string

// The features.
const (
	Schemas          Feature = "schemas"
	Unlogged         Feature = "unlogged tables"
	Partitions       Feature = "tables with partitions of this kind"
	Storage          Feature = "parameters of storage (With)"
	Identity         Feature = "identity columns: AutoIncrement is what it has"
	AutoIncrement    Feature = "columns that count by AutoIncrement: Identity is what it has"
	OnUpdate         Feature = "columns that an update sets (OnUpdate)"
	Comments         Feature = "comments"
	Include          Feature = "columns that an index only holds (Include)"
	NullsNotDistinct Feature = "NULLS NOT DISTINCT"
	DeferrableKeys   Feature = "deferrable keys"
	Deferrable       Feature = "deferrable constraints"
	NotValid         Feature = "constraints that are checked later (NotValid)"
	NoInherit        Feature = "NO INHERIT"
	Exclusion        Feature = "exclusion constraints"
	Opclass          Feature = "operator classes"
	Collations       Feature = "collations of elements of an index"
	Nulls            Feature = "places of nulls in an index"
	Concurrently     Feature = "indexes that are built concurrently"
	Only             Feature = "ONLY"
	Cascade          Feature = "CASCADE"
	Predicate        Feature = "partial indexes (Where)"
	IndexIfExists    Feature = "IF EXISTS and IF NOT EXISTS for indexes"
	ColumnIfExists   Feature = "IF EXISTS and IF NOT EXISTS for columns"
	IfExists         Feature = "IF EXISTS for constraints"
	Method           Feature = "methods of indexes (Using)"
	Length           Feature = "lengths in an index"
	Place            Feature = "places for new columns (First, After)"
	Keys             Feature = "indexes that are made with their table (Key): make them with CreateIndex"
	UsingIndex       Feature = "constraints that take over an index (UsingIndex)"
	Using            Feature = "expressions for the new values of a column (Using)"
	Enums            Feature = "enumerations"
	Materialized     Feature = "materialized views"
	Routines         Feature = "functions and procedures"
	OrReplace        Feature = "CREATE OR REPLACE for this"
	MatchFull        Feature = "MATCH FULL"
)

// Writer writes operations for a product.
type Writer struct{ Product }

// ErrRest is for what a function doesn't write.
var ErrRest = errors.New("there is no SQL for it")

// Text is a statement that is being written, with the first mistake in it.
type Text struct {
	*render.Writer
	writer Writer
	err    error
}

// SQL begins a statement.
func (w Writer) SQL(keywords render.Keyword) *Text {
	t := &Text{Writer: render.NewWriter(w.Product), writer: w}
	return t.Key(keywords)
}

// Key is render.Writer's, for chains.
func (t *Text) Key(k render.Keyword) *Text {
	t.Writer.Key(k)
	return t
}

// Ident is render.Writer's, for chains.
func (t *Text) Ident(name string) *Text {
	t.Writer.Ident(name)
	return t
}

// Name writes a name with its schema.
func (t *Text) Name(schema, name string) *Text {
	t.Need(Schemas, schema != "")
	t.Writer.Name(model.QName{Schema: schema, Name: name})
	return t
}

// Names writes names with commas between them, in parentheses.
func (t *Text) Names(names []string) *Text {
	t.Writer.Key("(").Idents(names).Key(")")
	return t
}

// Literal is render.Writer's, for chains.
func (t *Text) Literal(value string) *Text {
	t.Writer.Literal(value)
	return t
}

// Given writes keywords under a condition.
func (t *Text) Given(is bool, k render.Keyword) *Text {
	if is {
		t.Key(k)
	}
	return t
}

// Expr writes SQL of the author's between keywords, if there is any.
func (t *Text) Expr(before render.Keyword, text string, after render.Keyword) *Text {
	if text != "" {
		t.Key(before).Writer.Expr(model.Expr{Text: text})
		t.Key(after)
	}
	return t
}

// Need notes that a feature is needed, under a condition. It returns the condition.
func (t *Text) Need(f Feature, is bool) bool {
	if is && slices.Contains(t.writer.Facts().Lacks, f) {
		t.Fail(fmt.Errorf("%s has no %s", t.writer.Name(), f))
	}
	return is
}

// Optional writes keywords that need a feature, under a condition.
func (t *Text) Optional(f Feature, is bool, k render.Keyword) *Text { return t.Given(t.Need(f, is), k) }

// Fail notes a mistake, if it is the first.
func (t *Text) Fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// One ends a statement that is all.
func (t *Text) One() ([]script.Statement, error) {
	if t.err != nil {
		return nil, t.err
	}
	return []script.Statement{{SQL: t.String()}}, nil
}

// Done ends a text that is a part of a statement.
func (t *Text) Done() (string, error) { return t.String(), t.err }

// Operation writes an operation of the package op.
func (w Writer) Operation(operation op.Operation) ([]script.Statement, error) {
	if err := Check(operation); err != nil {
		return nil, err
	}
	for _, write := range []func(op.Operation) ([]script.Statement, error){
		func(o op.Operation) ([]script.Statement, error) { return w.Own(w, o) },
		w.table, w.column, w.constraint, w.index, w.row, w.object,
	} {
		list, err := write(operation)
		if !errors.Is(err, ErrRest) {
			return list, err
		}
	}
	return nil, fmt.Errorf("%s has no such thing", w.Name())
}

// Lists joins the statements of several texts.
func Lists(texts ...*Text) ([]script.Statement, error) {
	var list []script.Statement
	for _, t := range texts {
		one, err := t.One()
		if err != nil {
			return nil, err
		}
		list = append(list, one...)
	}
	return list, nil
}
