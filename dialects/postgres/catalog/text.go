package catalog

import "strings"

// The functions in this file cut the texts that the server deparses. In these a
// quote inside a quoted text is always doubled and there are neither comments
// nor dollar quotes, so that looking at quotes and parentheses is enough.

// skip returns the place after the character or the quoted text at i.
func skip(s string, i int) int {
	quote := s[i]
	i++
	if quote != '\'' && quote != '"' {
		return i
	}
	for i < len(s) {
		if s[i] != quote {
			i++
			continue
		}
		if i+1 < len(s) && s[i+1] == quote {
			i += 2
			continue
		}
		return i + 1
	}
	return i
}

// closing returns the place of the parenthesis or bracket that closes the one
// at i, or -1.
func closing(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
			if depth == 0 {
				return i
			}
		}
		i = skip(s, i)
	}
	return -1
}

// splitList cuts a list at its commas outside of quotes and parentheses.
func splitList(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var list []string
	start := 0
	for i := 0; i < len(s); {
		switch s[i] {
		case '(', '[':
			if end := closing(s, i); end > i {
				i = end
			}
		case ',':
			list = append(list, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
		i = skip(s, i)
	}
	return append(list, strings.TrimSpace(s[start:]))
}

// stripParens removes the parentheses that enclose a whole expression, in one
// pass however many there are.
func stripParens(s string) string {
	s = strings.TrimSpace(s)
	leading := len(s) - len(strings.TrimLeft(s, "("))
	closings := make([]int, leading) // of the leading parentheses
	depth := 0
	for i := 0; i < len(s); i = skip(s, i) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth < 0 {
				return s
			}
			if depth < leading && closings[depth] == 0 {
				closings[depth] = i
			}
		}
	}
	n := 0
	for n < leading && closings[n] > n && closings[n] == len(s)-1-n {
		n++
	}
	if n > 0 && len(splitList(s[n:len(s)-n])) != 1 {
		n-- // a row, or nothing at all
	}
	return strings.TrimSpace(s[n : len(s)-n])
}

// cutIdentifier takes an identifier from the start of s and returns it
// unquoted, and the rest; ok is false if there is none.
func cutIdentifier(s string) (name, rest string, ok bool) {
	if s == "" {
		return "", s, false
	}
	if s[0] == '"' {
		end := skip(s, 0)
		if end < 3 || s[end-1] != '"' {
			return "", s, false
		}
		return strings.ReplaceAll(s[1:end-1], `""`, `"`), s[end:], true
	}
	end := 0
	for end < len(s) && isWordByte(s[end]) {
		end++
	}
	return s[:end], s[end:], end > 0
}

// isWordByte reports whether an unquoted identifier may contain b. The server
// quotes all names but those of lower-case ASCII letters, digits and underscores.
func isWordByte(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z'
}

// cutQualified takes a name, qualified or not, from the start of s.
func cutQualified(s string) (schema, name, rest string, ok bool) {
	name, rest, ok = cutIdentifier(s)
	if !ok || !strings.HasPrefix(rest, ".") {
		return "", name, rest, ok
	}
	schema = name
	name, rest, ok = cutIdentifier(rest[1:])
	return schema, name, rest, ok
}
