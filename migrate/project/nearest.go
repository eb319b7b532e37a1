package project

import (
	"slices"
	"strings"
)

// nearest returns the word that was meant most likely: the one that begins with
// what was written, or that is a few mistakes away; empty if there is none.
func nearest(written string, words []string) string {
	best, least := "", 1+len(written)/3
	for _, w := range slices.Sorted(slices.Values(words)) {
		d := distance(strings.ToLower(written), w)
		if len(written) > 2 && strings.HasPrefix(w, strings.ToLower(written)) {
			d = 1
		}
		if d <= least && (best == "" || d < distance(strings.ToLower(written), best)) {
			best, least = w, d
		}
	}
	return best
}

// distance counts the letters to add, drop or replace to get from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
