// Package typo finds what was meant by a word that isn't known: the suggestions
// of all messages.
package typo

import (
	"cmp"
	"slices"
	"strings"
)

// longest is the length of a text that is no mistyped word any more.
const longest = 200

// Nearest returns the word that was meant most likely, whatever its case: one
// that begins with what was written, or is a few mistakes away; "" if there is
// none.
func Nearest(written string, words []string) string {
	if list := List(written, words, 1); len(list) > 0 {
		return list[0]
	}
	return ""
}

// List returns the words that may have been meant, the likeliest first, and not
// more than most: those that are a mistake further away than the best one, too.
func List(written string, words []string, most int) []string {
	type candidate struct {
		word     string
		distance int
	}
	if written == "" || len(written) > longest {
		return nil
	}
	written = strings.ToLower(written)
	limit := 1 + len(written)/4
	var list []candidate
	for _, word := range words {
		d := Distance(written, strings.ToLower(word), limit)
		if len(written) > 2 && len(word) > len(written) && strings.HasPrefix(strings.ToLower(word), written) {
			d = 1
		}
		if d <= limit && d < len(written) {
			list = append(list, candidate{word, d})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.word, b.word))
	})
	var names []string
	for i := 0; i < len(list) && i < most && list[i].distance <= list[0].distance+1; i++ {
		names = append(names, list[i].word)
	}
	return names
}

// Distance is the number of bytes to add, drop, replace, or swap with the next
// one, to get from a to b (the optimal string alignment distance); any number
// above the limit if it is more than that.
func Distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		least := next[0]
		for j := range len(b) {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
			least = min(least, next[j+1])
		}
		if least > limit {
			return limit + 1
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
