package laws

import (
	"context"
	"slices"
	"strings"
	"unicode"
)

// Reduce takes statements out of a case for as long as it fails in the same
// way, and then elements out of the statements' lists. Tries bounds the work.
func Reduce(ctx context.Context, script Script, failure error, tries int, law func(context.Context, Script) error) Script {
	r := reducer{tries: tries, fails: func(statements []string) bool {
		return same(law(ctx, script.with(statements)), failure)
	}}
	return script.with(r.all(script.Statements))
}

// ReducePair does the same with both sides of a pair.
func ReducePair(ctx context.Context, p Pair, failure error, tries int, law func(context.Context, Pair) error) Pair {
	p = reduceBoth(ctx, p, failure, tries, law)
	for range 2 {
		a := reducer{tries: tries, fails: func(statements []string) bool {
			try := p
			try.A = p.A.with(statements)
			return same(law(ctx, try), failure)
		}}
		p.A = p.A.with(a.all(p.A.Statements))
		b := reducer{tries: tries, fails: func(statements []string) bool {
			try := p
			try.B = p.B.with(statements)
			return same(law(ctx, try), failure)
		}}
		p.B = p.B.with(b.all(p.B.Statements))
	}
	return p
}

// reduceBoth takes out statements that both sides have, from both.
func reduceBoth(ctx context.Context, p Pair, failure error, tries int, law func(context.Context, Pair) error) Pair {
	for i := len(p.A.Statements) - 1; i >= 0 && tries > 0; i-- {
		j := slices.IndexFunc(p.B.Statements, func(s string) bool { return plain(s) == plain(p.A.Statements[i]) })
		if j < 0 {
			continue
		}
		try := p
		try.A = p.A.with(slices.Delete(slices.Clone(p.A.Statements), i, i+1))
		try.B = p.B.with(slices.Delete(slices.Clone(p.B.Statements), j, j+1))
		if tries--; same(law(ctx, try), failure) {
			p = try
		}
	}
	return p
}

// plain is a statement without what spellings differ in.
func plain(statement string) string {
	return strings.Map(func(c rune) rune {
		if c == '"' || c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			return -1
		}
		return unicode.ToLower(c)
	}, statement)
}

type reducer struct {
	tries int
	fails func([]string) bool
}

func (r *reducer) try(statements []string) bool {
	if r.tries <= 0 {
		return false
	}
	r.tries--
	return r.fails(statements)
}

func (r *reducer) all(statements []string) []string {
	statements = r.statements(statements)
	for i := range statements {
		statements = r.elements(r.onOneLine(statements, i), i)
	}
	return r.statements(statements)
}

// statements removes ever smaller runs of statements.
func (r *reducer) statements(list []string) []string {
	for size := max(1, len(list)/2); ; size /= 2 {
		for end := len(list); end > 0; {
			begin := max(0, end-size)
			shorter := append(append([]string(nil), list[:begin]...), list[end:]...)
			if r.try(shorter) {
				list = shorter
			}
			end = begin
		}
		if size == 1 {
			return list
		}
	}
}

// onOneLine writes a statement without needless white space.
func (r *reducer) onOneLine(list []string, i int) []string {
	line := strings.Join(strings.Fields(list[i]), " ")
	if line == list[i] {
		return list
	}
	tidy := append([]string(nil), list...)
	tidy[i] = line
	if r.try(tidy) {
		return tidy
	}
	return list
}

// elements removes elements of the parenthesized lists of one statement, and
// actions of an ALTER TABLE.
func (r *reducer) elements(list []string, i int) []string {
	for at := 0; ; at++ {
		pieces := cutElements(list[i])
		if at >= len(pieces) {
			return list
		}
		shorter := append([]string(nil), list...)
		shorter[i] = without(list[i], pieces[at])
		if r.try(shorter) {
			list = shorter
			at--
		}
	}
}

// piece is a part of a statement that may be left out.
type piece struct{ begin, end int }

func without(text string, p piece) string { return text[:p.begin] + text[p.end:] }

// cutElements finds the elements of comma lists, each with one of its commas.
func cutElements(text string) []piece {
	var pieces []piece
	type open struct{ start, comma int }
	stack := []open{{0, -1}}
	inQuote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		top := &stack[len(stack)-1]
		switch {
		case inQuote != 0:
			if c == inQuote {
				inQuote = 0
			}
		case c == '\'' || c == '"':
			inQuote = c
		case c == '(':
			stack = append(stack, open{i + 1, -1})
		case c == ')' && len(stack) > 1:
			if top.comma >= 0 {
				pieces = append(pieces, piece{top.comma, i})
			}
			stack = stack[:len(stack)-1]
		case c == ',':
			pieces = append(pieces, piece{top.start, i + 1})
			top.start, top.comma = i+1, i
		}
	}
	if last := stack[0]; last.comma >= 0 {
		pieces = append(pieces, piece{last.comma, len(text)})
	}
	return pieces
}
