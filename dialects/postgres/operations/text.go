package operations

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// cursor reads the text of a statement, for what operations take as it is.
type cursor struct {
	text   string
	tokens []sqlfile.Token
	at     int
}

func newCursor(text string) *cursor {
	c := &cursor{text: text}
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		c.tokens = append(c.tokens, t)
	}
	return c
}

func (c *cursor) token(i int) string {
	if i < len(c.tokens) {
		return c.text[c.tokens[i].Start:c.tokens[i].End]
	}
	return ""
}

// accept takes words if they come next, all of them or none.
func (c *cursor) accept(words ...string) bool {
	for i, word := range words {
		if !strings.EqualFold(c.token(c.at+i), word) {
			return false
		}
	}
	c.at += len(words)
	return true
}

// name passes a name that may have a schema.
func (c *cursor) name() {
	for c.at++; c.token(c.at) == "."; {
		c.at += 2
	}
}

// rest is what follows.
func (c *cursor) rest() string {
	if c.at >= len(c.tokens) {
		return ""
	}
	return c.slice(c.at, len(c.tokens))
}

func (c *cursor) slice(from, to int) string {
	if from >= to {
		return ""
	}
	return c.text[c.tokens[from].Start:c.tokens[to-1].End]
}

// clauses splits what follows at its commas.
func (c *cursor) clauses() []string {
	var list []string
	depth, first := 0, c.at
	for i := c.at; i < len(c.tokens); i++ {
		switch c.token(i) {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case ",":
			if depth == 0 {
				list = append(list, c.slice(first, i))
				first = i + 1
			}
		}
	}
	return append(list, c.slice(first, len(c.tokens)))
}

// createObject reads what has its definition as a whole.
func createObject(text, schema, name, table string) op.Operation {
	c := newCursor(text)
	c.accept("CREATE")
	o := op.CreateObject{OrReplace: c.accept("OR", "REPLACE"), Object: op.Object{Schema: schema, Name: name, Table: table}}
	switch {
	case c.accept("VIEW"):
		o.Kind = op.View
	case c.accept("MATERIALIZED", "VIEW"):
		o.Kind = op.MaterializedView
	case c.accept("FUNCTION"):
		o.Kind = op.Function
	case c.accept("PROCEDURE"):
		o.Kind = op.Procedure
	case c.accept("TRIGGER"):
		o.Kind = op.Trigger
	default:
		return nil
	}
	c.name()
	o.Definition = c.rest()
	return o
}

// dropRoutine reads the types of the arguments as they are written.
func dropRoutine(text string, kind op.ObjectKind, schema, name string, s *parse.DropStmt) op.Operation {
	c := newCursor(text)
	c.accept("DROP")
	c.at++
	c.accept("IF", "EXISTS")
	c.name()
	arguments := c.clauses()
	if len(arguments) != 1 {
		return nil
	}
	inside := strings.TrimSpace(arguments[0])
	inside, cascade := strings.CutSuffix(inside, "CASCADE")
	inside = strings.TrimSpace(inside)
	if !strings.HasPrefix(inside, "(") || !strings.HasSuffix(inside, ")") {
		return nil
	}
	return op.DropObject{
		Object:   op.Object{Kind: kind, Schema: schema, Name: name, Arguments: inside[1 : len(inside)-1]},
		IfExists: s.GetMissingOk(), Cascade: cascade,
	}
}

// partition reads how a partition is attached or detached.
func partition(text, schema, table string, command *parse.PartitionCmd) op.Operation {
	name := command.GetName()
	c := newCursor(text)
	c.accept("ALTER", "TABLE")
	c.name()
	switch {
	case c.accept("ATTACH", "PARTITION"):
		c.name()
		return op.AttachPartition{Schema: schema, Table: table, PartitionSchema: name.GetSchemaname(), Partition: name.GetRelname(), Bound: c.rest()}
	case c.accept("DETACH", "PARTITION"):
		return op.DetachPartition{Schema: schema, Table: table, PartitionSchema: name.GetSchemaname(), Partition: name.GetRelname()}
	}
	return nil
}
