// Package operation writes the operations of revisions in Go as SQL of SQLite. An
// applied revision is known by this text, so that what an operation is written as
// must not change.
//
// What ALTER TABLE can't do is done by a rebuild of the table, which is planned for
// the definition that is there when the turn of the operation comes.
package operation

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// Product is SQLite.
type Product struct{ render.Quoter }

var _ write.Product = Product{}

// Name implements [write.Product].
func (Product) Name() string { return "SQLite" }

// Syntax implements [write.Product].
func (Product) Syntax() sqlfile.Syntax { return sqlfile.SQLite() }

// Facts implements [write.Product].
func (Product) Facts() write.Facts {
	return write.Facts{DeleteFirst: true, BareCalls: true, Typeless: true, Lacks: []write.Feature{
		write.Unlogged, write.Partitions, write.Storage, write.Identity, write.OnUpdate, write.Comments, write.Include, write.NullsNotDistinct,
		write.DeferrableKeys, write.NotValid, write.NoInherit, write.Exclusion, write.Opclass, write.Nulls, write.Concurrently, write.Only,
		write.Cascade, write.ColumnIfExists, write.IfExists, write.Method, write.Length, write.Keys, write.UsingIndex, write.Using,
		write.Materialized, write.Routines, write.OrReplace,
	}}
}

// Column implements [write.Product].
func (Product) Column(s *write.Text, c *op.Column) {
	s.Given(c.NotNull, " NOT NULL")
	if c.Default != "" {
		s.Default(c.Default)
	}
	s.Collation(c.Collation).Given(c.PrimaryKey, " PRIMARY KEY")
	if c.AutoIncrement {
		s.Key(" AUTOINCREMENT")
		if !c.PrimaryKey {
			s.Fail(fmt.Errorf("column %q: only a primary key counts by AutoIncrement", c.Name))
		}
	}
	s.Given(c.Unique, " UNIQUE").Expr(" CHECK (", c.Check, ")").References(c).Generated(c)
}

// Dropped implements [write.Product].
func (Product) Dropped(*write.Text, *op.Object) {}

// Clauses implements [write.Product]: ALTER TABLE alters no columns.
func (Product) Clauses(w write.Writer, o op.AlterColumn) ([]string, error) {
	s := w.SQL("")
	s.Need(write.Using, o.Using != "")
	s.Need(write.Comments, o.Comment != "" || o.DropComment)
	_, err := s.Done()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w; change the rows by an operation of their own (op.Execute)", err)
	case o.Default != "" && o.DropDefault:
		return nil, errors.New("the default is to be set and dropped")
	case o.Type == "" && o.Collation == "" && o.NotNull == op.Keep && o.Default == "" && !o.DropDefault:
		return nil, errors.New("nothing is to be changed")
	}
	return []string{""}, nil
}

// Part implements [write.Product].
func (Product) Part(*write.Text, op.Operation) bool { return false }

// Own implements [write.Product].
func (Product) Own(w write.Writer, operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.BatchedUpdate:
		s := w.Update(&o).Key("rowid IN (SELECT rowid FROM ").Name(o.Schema, o.Table).Expr(" WHERE ", o.Where, " LIMIT ")
		s.Int(write.Size(&o))
		return write.Repeated(s.Key(")"), &o)
	case op.CommentTable, op.CommentColumn:
		s := w.SQL("")
		s.Need(write.Comments, true)
		return s.One()
	case op.RedefineColumn:
		return nil, errors.New("SQLite gives no column its definition anew: AlterColumn says what changes, RenameColumn gives it another name")
	}
	deferred, err := rebuilds(w, operation)
	if err != nil || !deferred {
		if err == nil {
			err = write.ErrRest
		}
		return nil, err
	}
	return []script.Statement{
		{SQL: "PRAGMA foreign_keys = OFF", NoTransaction: true},
		op.Deferred(operation, false),
		{SQL: "PRAGMA foreign_keys = ON", NoTransaction: true},
	}, nil
}

// rebuilds says whether ALTER TABLE can't do an operation exactly, and finds what
// is wrong with it before it runs.
func rebuilds(w write.Writer, operation op.Operation) (bool, error) {
	var err error
	switch o := operation.(type) {
	case op.AddColumn:
		if addable(w, &o) {
			return false, nil
		}
		_, err = w.SQL("").Definition(&o.Column)
	case op.DropColumn:
		if !o.Cascade && (o.Was == nil || !o.Was.PrimaryKey && !o.Was.Unique) {
			return false, nil
		}
	case op.AlterColumn:
		_, err = w.Clauses(w, o)
	case op.AddConstraint:
		_, err = w.Clause(o)
	case op.DropConstraint:
		if o.Name == "" && o.Was == nil && o.Kind != op.KindPrimaryKey {
			err = errors.New("the constraint has neither a name nor a definition (Was)")
		}
	case op.RenameConstraint, op.RenameIndex:
	case op.AlterTable:
		return alters(w, &o)
	default:
		return false, nil
	}
	return true, err
}

// alters checks the changes of an AlterTable.
func alters(w write.Writer, o *op.AlterTable) (bool, error) {
	s := w.SQL("")
	s.Need(write.Only, o.Only)
	if _, err := s.Done(); err != nil {
		return false, err
	}
	list, err := o.Operations()
	if err != nil {
		return false, err
	}
	for _, operation := range list {
		switch operation.(type) {
		case op.AddColumn, op.DropColumn, op.AlterColumn, op.AddConstraint, op.DropConstraint:
		default:
			return false, fmt.Errorf("SQLite can't do this in AlterTable: %s", op.Text(operation))
		}
		if err := write.Check(operation); err != nil {
			return false, err
		}
		if _, err := rebuilds(w, operation); err != nil {
			return false, err
		}
	}
	return true, nil
}

// addable says whether ALTER TABLE adds a column to a table that has rows
// (lang_altertable.html, section 4).
func addable(w write.Writer, o *op.AddColumn) bool {
	c := &o.Column
	switch {
	case o.First || o.After != "", c.PrimaryKey, c.Unique, c.Generated != "" && !c.Virtual:
		return false
	case c.NotNull && (c.Default == "" || isNull(c.Default)) && c.Generated == "":
		return false
	case c.References != nil && c.Default != "" && !isNull(c.Default):
		return false
	}
	return c.Default == "" || w.Constantly(c.Default)
}

// Value implements [write.Product].
func (Product) Value(_ write.Writer, value any) (string, error) {
	switch v := value.(type) {
	case bool:
		return []string{"0", "1"}[boolIndex(v)], nil
	case []byte:
		if v != nil {
			return "x'" + hex.EncodeToString(v) + "'", nil
		}
	case time.Time:
		return "'" + v.UTC().Format("2006-01-02 15:04:05.999999") + "'", nil
	case time.Duration:
		return "", errors.New("SQLite has no values for a time.Duration: give it as a number")
	case float64:
		switch {
		case math.IsInf(v, 1):
			return "9e999", nil
		case math.IsInf(v, -1):
			return "-9e999", nil
		}
	}
	return "", nil
}

func boolIndex(v bool) int {
	if v {
		return 1
	}
	return 0
}

func isNull(text string) bool { return strings.EqualFold(strings.TrimSpace(text), "null") }
