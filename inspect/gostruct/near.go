package gostruct

// nearest returns the word that was meant most likely, empty if none is like
// what was written.
func nearest(written string, words []string) string {
	best, found := 2+len(written)/4, ""
	if len(written) > 40 {
		return ""
	}
	for _, w := range words {
		if d := distance(written, w); d < best && d < max(len(w), len(written)) {
			best, found = d, w
		}
	}
	return found
}

// distance counts the letters to add, drop, replace or swap with the next.
func distance(a, b string) int {
	before, row := []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
