package parse

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

const (
	// maxDepth is how deep a statement may be nested. The parser's C code
	// recurses over the tree on a stack of fixed size and would crash
	// somewhere beyond 20,000 levels.
	maxDepth = 5000
	// maxTokens is how many tokens a statement may have. The tree of one takes
	// some 200 bytes for each.
	maxTokens = 3_000_000

	tooDeep = "the statement is nested too deeply"
)

// checkSize refuses a text that the parser's C code could not survive.
func checkSize(text string) *Error {
	if len(text) < 2*maxDepth {
		return nil // each level takes two bytes at least
	}
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	depth := newDepthCounter()
	for tokens := 0; ; tokens++ {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return nil
		}
		if tokens > maxTokens {
			return &Error{Offset: 0, Msg: fmt.Sprintf("the statement is too large to be parsed: more than %d tokens in %d MB",
				maxTokens, len(text)/1_000_000)}
		}
		if depth.add(t, text[t.Start:t.End]) > maxDepth {
			return &Error{Offset: t.Start, Msg: tooDeep}
		}
	}
}

// depthCounter bounds the depth of the tree from above. Within one pair of
// parentheses, each operator may sit on top of all those before it, up to a
// comma, AND or OR, which stand above them all; each join and each UNION may
// sit on top of the whole query before it.
type depthCounter struct {
	open  []level
	total int
}

type level struct{ operators, queries int }

func newDepthCounter() depthCounter { return depthCounter{open: make([]level, 1, 16)} }

// add counts a token and returns the depth so far.
func (d *depthCounter) add(t sqlfile.Token, text string) int {
	top := &d.open[len(d.open)-1]
	kind := depthKind(t, text)
	switch kind {
	case opens:
		d.open = append(d.open, level{})
		d.total++
	case closes:
		if len(d.open) > 1 {
			d.total -= 1 + top.operators + top.queries
			d.open = d.open[:len(d.open)-1]
		}
	case separates:
		d.total -= top.operators
		top.operators = 0
	case stacks:
		top.operators++
		d.total++
	case joins:
		top.queries++
		d.total++
	case neutral:
	}
	return d.total
}

// tokenDepth is what a token does to the depth of the tree.
type tokenDepth uint8

const (
	neutral tokenDepth = iota
	opens
	closes
	separates
	stacks
	joins
)

func depthKind(t sqlfile.Token, text string) tokenDepth {
	switch t.Kind {
	case sqlfile.Operator:
		return stacks
	case sqlfile.Word:
		if len(text) > 9 {
			return neutral
		}
		switch strings.ToLower(text) {
		case "case":
			return opens
		case "end":
			return closes
		case "and", "or":
			return separates
		case "union", "intersect", "except", "join":
			return joins
		case "not", "is", "isnull", "notnull", "collate", "at", "like", "ilike", "similar", "between", "in",
			"operator", "overlaps", "with", "explain", "create":
			return stacks
		}
	case sqlfile.Punct:
		switch text {
		case "(":
			return opens
		case ")":
			return closes
		case ",", ";":
			return separates
		case ":", "[":
			return stacks
		}
	default:
	}
	return neutral
}

func isMemoryExhausted(msg string) bool { return strings.HasPrefix(msg, "memory exhausted") }
