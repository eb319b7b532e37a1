package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// variables are the variables of a block or loop inside of another one.
type variables struct {
	outer *variables
	vars  map[string]*variable
}

// variable is one, whose value may be known.
type variable struct {
	typ   *parse.TypeName // nil if it takes what it is given
	value value
	known bool
}

// variable returns the variable of that name, or nil.
func (b *block) variable(name string) *variable {
	for s := b.scope; s != nil; s = s.outer {
		if v := s.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

// lookup returns the value of a variable, or of a field of one. size is how
// many parts the name has as it was written.
func (b *block) lookup(names []string, size int) (value, bool) {
	if len(names) != size || size == 0 || size > 2 {
		return nil, false
	}
	v := b.variable(names[0])
	if v == nil || !v.known {
		return nil, false
	}
	if size == 1 {
		_, isRecord := v.value.(record)
		return v.value, !isRecord
	}
	r, isRecord := v.value.(record)
	if !isRecord {
		return nil, false
	}
	return r.field(names[1])
}

// enter begins a scope, leave ends it.
func (b *block) enter() { b.scope = &variables{outer: b.scope, vars: map[string]*variable{}} }

func (b *block) leave() { b.scope = b.scope.outer }

// assign gives a variable a value, or forgets the one it has.
func (b *block) assign(v *variable, to value, known bool) {
	if known && v.typ != nil {
		to, known = b.castIn(to, v.typ)
	}
	v.value, v.known = to, known
}

// declare reads DECLARE … up to BEGIN: name [CONSTANT] type [NOT NULL]
// [{:= | = | DEFAULT} expression];
func (b *block) declare(end int) {
	b.at++
	for b.at < end && b.word(b.at) != "begin" {
		start := b.at
		b.skip(";")
		if b.word(start) == "declare" {
			continue
		}
		if name := b.word(start); name != "" && b.tokens[start].Kind == sqlfile.Word {
			v := &variable{}
			b.declared(v, start+1, b.at-1)
			b.scope.vars[name] = v
		}
	}
}

// declared reads what stands behind the name of a variable.
func (b *block) declared(v *variable, low, high int) {
	if b.word(low) == "constant" {
		low++
	}
	set := low
	for set < high && !b.assigns(set) && b.word(set) != "default" {
		set++
	}
	typeEnd := set
	if b.word(set-1) == "null" && b.word(set-2) == "not" {
		typeEnd -= 2
	}
	if typeEnd <= low || b.word(low) == "alias" || b.word(low+1) == "cursor" {
		return
	}
	text := b.text[b.tokens[low].Start:b.tokens[typeEnd-1].End]
	if b.word(low) == "record" {
		return
	}
	node, err := parse.Expr("NULL::" + text)
	cast := node.GetTypeCast()
	if err != nil || cast == nil || !b.isBuiltinType(cast.TypeName) {
		v.typ = unknownType()
		return
	}
	v.typ, v.known = cast.TypeName, true
	if set < high {
		from := set + 1
		if b.word(set) == ":" {
			from++
		}
		if from < high {
			value, known := b.evalText(b.tokens[from].Start, b.tokens[high-1].End)
			b.assign(v, value, known)
		}
	}
}

// unknownType is a type that no value can be cast to.
func unknownType() *parse.TypeName { return &parse.TypeName{PctType: true} }

// assigns says whether a token is = or the first of :=.
func (b *block) assigns(i int) bool {
	return b.word(i) == "=" || b.word(i) == ":=" || b.word(i) == ":" && b.word(i+1) == "="
}

// assignment applies name := expression; false if the statement is something
// else.
func (b *block) assignment(low, high int) bool {
	v := b.variable(b.word(low))
	if v == nil {
		return false
	}
	if !b.assigns(low + 1) {
		b.forget(low, high) // an element or a field of it
		return true
	}
	from := low + 2
	if b.word(low+1) == ":" {
		from++
	}
	to := high
	if b.word(high-1) == ";" {
		to--
	}
	if from >= to {
		b.assign(v, nil, false)
		return true
	}
	value, known := b.evalText(b.tokens[from].Start, b.tokens[to-1].End)
	b.assign(v, value, known)
	return true
}

// forget gives up the values of the variables that a range names.
func (b *block) forget(low, high int) {
	for i := low; i < min(high, len(b.tokens)); i++ {
		t := b.tokens[i]
		if t.Kind != sqlfile.Word && t.Kind != sqlfile.Quoted {
			continue
		}
		name := b.word(i)
		if name == "" {
			name = unquote(b.text[t.Start:t.End])
		}
		if v := b.variable(name); v != nil {
			v.value, v.known = nil, false
		}
	}
}

// follow looks at what a statement does to variables: it may assign to one, or
// put its result INTO some.
func (b *block) follow(low, high int) {
	if b.assignment(low, high) {
		return
	}
	switch b.word(low) {
	case "get", "fetch", "call", "move", "open":
		b.forget(low, high)
		return
	}
	for i := low; i < high; i++ {
		if b.word(i) != "into" || contains([]string{"insert", "merge"}, b.word(i-1)) {
			continue
		}
		end := i + 1
		for end < high && !contains([]string{"from", "using", ";"}, b.word(end)) {
			end++
		}
		b.forget(i, end)
	}
}

// dots stand between the first and the last number of a loop.
const dots = ".."

// rangeDots returns the offset of .. outside of parentheses, or -1. The lexer
// takes 1..3 for a number.
func (b *block) rangeDots(low, high int) int {
	depth := 0
	for i := low; i < high; i++ {
		t := b.tokens[i]
		switch b.word(i) {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if depth > 0 || t.Kind != sqlfile.Number && t.Kind != sqlfile.Punct {
			continue
		}
		if at := strings.Index(b.text[t.Start:min(t.End+1, len(b.text))], dots); at >= 0 {
			return t.Start + at
		}
	}
	return -1
}
