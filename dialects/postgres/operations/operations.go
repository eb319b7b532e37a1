// Package operations finds the operations of revisions in Go that do what
// statements of PostgreSQL do.
package operations

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Of returns the operation that does what a statement does. What it is written
// as is parsed again and compared with the statement, so that nothing of that is
// lost: where there is no such operation, it is [op.Execute].
func Of(s script.Statement) op.Operation {
	rest := op.Execute{SQL: s.SQL, RowsOnly: s.RowsOnly, NoTransaction: s.NoTransaction}
	if s.Repeat {
		return op.Batched{SQL: s.SQL, Pause: s.Pause}
	}
	tree := single(s.SQL)
	if tree == nil {
		return rest
	}
	operation := find(s.SQL, tree)
	if operation == nil {
		return rest
	}
	written, err := operation.Statements(runner.Dialect{})
	if err != nil || len(written) != 1 || written[0].RowsOnly != s.RowsOnly {
		return rest
	}
	// A statement that is whole or not there may run in a transaction of its own.
	if written[0].NoTransaction != s.NoTransaction && !(runner.Dialect{}).Atomic(s.SQL) {
		return rest
	}
	if again := single(written[0].SQL); again == nil || !parse.Same(tree, again) {
		return rest
	}
	return operation
}

// single parses a text that is one statement, without clauses that the parser
// doesn't know.
func single(text string) *parse.Node {
	list, errs := sqlfile.Split(sqlfile.Source{Text: text}, sqlfile.Postgres())
	if len(errs) > 0 || len(list.Statements) != 1 {
		return nil
	}
	s, err := parse.Single(list, &list.Statements[0])
	if err != nil || len(s.Marks) > 0 {
		return nil
	}
	parse.Walk(s.Node, func(part any) {
		if c, ok := part.(*parse.ColumnDef); ok {
			sortConstraints(c.Constraints)
		}
	})
	return s.Node
}

// sortConstraints sorts those of a column by their kinds: their order means
// nothing, unless one of them is about the one before it.
func sortConstraints(list []*parse.Node) {
	kind := func(n *parse.Node) parse.ConstrType { return n.GetConstraint().GetContype() }
	if slices.ContainsFunc(list, func(n *parse.Node) bool { return kind(n) >= parse.ConstrType_CONSTR_ATTR_DEFERRABLE }) {
		return
	}
	slices.SortStableFunc(list, func(a, b *parse.Node) int { return cmp.Compare(kind(a), kind(b)) })
}

// find reads what it can of a statement: it may be wrong, but not fail.
func find(text string, n *parse.Node) op.Operation {
	switch {
	case n.GetCreateStmt() != nil:
		return createTable(n.GetCreateStmt())
	case n.GetIndexStmt() != nil:
		return createIndex(n.GetIndexStmt())
	case n.GetAlterTableStmt() != nil:
		return alterTable(text, n.GetAlterTableStmt())
	case n.GetRenameStmt() != nil:
		return rename(n.GetRenameStmt())
	case n.GetDropStmt() != nil:
		return drop(text, n.GetDropStmt())
	case n.GetCommentStmt() != nil:
		return comment(n.GetCommentStmt())
	case n.GetCreateSchemaStmt() != nil:
		s := n.GetCreateSchemaStmt()
		return op.CreateSchema{Name: s.GetSchemaname(), IfNotExists: s.GetIfNotExists()}
	case n.GetCreateEnumStmt() != nil:
		s := n.GetCreateEnumStmt()
		schema, name := qualified(s.GetTypeName())
		return op.CreateEnum{Schema: schema, Name: name, Values: texts(s.GetVals())}
	case n.GetAlterEnumStmt() != nil:
		return alterEnum(n.GetAlterEnumStmt())
	case n.GetAlterObjectSchemaStmt() != nil:
		s := n.GetAlterObjectSchemaStmt()
		return op.MoveTable{Table: s.GetRelation().GetRelname(), From: s.GetRelation().GetSchemaname(), To: s.GetNewschema()}
	}
	return object(text, n)
}

// object reads what makes an object with a definition of its own.
func object(text string, n *parse.Node) op.Operation {
	switch {
	case n.GetViewStmt() != nil:
		v := n.GetViewStmt().GetView()
		return createObject(text, v.GetSchemaname(), v.GetRelname(), "")
	case n.GetCreateTableAsStmt() != nil:
		v := n.GetCreateTableAsStmt().GetInto().GetRel()
		return createObject(text, v.GetSchemaname(), v.GetRelname(), "")
	case n.GetCreateFunctionStmt() != nil:
		schema, name := qualified(n.GetCreateFunctionStmt().GetFuncname())
		return createObject(text, schema, name, "")
	case n.GetCreateTrigStmt() != nil:
		s := n.GetCreateTrigStmt()
		return createObject(text, s.GetRelation().GetSchemaname(), s.GetTrigname(), s.GetRelation().GetRelname())
	}
	return nil
}

// texts are the strings of a list.
func texts(list []*parse.Node) []string {
	var names []string
	for _, n := range list {
		names = append(names, n.GetString_().GetSval())
	}
	return names
}

func qualified(list []*parse.Node) (schema, name string) {
	names := texts(list)
	if len(names) > 1 {
		schema = names[len(names)-2]
	}
	if len(names) > 0 {
		name = names[len(names)-1]
	}
	return schema, name
}

// expression writes an expression, "" if it can't be.
func expression(n *parse.Node) string {
	if n == nil {
		return ""
	}
	text, err := deparse.Expr(n)
	if err != nil {
		return ""
	}
	return text
}

func typeName(t *parse.TypeName) string {
	text, err := deparse.Type(t)
	if err != nil {
		return ""
	}
	return text
}

func alterEnum(s *parse.AlterEnumStmt) op.Operation {
	schema, name := qualified(s.GetTypeName())
	if s.GetOldVal() != "" {
		return op.RenameEnumValue{Schema: schema, Name: name, From: s.GetOldVal(), To: s.GetNewVal()}
	}
	o := op.AddEnumValue{Schema: schema, Name: name, Value: s.GetNewVal(), IfNotExists: s.GetSkipIfNewValExists()}
	if s.GetNewValIsAfter() {
		o.After = s.GetNewValNeighbor()
	} else {
		o.Before = s.GetNewValNeighbor()
	}
	return o
}

func rename(s *parse.RenameStmt) op.Operation {
	schema, table := s.GetRelation().GetSchemaname(), s.GetRelation().GetRelname()
	switch s.GetRenameType() {
	case parse.ObjectType_OBJECT_TABLE:
		return op.RenameTable{Schema: schema, From: table, To: s.GetNewname()}
	case parse.ObjectType_OBJECT_INDEX:
		return op.RenameIndex{Schema: schema, From: table, To: s.GetNewname()}
	case parse.ObjectType_OBJECT_COLUMN:
		return op.RenameColumn{Schema: schema, Table: table, From: s.GetSubname(), To: s.GetNewname()}
	case parse.ObjectType_OBJECT_TABCONSTRAINT:
		return op.RenameConstraint{Schema: schema, Table: table, From: s.GetSubname(), To: s.GetNewname()}
	}
	return nil
}

func drop(text string, s *parse.DropStmt) op.Operation {
	if len(s.GetObjects()) != 1 {
		return nil
	}
	object := s.GetObjects()[0]
	names := texts(object.GetList().GetItems())
	if f := object.GetObjectWithArgs(); f != nil {
		names = texts(f.GetObjname())
	}
	if len(names) == 0 {
		names = append(texts(object.GetTypeName().GetNames()), texts([]*parse.Node{object})...)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	if s.GetRemoveType() == parse.ObjectType_OBJECT_TRIGGER && len(names) > 1 && len(names) < 4 {
		return op.DropObject{
			Object: op.Object{
				Kind: op.Trigger, Schema: strings.Join(names[:len(names)-2], ""), Table: names[len(names)-2], Name: names[len(names)-1],
			},
			IfExists: s.GetMissingOk(), Cascade: s.GetBehavior() == parse.DropBehavior_DROP_CASCADE,
		}
	}
	if len(names) == 0 || len(names) > 2 {
		return nil
	}
	schema, name := strings.Join(names[:len(names)-1], ""), names[len(names)-1]
	cascade := s.GetBehavior() == parse.DropBehavior_DROP_CASCADE
	switch s.GetRemoveType() {
	case parse.ObjectType_OBJECT_TABLE:
		return op.DropTable{Schema: schema, Table: name, IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_INDEX:
		return op.DropIndex{Schema: schema, Name: name, Concurrently: s.GetConcurrent(), IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_SCHEMA:
		return op.DropSchema{Name: name, IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_TYPE:
		return op.DropEnum{Schema: schema, Name: name, IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_VIEW:
		return op.DropObject{Object: op.Object{Kind: op.View, Schema: schema, Name: name}, IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_MATVIEW:
		return op.DropObject{Object: op.Object{Kind: op.MaterializedView, Schema: schema, Name: name}, IfExists: s.GetMissingOk(), Cascade: cascade}
	case parse.ObjectType_OBJECT_FUNCTION:
		return dropRoutine(text, op.Function, schema, name, s)
	case parse.ObjectType_OBJECT_PROCEDURE:
		return dropRoutine(text, op.Procedure, schema, name, s)
	}
	return nil
}

func comment(s *parse.CommentStmt) op.Operation {
	names := texts(s.GetObject().GetList().GetItems())
	switch {
	case s.GetObjtype() == parse.ObjectType_OBJECT_TABLE && len(names) > 0 && len(names) < 3:
		return op.CommentTable{Schema: strings.Join(names[:len(names)-1], ""), Table: names[len(names)-1], Comment: s.GetComment()}
	case s.GetObjtype() == parse.ObjectType_OBJECT_COLUMN && len(names) > 1 && len(names) < 4:
		return op.CommentColumn{
			Schema: strings.Join(names[:len(names)-2], ""), Table: names[len(names)-2], Name: names[len(names)-1], Comment: s.GetComment(),
		}
	}
	return nil
}
