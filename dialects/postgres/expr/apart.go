package expr

import "slices"

// Apart reports whether two keys, of which any may be provisional, belong to
// expressions that differ whatever their constants mean. Where a constant of
// unsure value stands against another one, or what is cast from such a constant
// against something else, the expressions may be the same.
func Apart(a, b string) bool {
	return apart(splitKey(a), splitKey(b))
}

// keyPart is a node of a key: a word, or what stands in brackets.
type keyPart struct {
	word  string
	parts []keyPart
}

// splitKey reads a key as keyWriter writes it.
func splitKey(key string) keyPart {
	stack := []keyPart{{}}
	word := 0 // where the current word begins
	flush := func(at int) {
		if word < at {
			top := &stack[len(stack)-1]
			top.parts = append(top.parts, keyPart{word: key[word:at]})
		}
		word = at + 1
	}
	for i := 0; i < len(key); i++ {
		switch key[i] {
		case '"':
			for i++; i < len(key) && key[i] != '"'; i++ {
				if key[i] == '\\' {
					i++
				}
			}
		case ' ':
			flush(i)
		case '(':
			flush(i)
			stack = append(stack, keyPart{})
		case ')':
			flush(i)
			if last := len(stack) - 1; last > 0 {
				stack[last-1].parts = append(stack[last-1].parts, stack[last])
				stack = stack[:last]
			}
		}
	}
	flush(len(key))
	return stack[0]
}

func apart(a, b keyPart) bool {
	if a.word != "" || b.word != "" || len(a.parts) != len(b.parts) {
		return (a.word != b.word || a.word == "") && !a.open() && !b.open()
	}
	for i := range a.parts {
		if apart(a.parts[i], b.parts[i]) {
			return !a.open() && !b.open()
		}
	}
	return false
}

// open is a constant whose value isn't known, or a cast of one, which may be a
// constant in another key.
func (p keyPart) open() bool {
	if p.word != "" {
		return p.word[0] == '?'
	}
	if len(p.parts) == 0 {
		return false
	}
	switch p.parts[0].word {
	case "relabel", "inout", "cast", "fit", "domain", "each":
		return slices.ContainsFunc(p.parts[1:], keyPart.open)
	}
	return false
}
