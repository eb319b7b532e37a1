package ddl

import (
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// maxRounds limits how often a loop runs.
const maxRounds = 10000

// leaving is an EXIT or CONTINUE on its way to its loop or block.
type leaving struct {
	word, label string
}

// turn begins a round of a loop: it sets the loop's variables. more says
// whether there is one, known whether that is known.
type turn func(round int) (more, known bool)

// loop applies a loop if it is known over what it runs, and what it does is of
// interest. Else there must be no DDL in it.
func (b *block) loop(label string) {
	start := b.at
	head := b.next(start, len(b.tokens), "loop")
	end := b.closing(head)
	nothing := b.word(start) == "for" && b.assuming(start, end, b.loopsOverNothing)
	if !nothing && !b.runLoop(start, head, end, label) {
		b.uncertain(start, end)
		b.forget(start, end)
	}
	b.at = end
	b.skip(";")
}

// runLoop applies the rounds of a loop, as long as it is known whether there is
// another one.
func (b *block) runLoop(start, head, end int, label string) bool {
	makes := b.first(head, end, b.changes) >= 0 || b.calls(head, end)
	if !makes && b.first(head, end, b.jumps) >= 0 {
		return false
	}
	b.enter()
	defer b.leave()
	next := b.turns(start, head)
	if next == nil {
		return false
	}
	for round := 0; ; round++ {
		more, known := next(round)
		switch {
		case !known:
			return false
		case !more:
			return true
		case round == maxRounds:
			b.failAtToken(start, "this loop has too many rounds")
		}
		b.at = head + 1
		b.statements(end)
		if b.returned {
			return true
		}
		if l := b.leaving; l != nil {
			own := l.label == "" || l.label == label
			if own {
				b.leaving = nil
			}
			if !own || l.word == "exit" {
				return true
			}
		}
	}
}

// jumps says whether a statement leaves a loop.
func (b *block) jumps(i int) bool {
	return contains([]string{"exit", "continue", "return"}, b.word(i))
}

// turns returns what sets the variables of a loop that is written between two
// tokens; nil if that isn't known.
func (b *block) turns(start, head int) turn {
	in := b.next(start+1, head, "in")
	switch b.word(start) {
	case "loop":
		return func(int) (more, known bool) { return true, true }
	case "while":
		return func(int) (more, known bool) {
			v, ok := b.evalText(b.tokens[start].End, b.tokens[head].Start)
			more, isBool := v.(bool)
			return more, ok && (isBool || v == nil)
		}
	case "foreach":
		return b.elements(start, in, head)
	case "for":
		if in >= head || head >= len(b.tokens) || b.word(in+1) == "execute" {
			return nil
		}
		if at := b.rangeDots(in+1, head); at >= 0 {
			return b.numbers(start, in, at, head)
		}
		return b.overRows(start, in, head)
	}
	return nil
}

// elements is FOREACH name IN ARRAY expression.
func (b *block) elements(start, in, head int) turn {
	v := b.variable(b.word(start + 1))
	if in != start+2 || b.word(in+1) != "array" || v == nil || head >= len(b.tokens) {
		return nil
	}
	value, ok := b.evalText(b.tokens[in+1].End, b.tokens[head].Start)
	list, isArray := value.(array)
	if !ok || !isArray {
		return nil
	}
	return func(round int) (more, known bool) {
		if round == len(list) {
			return false, true
		}
		b.assign(v, list[round], true)
		return true, true
	}
}

// numbers is FOR name IN [REVERSE] low .. high [BY step], with the dots at an
// offset of the block.
func (b *block) numbers(start, in, at, head int) turn {
	name := b.word(start + 1)
	first, reverse := in+1, b.word(in+1) == "reverse"
	if reverse {
		first++
	}
	by := b.next(first, head, "by")
	if in != start+2 || name == "" || b.tokens[start+1].Kind != sqlfile.Word {
		return nil
	}
	low, ok := b.integer(b.tokens[first].Start, at)
	high, okHigh := b.integer(at+len(dots), b.tokens[by].Start)
	step := int64(1)
	okStep := true
	if by < head {
		step, okStep = b.integer(b.tokens[by].End, b.tokens[head].Start)
	}
	if !ok || !okHigh || !okStep || step <= 0 {
		return nil
	}
	if reverse {
		step = -step
	}
	v := &variable{}
	b.scope.vars[name] = v
	return func(round int) (more, known bool) {
		n := low + int64(round)*step
		if reverse && n < high || !reverse && n > high {
			return false, true
		}
		b.assign(v, n, true)
		return true, true
	}
}

// integer computes an integer between two offsets of the block.
func (b *block) integer(low, high int) (int64, bool) {
	v, ok := b.evalText(low, high)
	n, isInt := v.(int64)
	return n, ok && isInt
}

// overRows is FOR name [, …] IN query.
func (b *block) overRows(start, in, head int) turn {
	var targets []*variable
	for i := start + 1; i < in; i += 2 {
		v := b.variable(b.word(i))
		if v == nil || i+1 < in && b.word(i+1) != "," {
			return nil
		}
		targets = append(targets, v)
	}
	text := b.text[b.tokens[in].End:b.tokens[head].Start]
	if head == in+2 {
		text = b.cursor(b.word(in + 1))
	}
	query := b.query(text)
	if query == nil || len(targets) == 0 {
		return nil
	}
	rows, ok := b.rows(query, 0)
	if !ok {
		return nil
	}
	return func(round int) (more, known bool) {
		if round == len(rows) {
			return false, true
		}
		row := rows[round]
		switch {
		case len(targets) == 1 && targets[0].typ == nil:
			b.assign(targets[0], row, true)
		case len(targets) != len(row.values):
			return false, false
		default:
			for i, v := range targets {
				b.assign(v, row.values[i], true)
			}
		}
		return true, true
	}
}

// jump applies EXIT or CONTINUE [label] [WHEN condition].
func (b *block) jump() {
	i := b.at
	l := &leaving{word: b.word(i)}
	b.skip(";")
	i++
	if w := b.word(i); w != "when" && w != ";" {
		l.label = w
		i++
	}
	if b.word(i) == "when" {
		v, ok := b.evalText(b.tokens[i].End, b.tokens[b.at-1].Start)
		truth, isBool := v.(bool)
		switch {
		case !ok || v != nil && !isBool:
			b.doubtful = true
			return
		case !truth:
			return
		}
	}
	b.leaving = l
}

// label reads <<name>> and what it is the name of.
func (b *block) label() {
	name := b.word(b.at + 1)
	for b.at < len(b.tokens) && b.word(b.at) != ">>" {
		b.at++
	}
	b.at++
	switch b.word(b.at) {
	case "for", "while", "loop", "foreach":
		b.loop(name)
	case "declare", "begin":
		b.nested()
		if b.leaving != nil && b.leaving.label == name {
			b.leaving = nil
		}
	}
}
