package script

import (
	"fmt"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/internal/typo"
)

// marks are what the comments for this program say about a statement, or about
// a section.
type marks struct {
	section        string // up, down, or empty
	noTransaction  bool
	newTransaction bool
	rowsOnly       bool
	repeat         bool
	pause          time.Duration
	irreversible   string
	offset         int // of the first, for errors
	set            bool
}

// Words of marks.
const (
	markUp             = "up"
	markDown           = "down"
	markNoTransaction  = "no transaction"
	markNewTransaction = "new transaction"
	markRowsOnly       = "rows only"
	markRepeat         = "repeat"
	markPause          = "pause"
	markIrreversible   = "irreversible"
)

// markWords lists them for suggestions.
var markWords = []string{markUp, markDown, markNoTransaction, markNewTransaction, markRowsOnly, markRepeat, markPause, markIrreversible}

// spellings are the other words for the same.
var spellings = map[string]string{
	"upgrade": markUp, "downgrade": markDown,
	"notransaction": markNoTransaction, "no transactions": markNoTransaction, "without transaction": markNoTransaction,
	"without a transaction": markNoTransaction, "outside transaction": markNoTransaction, "outside a transaction": markNoTransaction,
	"newtransaction": markNewTransaction, "in a new transaction": markNewTransaction,
	"only rows": markRowsOnly, "rowsonly": markRowsOnly,
	"repeated": markRepeat, "not reversible": markIrreversible,
}

// noReason stands where a reason is missing.
const noReason = "it can't be taken back"

// readMark reads one comment for this program. Its parts have commas between
// them; a reason goes on to the end.
func readMark(text string, m *marks) (msg, hint string) {
	for rest := text; ; {
		part, more, comma := strings.Cut(rest, ",")
		word, value := cutWord(part)
		if word == markIrreversible {
			_, value = cutWord(rest)
			if m.irreversible = OneLine(value); m.irreversible == "" {
				m.irreversible = noReason
			}
			return "", ""
		}
		if msg, hint := m.part(word, value, strings.TrimSpace(part)); msg != "" {
			return msg, hint
		}
		if !comma {
			return "", ""
		}
		rest = more
	}
}

// part reads a part of a mark that is no reason.
func (m *marks) part(word, value, written string) (msg, hint string) {
	switch word {
	case markUp, markDown:
		if m.section != "" && m.section != word {
			return "a section is either up or down", ""
		}
		m.section = word
	case markNoTransaction:
		m.noTransaction = true
	case markNewTransaction:
		m.newTransaction = true
	case markRowsOnly:
		m.rowsOnly = true
	case markRepeat:
		m.repeat = true
		if inner, pause := cutWord(value); inner == markPause {
			return m.readPause(pause)
		} else if value != "" {
			return fmt.Sprintf("%q says more than repeat", written), "write \"repeat\" or \"repeat, pause 100ms\""
		}
		return "", ""
	case markPause:
		return m.readPause(value)
	default:
		hint = "marks are " + strings.Join(markWords, ", ")
		if near := typo.Nearest(words(written), markWords); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return fmt.Sprintf("unknown mark %q", written), hint
	}
	if value != "" {
		return fmt.Sprintf("%q says more than %q", written, word), ""
	}
	return "", ""
}

func (m *marks) readPause(value string) (msg, hint string) {
	pause, err := time.ParseDuration(strings.ReplaceAll(value, " ", ""))
	if err != nil || pause < 0 {
		return fmt.Sprintf("%q is no time to pause", value), "write it as in \"pause 100ms\" or \"pause 2s\""
	}
	m.pause = pause
	return "", ""
}

// cutWord cuts a part of a mark into its word, in the one spelling of it, and
// what follows, behind a colon, an equals sign or a blank.
func cutWord(part string) (word, value string) {
	part = strings.TrimSpace(part)
	name, value, _ := strings.Cut(part, ":")
	name = words(name)
	if one, ok := spellings[name]; ok {
		name = one
	}
	switch {
	case name == "transaction" && words(value) == "false":
		return markNoTransaction, ""
	case isMark(name):
		return name, strings.TrimSpace(value)
	}
	end := strings.IndexAny(part, " \t=:")
	if end < 0 {
		return words(part), ""
	}
	return words(part[:end]), strings.TrimLeft(part[end:], " \t=:")
}

func isMark(word string) bool {
	for _, known := range markWords {
		if word == known {
			return true
		}
	}
	return false
}

// contradiction says why the marks of a statement can't be all meant.
func (m *marks) contradiction(section *Section) (msg, hint string) {
	switch {
	case m.pause > 0 && !m.repeat:
		return "a pause is between repetitions, and the statement isn't repeated", "write \"repeat, pause 100ms\""
	case m.repeat && m.noTransaction:
		return "a statement is either repeated, each time in a transaction, or runs without transaction", ""
	case m.repeat && section.NoTransaction:
		return "the section runs without transaction, and a repeated statement needs one each time",
			"mark the other statements instead of the section"
	}
	return "", ""
}

// String returns the marks as they are written, empty if there are none.
func (m *marks) String() string {
	var parts []string
	if m.section != "" {
		parts = append(parts, m.section)
	}
	if m.noTransaction {
		parts = append(parts, markNoTransaction)
	}
	if m.newTransaction {
		parts = append(parts, markNewTransaction)
	}
	if m.rowsOnly {
		parts = append(parts, markRowsOnly)
	}
	if m.repeat {
		parts = append(parts, markRepeat)
	}
	if m.pause > 0 {
		parts = append(parts, markPause+" "+m.pause.String())
	}
	if m.irreversible != "" {
		parts = append(parts, markIrreversible+": "+OneLine(m.irreversible))
	}
	return strings.Join(parts, ", ")
}
