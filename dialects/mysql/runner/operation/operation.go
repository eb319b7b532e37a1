// Package operation writes the operations of revisions in Go as SQL of MySQL and
// MariaDB. An applied revision is known by this text, so that what an operation is
// written as must not change.
//
// A column that is altered must be given its whole definition again. It is read
// when the turn of the operation comes.
package operation

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// Product is MySQL and MariaDB.
type Product struct{ render.Quoter }

var _ write.Product = Product{}

// Name implements [write.Product].
func (Product) Name() string { return "MySQL" }

// Syntax implements [write.Product].
func (Product) Syntax() sqlfile.Syntax { return sqlfile.MySQL() }

// Facts implements [write.Product].
func (Product) Facts() write.Facts {
	return write.Facts{DeleteFirst: true, InlineComments: true, IndexKinds: true, Lacks: []write.Feature{
		write.Unlogged, write.Storage, write.Identity, write.Include, write.NullsNotDistinct, write.DeferrableKeys, write.Deferrable,
		write.NotValid, write.NoInherit, write.Exclusion, write.Opclass, write.Collations, write.Nulls, write.Concurrently, write.Only,
		write.Cascade, write.Predicate, write.UsingIndex, write.Using, write.Enums, write.Materialized, write.MatchFull,
	}}
}

// Column implements [write.Product].
func (Product) Column(s *write.Text, c *op.Column) {
	if c.References != nil {
		s.Fail(fmt.Errorf("column %q: MySQL overlooks a foreign key in a column: give the table an op.ForeignKey", c.Name))
	}
	s.Expr(" COLLATE ", c.Collation, "").Generated(c).Given(c.NotNull, " NOT NULL").Expr(" DEFAULT ", c.Default, "")
	s.Expr(" ON UPDATE ", c.OnUpdate, "").Given(c.AutoIncrement, " AUTO_INCREMENT").Given(c.PrimaryKey, " PRIMARY KEY").Given(c.Unique, " UNIQUE")
	if c.Comment != "" {
		s.Key(" COMMENT ").Literal(c.Comment)
	}
	s.Expr(" CHECK (", c.Check, ")")
}

// Dropped implements [write.Product].
func (Product) Dropped(*write.Text, *op.Object) {}

// Clauses implements [write.Product]: a default that is a constant is all that can
// be altered by itself.
func (Product) Clauses(w write.Writer, o op.AlterColumn) ([]string, error) {
	s := w.SQL("")
	s.Need(write.Using, o.Using != "")
	if _, err := s.Done(); err != nil {
		return nil, fmt.Errorf("%w; change the rows by an operation of their own (op.Execute)", err)
	}
	switch {
	case o.Default != "" && o.DropDefault:
		return nil, errors.New("the default is to be set and dropped")
	case o.Comment != "" && o.DropComment:
		return nil, errors.New("the comment is to be set and dropped")
	case o.Type == "" && o.Collation != "":
		return nil, errors.New("a collation needs the type with it")
	case plain(w, &o):
		text, err := w.SQL("ALTER COLUMN ").Ident(o.Name).Expr(" SET DEFAULT ", o.Default, "").Done()
		return []string{text}, err
	case o.Type == "" && o.NotNull == op.Keep && o.Default+o.Comment == "" && !o.DropDefault && !o.DropComment:
		return nil, errors.New("nothing is to be changed")
	}
	return []string{""}, nil
}

// plain says whether an alteration needs nothing of the column's definition.
func plain(w write.Writer, o *op.AlterColumn) bool {
	return o.Default != "" && w.Constantly(o.Default) && o.Type+o.Comment == "" && o.NotNull == op.Keep && !o.DropComment
}

// Own implements [write.Product].
func (p Product) Own(w write.Writer, operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.AlterColumn:
		if _, err := w.Clauses(w, o); err != nil {
			return nil, err
		}
		if !plain(w, &o) {
			return []script.Statement{op.Deferred(o, true)}, nil
		}
	case op.CommentColumn:
		return []script.Statement{op.Deferred(o, true)}, nil
	case op.AlterTable:
		return p.alterTable(w, &o)
	case op.RedefineColumn:
		return w.AlterOne(o.Schema, o.Table, o)
	case op.CommentTable:
		return w.AlterTable(o.Schema, o.Table).Key("COMMENT = ").Literal(o.Comment).One()
	case op.MoveTable:
		return w.SQL("RENAME TABLE ").Name(o.From, o.Table).Key(" TO ").Name(o.To, o.Table).One()
	case op.RenameConstraint:
		return nil, errors.New("MySQL gives no constraint another name: drop it and add it")
	case op.DropIndex:
		return dropIndex(w, &o)
	case op.RenameIndex:
		if o.Table == "" {
			return nil, errTable
		}
		return w.AlterTable(o.Schema, o.Table).Key("RENAME INDEX ").Ident(o.From).Key(" TO ").Ident(o.To).One()
	case op.CreateSchema:
		return w.SQL("CREATE SCHEMA ").Given(o.IfNotExists, "IF NOT EXISTS ").Ident(o.Name).One()
	case op.DropSchema:
		return w.Drop("DROP SCHEMA ", "", o.Name, o.IfExists, o.Cascade).One()
	case op.BatchedUpdate:
		s := w.Update(&o).Expr("", o.Where, " LIMIT ")
		s.Int(write.Size(&o))
		return write.Repeated(s, &o)
	}
	return nil, write.ErrRest
}

var errTable = errors.New("MySQL finds an index by its table: Table is empty")

func dropIndex(w write.Writer, o *op.DropIndex) ([]script.Statement, error) {
	table := o.Table
	if table == "" && o.Was != nil {
		table = o.Was.Table
	}
	if table == "" {
		return nil, errTable
	}
	s := w.SQL("DROP INDEX ").Optional(write.Concurrently, o.Concurrently, "").Given(o.IfExists, "IF EXISTS ").Ident(o.Name)
	return s.Key(" ON ").Name(o.Schema, table).Optional(write.Cascade, o.Cascade, " CASCADE").One()
}

// alterTable puts off what has a column whose definition must be read.
func (Product) alterTable(w write.Writer, o *op.AlterTable) ([]script.Statement, error) {
	list, err := o.Operations()
	if err != nil {
		return nil, err
	}
	deferred := false
	for _, operation := range list {
		if err := write.Check(operation); err != nil {
			return nil, err
		}
		c, ok := operation.(op.AlterColumn)
		deferred = deferred || ok && !plain(w, &c)
		if _, err := w.Clause(operation); err != nil {
			return nil, err
		}
	}
	if deferred {
		return []script.Statement{op.Deferred(*o, false)}, nil
	}
	return nil, write.ErrRest
}

// Part implements [write.Product].
func (Product) Part(s *write.Text, operation op.Operation) bool {
	switch o := operation.(type) {
	case op.RedefineColumn:
		if o.Name == o.Column.Name {
			s.Key("MODIFY COLUMN ")
		} else {
			s.Key("CHANGE COLUMN ").Ident(o.Name).Key(" ")
		}
		s.Column(&o.Column, o.First, o.After)
		return true
	case op.DropConstraint:
		if o.IfExists {
			return false
		}
		switch o.KindOf() {
		case op.KindPrimaryKey:
			s.Key("DROP PRIMARY KEY")
		case op.KindForeignKey:
			s.Key("DROP FOREIGN KEY ").Ident(o.Name)
		case op.KindUnique:
			s.Key("DROP INDEX ").Ident(o.Name)
		default:
			return false
		}
		return true
	}
	return false
}

// Value implements [write.Product].
func (Product) Value(_ write.Writer, value any) (string, error) {
	switch v := value.(type) {
	case []byte:
		if v != nil {
			return "x'" + hex.EncodeToString(v) + "'", nil
		}
	case time.Time:
		return "'" + v.UTC().Format("2006-01-02 15:04:05.999999") + "'", nil
	case time.Duration:
		return "'" + clock(v) + "'", nil
	}
	return "", nil
}

// clock writes a duration as a value of the type TIME.
func clock(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	seconds := strconv.FormatFloat((d % time.Minute).Seconds(), 'f', -1, 64)
	if d%time.Minute < 10*time.Second {
		seconds = "0" + seconds
	}
	return fmt.Sprintf("%s%02d:%02d:%s", sign, int(d/time.Hour), int(d%time.Hour/time.Minute), seconds)
}
