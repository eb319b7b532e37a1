package script

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reserved are the words that name places in the graph.
var reserved = []string{"head", "heads", "base", "current"}

// CheckID says what is wrong with the ID of a revision, or with a label: the
// characters that identifiers are put together with, and the words that name
// places, can't be part of one.
func CheckID(id string) error {
	switch {
	case id == "":
		return fmt.Errorf("an ID has at least one character")
	case !utf8.ValidString(id):
		return fmt.Errorf("the ID %q is not UTF-8", id)
	}
	for _, r := range id {
		switch {
		case strings.ContainsRune("@-+:", r):
			return fmt.Errorf("the ID %q has the character %q, which identifiers are put together with", id, r)
		case strings.ContainsRune(",;'\"`/\\", r):
			return fmt.Errorf("the ID %q has the character %q, which has no place in one", id, r)
		case unicode.IsSpace(r):
			return fmt.Errorf("the ID %q has white space in it", id)
		case !unicode.IsPrint(r):
			return fmt.Errorf("the ID %q has an invisible character", id)
		}
	}
	for _, word := range reserved {
		if strings.EqualFold(id, word) {
			return fmt.Errorf("the ID %q is a word that names a place", id)
		}
	}
	return nil
}
