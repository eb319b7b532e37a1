package script

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
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

// Scheme is a way to make IDs.
type Scheme string

// The schemes, as the configuration calls them.
const (
	// SchemeTime makes IDs of the time in UTC and a random number, which sort by
	// time: 20261120_103000_a1b2c3d4.
	SchemeTime Scheme = "time"
	// SchemeRandom makes IDs of 12 random hexadecimal digits.
	SchemeRandom Scheme = "random"
	// SchemeSequential counts: 0001, 0002. Two people who each make a revision at
	// the same time make the same ID.
	SchemeSequential Scheme = "sequential"
)

// schemes lists the schemes, the default first.
var schemes = []string{string(SchemeTime), string(SchemeRandom), string(SchemeSequential)}

// NewID makes an ID that none of the existing revisions has. The entropy is that
// of crypto/rand outside of tests.
func (s Scheme) NewID(now time.Time, entropy io.Reader, existing []string) (string, error) {
	taken := make(map[string]bool, len(existing))
	for _, id := range existing {
		taken[id] = true
	}
	for range 100 {
		id, err := s.make(now, entropy, existing)
		if err != nil {
			return "", fmt.Errorf("making the ID of a revision: %w", err)
		}
		if !taken[id] {
			return id, nil
		}
	}
	return "", errors.New("making the ID of a revision: the random numbers are always the same")
}

func (s Scheme) make(now time.Time, entropy io.Reader, existing []string) (string, error) {
	var random [6]byte
	switch s {
	case SchemeTime, "":
		if _, err := io.ReadFull(entropy, random[:4]); err != nil {
			return "", err
		}
		return now.UTC().Format("20060102_150405_") + hex.EncodeToString(random[:4]), nil
	case SchemeRandom:
		if _, err := io.ReadFull(entropy, random[:]); err != nil {
			return "", err
		}
		return hex.EncodeToString(random[:]), nil
	case SchemeSequential:
		return nextNumber(existing, 4), nil
	}
	return "", fmt.Errorf("there is no scheme %q, there are %s", string(s), strings.Join(schemes, ", "))
}

// nextNumber returns the number behind the greatest that is among the IDs, as
// wide as the widest and at least of the given width.
func nextNumber(existing []string, width int) string {
	greatest := new(big.Int)
	for _, id := range existing {
		if id == "" || strings.Trim(id, "0123456789") != "" {
			continue
		}
		width = max(width, len(id))
		if number, ok := new(big.Int).SetString(id, 10); ok && number.Cmp(greatest) > 0 {
			greatest = number
		}
	}
	text := greatest.Add(greatest, big.NewInt(1)).String()
	return strings.Repeat("0", max(0, width-len(text))) + text
}
