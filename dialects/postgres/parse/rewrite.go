package parse

import (
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// defaultMethod stands in the tree for SET ACCESS METHOD DEFAULT. It is as long
// as the word, and no name that anybody uses.
const defaultMethod = "\"\x01\x02\x03\x04\x05\""

// rewrite replaces the clauses of PostgreSQL 17 and 18 in a statement by what
// the parser knows, byte for byte in place, and says where they were. Without
// such clauses it returns no marks.
func rewrite(text string) (string, []Mark) {
	r := &rewriter{text: text, out: []byte(text), owner: -1}
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			break
		}
		r.tokens = append(r.tokens, t)
	}
	switch {
	case r.statement("create"):
		r.level = 1
	case r.statement("alter"):
		r.level = 0
	case r.is(0, "alter") && r.is(1, "domain"):
		r.domainNotNull()
		return string(r.out), r.marks
	default:
		return text, nil
	}
	r.run()
	return string(r.out), r.marks
}

// rewriter walks over the tokens of CREATE TABLE or ALTER TABLE. Columns and
// constraints are separated by commas at one level of parentheses: 1 in CREATE
// TABLE, 0 in ALTER TABLE.
type rewriter struct {
	text   string
	out    []byte
	tokens []sqlfile.Token
	marks  []Mark

	level   int
	depth   int
	command int
	element int  // index of the first token of the current element
	owner   int  // offset of the constraint that began last, -1 before one
	table   bool // the current element is a table constraint
}

// statement says whether this is CREATE … TABLE or ALTER … TABLE. CREATE SCHEMA
// can hold CREATE TABLE.
func (r *rewriter) statement(verb string) bool {
	if !r.is(0, verb) {
		return false
	}
	for i := 1; i < min(len(r.tokens), 6); i++ {
		if r.is(i, "table") || verb == "create" && r.is(i, "schema") {
			return true
		}
	}
	return false
}

// is says whether the i-th token is a keyword.
func (r *rewriter) is(i int, keyword string) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].Kind == sqlfile.Word &&
		sqlfile.IsWord(r.text[r.tokens[i].Start:r.tokens[i].End], keyword)
}

// are says whether the tokens from the i-th on are these keywords.
func (r *rewriter) are(i int, keywords ...string) bool {
	for k, word := range keywords {
		if !r.is(i+k, word) {
			return false
		}
	}
	return true
}

// punct says whether the i-th token is this character.
func (r *rewriter) punct(i int, c byte) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].Kind == sqlfile.Punct && r.text[r.tokens[i].Start] == c
}

// name says whether the i-th token can be a column's name.
func (r *rewriter) name(i int) bool {
	return i >= 0 && i < len(r.tokens) && (r.tokens[i].Kind == sqlfile.Word || r.tokens[i].Kind == sqlfile.Quoted)
}

func (r *rewriter) run() {
	if r.level == 0 {
		r.begin(0)
	}
	for i := 0; i < len(r.tokens); i++ {
		switch {
		case r.punct(i, '('):
			r.depth++
			if r.depth == r.level {
				r.begin(i + 1)
			}
		case r.punct(i, ')'):
			r.depth--
		case r.punct(i, ',') && r.depth == r.level:
			r.command++
			r.begin(i + 1)
		case r.depth == r.level:
			i = r.clause(i)
		case r.depth == r.level+1:
			r.inList(i)
		}
	}
}

// begin starts an element at a token.
func (r *rewriter) begin(i int) {
	r.element, r.owner, r.table = i, -1, false
}

// clause looks at a token of the level of columns and constraints, and returns
// the index of the last token that it dealt with.
func (r *rewriter) clause(i int) int {
	start := i == r.element || r.is(i-1, "add")
	switch {
	case r.is(i, "constraint") && !r.is(i-1, "alter"):
		r.owner, r.table = r.tokens[i].Start, start
		if r.are(i+2, "not", "null") && r.table && r.name(i+4) {
			return r.tableNotNull(i + 2)
		}
		return i + 1
	case start && r.are(i, "not", "null") && r.name(i+2):
		r.owner, r.table = r.tokens[i].Start, true
		return r.tableNotNull(i)
	case r.is(i, "generated") && !r.is(i-1, "constraint"):
		return r.generated(i)
	case r.are(i, "not", "enforced") && (r.owner >= 0 || r.alterConstraint()):
		return r.cut(NotEnforced, i, 2)
	case r.is(i, "enforced") && !start && (r.owner >= 0 || r.alterConstraint()):
		return r.cut(Enforced, i, 1)
	case r.are(i, "not", "null", "no", "inherit"):
		r.own(i)
		return r.cut(NoInherit, i+2, 2)
	case r.alterConstraint() && r.are(i, "no", "inherit"):
		return r.cut(AlterNoInherit, i, 2)
	case r.alterConstraint() && r.is(i, "inherit") && i > r.element+2:
		return r.cut(AlterInherit, i, 1)
	case r.level == 0 && r.is(i, "set"):
		return r.set(i)
	case r.constraintWord(i):
		r.own(i)
		r.table = r.table || start
	}
	return i
}

// own makes the constraint that begins at a token the current one, unless
// CONSTRAINT <name> stands before it.
func (r *rewriter) own(i int) {
	if !r.is(i-2, "constraint") {
		r.owner = r.tokens[i].Start
	}
}

// constraintWord says whether a constraint begins with the token.
func (r *rewriter) constraintWord(i int) bool {
	return r.is(i, "check") || r.is(i, "foreign") || r.is(i, "references") && !r.table || r.is(i, "unique") ||
		r.is(i, "primary") || r.is(i, "exclude") || r.are(i, "not", "null")
}

// alterConstraint says whether the element is ALTER CONSTRAINT <name> ….
func (r *rewriter) alterConstraint() bool {
	if r.level != 0 {
		return false
	}
	for i := r.element; i < min(r.element+8, len(r.tokens)); i++ {
		if r.are(i, "alter", "constraint") {
			return true
		}
		if r.punct(i, ',') {
			return false
		}
	}
	return false
}

// tableNotNull turns NOT NULL <column> at token i into CHECK (<column>).
func (r *rewriter) tableNotNull(i int) int {
	column := r.tokens[i+2]
	start := r.tokens[i].Start
	text := "CHECK(" + r.text[column.Start:column.End] + ")"
	r.mark(NotNull, i)
	r.put(start, column.End, text)
	return i + 2
}

// domainNotNull turns ALTER DOMAIN d ADD [CONSTRAINT n] NOT NULL into CHECK (1).
func (r *rewriter) domainNotNull() {
	for i := range r.tokens {
		switch {
		case !r.is(i, "add"):
		case r.are(i+1, "not", "null"):
			r.owner = r.tokens[i+1].Start
			r.mark(NotNull, i+1)
			r.put(r.tokens[i+1].Start, r.tokens[i+2].End, "CHECK(1)")
			return
		case r.is(i+1, "constraint") && r.are(i+3, "not", "null"):
			r.owner = r.tokens[i+1].Start
			r.mark(NotNull, i+3)
			r.put(r.tokens[i+3].Start, r.tokens[i+4].End, "CHECK(1)")
			return
		}
	}
}

// generated deals with GENERATED ALWAYS AS (…) and the word behind it.
func (r *rewriter) generated(i int) int {
	r.own(i)
	if !r.are(i, "generated", "always", "as") || !r.punct(i+3, '(') {
		return i
	}
	end := i + 3
	for depth := 0; end < len(r.tokens); end++ {
		if r.punct(end, '(') {
			depth++
		} else if r.punct(end, ')') {
			if depth--; depth == 0 {
				break
			}
		}
	}
	switch {
	case r.is(end+1, "stored"):
		return end + 1
	case r.is(end+1, "virtual"):
		r.mark(VirtualColumn, i)
		r.put(r.tokens[end+1].Start, r.tokens[end+1].End, "STORED")
		return end + 1
	}
	r.mark(VirtualColumn, i)
	r.put(r.tokens[i].Start, r.tokens[i+2].End, "DEFAULT")
	return min(end, len(r.tokens)-1)
}

// set deals with the forms of SET in ALTER TABLE.
func (r *rewriter) set(i int) int {
	switch {
	case r.are(i, "set", "expression", "as"):
		r.mark(SetExpression, i)
		r.put(r.tokens[i+1].Start, r.tokens[i+2].End, "DEFAULT")
		return i + 2
	case r.are(i, "set", "statistics", "default"):
		r.mark(0, i) // means the same as what it becomes
		r.put(r.tokens[i+2].Start, r.tokens[i+2].End, "-1")
		return i + 2
	case r.are(i, "set", "access", "method", "default"):
		r.mark(DefaultAccessMethod, i)
		r.put(r.tokens[i+3].Start, r.tokens[i+3].End, defaultMethod)
		return i + 3
	}
	return i
}

// inList looks at a token between the parentheses of a constraint.
func (r *rewriter) inList(i int) {
	switch {
	case r.are(i, "without", "overlaps") && r.punct(i+2, ')'):
		r.cut(WithoutOverlaps, i, 2)
	case r.is(i, "logged") && r.identityOption(i):
		r.cutOption(LoggedSequence, i)
	case r.is(i, "unlogged") && r.identityOption(i):
		r.cutOption(UnloggedSequence, i)
	case r.is(i, "period") && (r.punct(i-1, ',') || r.punct(i-1, '(')) && r.name(i+1) && r.punct(i+2, ')'):
		r.cut(Period, i, 1)
	}
}

// identityOption says whether the i-th token is an option of the sequence of an
// identity column, and no part of another.
func (r *rewriter) identityOption(i int) bool {
	open := i
	for open >= 0 && !r.punct(open, '(') {
		open--
	}
	return r.are(open-2, "as", "identity") && !r.punct(i-1, '.') && !r.punct(i+1, '.') &&
		!r.is(i-1, "name") && !r.is(i-1, "by")
}

// cutOption removes an option. The parentheses go with the only one.
func (r *rewriter) cutOption(kind MarkKind, i int) {
	r.cut(kind, i, 1)
	if r.punct(i-1, '(') && r.punct(i+1, ')') {
		r.put(r.tokens[i-1].Start, r.tokens[i+1].End, "")
	}
}

// cut removes n tokens from the i-th on and returns the last one's index.
func (r *rewriter) cut(kind MarkKind, i, n int) int {
	r.mark(kind, i)
	r.put(r.tokens[i].Start, r.tokens[i+n-1].End, "")
	return i + n - 1
}

func (r *rewriter) mark(kind MarkKind, i int) {
	r.marks = append(r.marks, Mark{Kind: kind, Offset: r.tokens[i].Start, Owner: r.owner, Command: r.command})
}

// put replaces the text from low to high, which is at least as long, and fills
// the rest with spaces.
func (r *rewriter) put(low, high int, text string) {
	n := copy(r.out[low:high], text)
	fill := r.out[low+n : high]
	copy(fill, slices.Repeat([]byte{' '}, len(fill)))
}
