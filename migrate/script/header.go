package script

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/internal/typo"
)

// The keys of the header, in the order in which they are written.
const (
	keyMessage   = "message"
	keyRevises   = "revises"
	keyDependsOn = "depends on"
	keyLabels    = "labels"
	keyCreated   = "created"
	keySquashes  = "squashes"
)

var headerKeys = []string{keyMessage, keyRevises, keyDependsOn, keyLabels, keyCreated, keySquashes}

// createdLayouts are the forms of a time, the one that is written first. What
// says no zone is in UTC.
var createdLayouts = []string{
	"2006-01-02 15:04:05.999999999 -07:00", time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04", "2006-01-02",
}

// header reads the head of the file and returns where it ends.
func (p *parser) header() int {
	at := p.firstLine()
	if at < 0 {
		return 0
	}
	p.seen = map[string]bool{}
	for at < len(p.text) {
		line, next := cutLine(p.text, at)
		comment, ok := lineComment(line)
		if _, mark := directive(comment); !ok && strings.TrimSpace(line) != "" || mark {
			return at
		}
		if comment == "" {
			break
		}
		p.headerLine(comment, at+strings.Index(line, comment))
		at = next
	}
	return p.doc(at)
}

// firstLine reads the line that says which revision it is.
func (p *parser) firstLine() (next int) {
	for at := 0; at < len(p.text); {
		line, next := cutLine(p.text, at)
		if strings.TrimSpace(line) == "" {
			at = next
			continue
		}
		comment, _ := lineComment(line)
		text, mark := directive(comment)
		word, id, _ := strings.Cut(text, " ")
		if !mark || !strings.EqualFold(word, "revision") {
			break
		}
		p.script.Pos, p.idAt = p.pos(at), at
		p.script.ID = strings.TrimSpace(id)
		if err := CheckID(p.script.ID); err != nil {
			p.fail(at+len(strings.TrimSuffix(strings.TrimRight(line, " \t"), p.script.ID)), err.Error(), "")
		}
		return next
	}
	p.fail(0, "the file doesn't begin with a line \"-- schemadiff: revision ID\"", "a file that is no revision doesn't belong among them")
	return -1
}

// headerLine reads a line "key: value".
func (p *parser) headerLine(comment string, offset int) {
	key, value, colon := strings.Cut(comment, ":")
	name := words(key)
	if name == "depends" {
		name = keyDependsOn
	}
	switch {
	case !utf8.ValidString(comment):
		p.fail(offset, "the header is not UTF-8", "convert the file to UTF-8, for example with: iconv -f LATIN1 -t UTF-8")
		return
	case strings.ContainsFunc(comment, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }):
		p.fail(offset, "the header has an invisible character", "")
		return
	case !colon:
		p.fail(offset, fmt.Sprintf("%q is no line \"key: value\" of the header", comment), "an empty comment line \"--\" ends the header")
		return
	case !slices.Contains(headerKeys, name):
		hint := "there are " + strings.Join(headerKeys, ", ") + "; an empty comment line \"--\" ends the header"
		if near := typo.Nearest(name, headerKeys); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.fail(offset, fmt.Sprintf("the header has no key %q", name), hint)
		return
	case p.seen[name] && name != keySquashes:
		p.fail(offset, fmt.Sprintf("the header says %q twice", name), "")
		return
	}
	p.seen[name] = true
	start := offset + len(key) + 1
	start += len(value) - len(strings.TrimLeft(value, " \t"))
	p.spans = append(p.spans, span{name, start, start + len(strings.TrimSpace(value))})
	if err := p.script.set(name, strings.TrimSpace(value)); err != nil {
		p.fail(offset, fmt.Sprintf("reading %q: %v", name, err), "")
	}
}

// set gives the script what a line of the header says.
func (s *Script) set(key, value string) (err error) {
	switch key {
	case keyMessage:
		s.Message = OneLine(value)
	case keyRevises:
		s.Revises, err = readParents(value)
	case keyDependsOn:
		s.DependsOn, err = readList(value)
	case keyLabels:
		s.Labels, err = readList(value)
	case keyCreated:
		s.Created, err = readTime(value)
	case keySquashes:
		var list []Squashed
		list, err = readSquashed(value)
		s.Squashes = append(s.Squashes, list...)
	}
	return err
}

func readParents(value string) ([]string, error) {
	if strings.EqualFold(value, "base") {
		return nil, nil
	}
	return readList(value)
}

// readList reads IDs with commas between them.
func readList(value string) ([]string, error) {
	if strings.TrimSpace(value) == "" {
		return nil, nil
	}
	var list []string
	for item := range strings.SplitSeq(value, ",") {
		item = strings.TrimSpace(item)
		if err := CheckID(item); err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, nil
}

func readTime(value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	for _, layout := range createdLayouts {
		// UTC as the place keeps the zone of this computer out of it.
		if t, err := time.ParseInLocation(layout, value, time.UTC); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time such as 2026-11-20 10:30:00 +01:00", value)
}

// readSquashed reads IDs, each with a checksum behind it or none.
func readSquashed(value string) ([]Squashed, error) {
	var list []Squashed
	for item := range strings.SplitSeq(value, ",") {
		fields := strings.Fields(item)
		switch len(fields) {
		case 1:
			fields = append(fields, "")
		case 2:
		default:
			return nil, errors.New("a squashed revision is written as its ID and its checksum")
		}
		if err := CheckID(fields[0]); err != nil {
			return nil, err
		}
		list = append(list, Squashed{ID: fields[0], Checksum: fields[1]})
	}
	return list, nil
}

// doc reads the remarks below the header, up to the first section or SQL.
func (p *parser) doc(at int) int {
	for at < len(p.text) {
		line, next := cutLine(p.text, at)
		comment, ok := lineComment(line)
		if _, mark := directive(comment); !ok && strings.TrimSpace(line) != "" || mark {
			break
		}
		p.remarks = append(p.remarks, comment)
		at = next
	}
	return at
}
