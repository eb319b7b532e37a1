package script

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
)

// Sum computes the checksum of what the script would run: of its statements and
// whether they run in a transaction and are repeated, in their order. The ends
// of lines count as alike.
func (s *Script) Sum() string {
	h := sha256.New()
	for _, direction := range []struct {
		name    string
		section *Section
	}{{markUp, &s.Up}, {markDown, &s.Down}} {
		if direction.section.Missing {
			continue
		}
		put(h, direction.name)
		for i := range direction.section.Statements {
			stmt := &direction.section.Statements[i]
			m := marks{
				noTransaction:  stmt.NoTransaction || direction.section.NoTransaction,
				newTransaction: stmt.NewTransaction, repeat: stmt.Repeat,
			}
			put(h, m.String())
			put(h, stmt.SQL)
			put(h, stmt.Data)
			if stmt.Code != "" {
				put(h, stmt.Code)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// put adds a text, so that no other texts add up to the same. The ends of lines
// are alike, because tools that keep files change them.
func put(h hash.Hash, text string) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	h.Write([]byte(strconv.Itoa(len(text)) + ":" + text + "\n"))
}
