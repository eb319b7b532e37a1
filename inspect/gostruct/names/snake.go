// Package names makes the names that databases have of those of Go: snake case,
// plurals, and names by convention from templates.
package names

import (
	"strings"
	"unicode"
)

// initialisms are words of Go names whose capitals don't say where a word ends.
// Those that are capitals throughout need not be here.
var initialisms = []string{"IDs", "URLs", "URIs", "IPs", "APIs", "UUIDs", "IPv4", "IPv6", "OAuth", "GraphQL", "PostgreSQL", "MySQL", "SQLite", "GitHub", "GitLab", "YouTube", "LinkedIn"}

// Snake makes snake case of a Go name: UserID is user_id, HTTPServer
// http_server. Further initialisms are kept together, too.
func Snake(goName string, further []string) string {
	var words []string
	runes := []rune(goName)
	for at := 0; at < len(runes); {
		end := at + initialismAt(string(runes[at:]), further)
		if end == at {
			end = wordEnd(runes, at)
		}
		if word := strings.Trim(strings.ToLower(string(runes[at:end])), "_"); word != "" {
			words = append(words, word)
		}
		at = end
	}
	return strings.Join(words, "_")
}

// initialismAt returns how many runes of an initialism a name begins with.
func initialismAt(rest string, further []string) int {
	longest := 0
	for _, list := range [][]string{initialisms, further} {
		for _, word := range list {
			after, ok := strings.CutPrefix(rest, word)
			if ok && !strings.HasPrefix(strings.ToLower(after), after[:min(1, len(after))]) || ok && after == "" || ok && after[0] == '_' {
				longest = max(longest, len([]rune(word)))
			}
		}
	}
	return longest
}

// wordEnd returns where the word ends that begins at a rune: capitals and what
// is small behind them, where the last of several capitals begins the next word.
func wordEnd(runes []rune, at int) int {
	end := at + 1
	if unicode.IsUpper(runes[at]) {
		for end < len(runes) && unicode.IsUpper(runes[end]) {
			end++
		}
		if end-at > 1 && end < len(runes) && unicode.IsLower(runes[end]) {
			return end - 1
		}
	}
	for end < len(runes) && !unicode.IsUpper(runes[end]) && runes[end] != '_' {
		end++
	}
	return end
}

// irregular are words with a plural of their own; empty: there is none.
var irregular = map[string]string{
	"person": "people", "child": "children", "man": "men", "woman": "women", "mouse": "mice", "foot": "feet", "tooth": "teeth",
	"datum": "data", "medium": "media", "criterion": "criteria", "analysis": "analyses", "index": "indexes", "matrix": "matrices",
	"leaf": "leaves", "shelf": "shelves", "half": "halves", "life": "lives", "hero": "heroes", "quiz": "quizzes",
	"data": "", "media": "", "series": "", "species": "", "news": "", "equipment": "", "information": "", "metadata": "", "history": "histories",
	"feedback": "", "staff": "", "money": "", "inventory": "inventories", "people": "", "children": "",
}

// Plural returns the plural of a name in snake case: that of its last word.
func Plural(name string) string {
	cut := strings.LastIndexByte(name, '_') + 1
	head, word := name[:cut], name[cut:]
	many, known := irregular[word]
	switch {
	case known && many == "":
		return name
	case known:
		return head + many
	case word == "":
		return name
	}
	for _, ending := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(word, ending) {
			return name + "es"
		}
	}
	if n := len(word); n > 1 && word[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(word[n-2])) {
		return name[:len(name)-1] + "ies"
	}
	return name + "s"
}
