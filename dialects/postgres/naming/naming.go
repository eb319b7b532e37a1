// Package naming makes the names that the server chooses for objects that a
// statement leaves unnamed, byte for byte as the server does.
package naming

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the length of the longest name (NAMEDATALEN - 1).
const MaxBytes = 63

// Truncate cuts a name to MaxBytes without cutting a character in two, as the
// server does with every identifier.
func Truncate(name string) string { return clip(name, MaxBytes) }

// clip is pg_mbcliplen for UTF-8.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// Join is makeObjectName of the server's indexcmds.c: name1_name2_label, where
// the longer of the two names is shortened until the whole fits. An empty name2
// or label is left out with its underscore.
func Join(name1, name2, label string) string {
	available := MaxBytes
	if name2 != "" {
		available--
	}
	if label != "" {
		available -= len(label) + 1
	}
	n1, n2 := len(name1), len(name2)
	for n1+n2 > available {
		if n1 > n2 {
			n1--
		} else {
			n2--
		}
	}
	parts := []string{clip(name1, n1)}
	if name2 != "" {
		parts = append(parts, clip(name2, n2))
	}
	if label != "" {
		parts = append(parts, label)
	}
	return strings.Join(parts, "_")
}

// Choose is ChooseRelationName and ChooseConstraintName: the first of Join
// with label, label1, label2 and so on that isn't taken.
func Choose(name1, name2, label string, taken func(name string) bool) string {
	name := Join(name1, name2, label)
	for pass := 1; taken(name); pass++ {
		name = Join(name1, name2, label+strconv.Itoa(pass))
	}
	return name
}

// Multirange is makeMultirangeTypeName: the name of the multirange type that
// comes with a range type.
func Multirange(rangeName string) string {
	before, after, found := strings.Cut(rangeName, "range")
	if found {
		return Truncate(before + "multirange" + after)
	}
	// The server makes room for 11 of the 12 bytes of "_multirange" and its
	// terminator, and then cuts what is too long.
	return Truncate(clip(rangeName, MaxBytes+1-12) + "_multirange")
}
