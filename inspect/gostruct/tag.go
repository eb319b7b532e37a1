package gostruct

import "strings"

// pair is a key of a struct tag with its value.
type pair struct{ key, value text }

// tagPairs takes a struct tag apart, as reflect.StructTag does, which passes
// over what isn't well-formed. bad is where that begins, nil if nowhere.
func tagPairs(tag text) (pairs []pair, bad *text) {
	for at := 0; ; {
		for at < len(tag.s) && tag.s[at] == ' ' {
			at++
		}
		rest := tag.cut(at, len(tag.s))
		if rest.s == "" {
			return pairs, nil
		}
		colon := strings.IndexFunc(rest.s, func(r rune) bool { return r <= ' ' || r == ':' || r == '"' || r == 0x7f })
		if colon <= 0 || !strings.HasPrefix(rest.s[colon:], `:"`) {
			return pairs, &rest
		}
		end := colon + 2
		for end < len(rest.s) && rest.s[end] != '"' {
			if rest.s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(rest.s) {
			return pairs, &rest
		}
		value, ok := rest.cut(colon+1, end+1).unquote()
		if !ok {
			return pairs, &rest
		}
		pairs = append(pairs, pair{rest.cut(0, colon), value})
		at += end + 1
	}
}
