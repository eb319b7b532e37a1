package parse

import (
	"errors"
	"fmt"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v5"
	"github.com/pganalyze/pg_query_go/v5/parser"
	"google.golang.org/protobuf/proto"
)

// Error is a mistake in a text. Offset is where, in bytes from its beginning;
// -1 if that isn't known.
type Error struct {
	Offset int
	Msg    string
}

// Error returns the message.
func (e *Error) Error() string { return e.Msg }

// recursionLimit is above what a tree of [maxDepth] levels needs; protobuf's
// own default is below.
const recursionLimit = 20 * maxDepth

// parse parses a text of any number of statements.
func parse(text string) ([]*pg.RawStmt, *Error) {
	if err := checkSize(text); err != nil {
		return nil, err
	}
	return parseChecked(text)
}

// parseChecked is parse for a text that the parser's C code is sure to survive.
func parseChecked(text string) ([]*pg.RawStmt, *Error) {
	data, err := parser.ParseToProtobuf(text)
	if err != nil {
		return nil, toError(text, err)
	}
	var tree pg.ParseResult
	if err := (proto.UnmarshalOptions{RecursionLimit: recursionLimit}).Unmarshal(data, &tree); err != nil {
		return nil, &Error{Offset: -1, Msg: fmt.Sprintf("decoding the parse tree: %v", err)}
	}
	return tree.Stmts, nil
}

// toError translates the parser's error. Its position counts characters from 1.
func toError(text string, err error) *Error {
	var pe *parser.Error
	if !errors.As(err, &pe) {
		return &Error{Offset: -1, Msg: err.Error()}
	}
	msg := pe.Message
	if isMemoryExhausted(msg) {
		msg = tooDeep
	}
	if pe.Cursorpos <= 0 {
		return &Error{Offset: -1, Msg: msg}
	}
	return &Error{Offset: byteOffset(text, pe.Cursorpos-1), Msg: msg}
}

// byteOffset returns the offset of the n-th character.
func byteOffset(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

// exprPrefix makes a statement of an expression.
const exprPrefix = "SELECT "

// Expr parses one expression. The locations in it are offsets into text plus
// [ExprLocation].
func Expr(text string) (*Node, error) {
	if !utf8.ValidString(text) {
		return nil, &Error{Offset: -1, Msg: "the expression is not UTF-8"}
	}
	stmts, err := parse(exprPrefix + text)
	if err != nil {
		if again, ok := parseJSON(exprPrefix + text); ok {
			stmts, err = again, nil
		}
	}
	if err != nil {
		if err.Offset >= 0 {
			err.Offset = max(0, err.Offset-len(exprPrefix))
		}
		return nil, err
	}
	if len(stmts) == 1 {
		if node := onlyTarget(stmts[0].GetStmt()); node != nil {
			return node, nil
		}
	}
	return nil, &Error{Offset: 0, Msg: "this is not one expression"}
}

// ExprLocation is what the locations in a tree from [Expr] are ahead of the
// offsets into its text.
const ExprLocation = len(exprPrefix)

// Exprs parses many expressions, all at once if they are without mistakes. The
// lists that it returns are as long as texts; a node is nil where there is an
// error. Locations in the trees mean nothing.
func Exprs(texts []string) ([]*Node, []error) {
	nodes := make([]*Node, len(texts))
	errs := make([]error, len(texts))
	const chunk = 200
	for low := 0; low < len(texts); low += chunk {
		high := min(low+chunk, len(texts))
		if exprChunk(texts[low:high], nodes[low:high]) {
			continue
		}
		for i := low; i < high; i++ {
			nodes[i], errs[i] = Expr(texts[i])
		}
	}
	return nodes, errs
}

// exprChunk parses texts as one script and says whether that went well.
func exprChunk(texts []string, nodes []*Node) bool {
	size := 0
	for _, t := range texts {
		size += len(t) + len(exprPrefix) + 2
	}
	script := make([]byte, 0, size)
	starts := make([]int, len(texts))
	for i, t := range texts {
		if !utf8.ValidString(t) {
			return false
		}
		starts[i] = len(script)
		script = append(script, exprPrefix...)
		script = append(script, t...)
		script = append(script, "\n;"...)
	}
	stmts, err := parse(string(script))
	if err != nil || len(stmts) != len(texts) {
		return false
	}
	for i, s := range stmts {
		if int(s.GetStmtLocation()) != starts[i] {
			return false
		}
		if nodes[i] = onlyTarget(s.GetStmt()); nodes[i] == nil {
			return false
		}
	}
	return true
}

// onlyTarget returns the expression of SELECT <expression>, nil if the
// statement is anything else.
func onlyTarget(stmt *Node) *Node {
	s := stmt.GetSelectStmt()
	if s == nil || len(s.TargetList) != 1 || len(s.FromClause) > 0 || s.WhereClause != nil ||
		len(s.GroupClause) > 0 || s.HavingClause != nil || len(s.SortClause) > 0 || s.LimitCount != nil ||
		s.LimitOffset != nil || s.IntoClause != nil || len(s.LockingClause) > 0 || len(s.WindowClause) > 0 ||
		len(s.DistinctClause) > 0 || s.WithClause != nil || s.Op != SetOperation_SETOP_NONE {
		return nil
	}
	target := s.TargetList[0].GetResTarget()
	if target == nil || target.Name != "" {
		return nil
	}
	if ref := target.Val.GetColumnRef(); ref != nil && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
		return nil
	}
	return target.Val
}
