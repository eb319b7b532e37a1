package script

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// span is where the value of a key of the header stands.
type span struct {
	key        string
	start, end int
}

// Edit is a new value for a key of the header: "revises", "depends on",
// "labels", or "message", which has one value.
type Edit struct {
	Key    string
	Values []string
}

// Apply returns the text of a file with the new value. Every other byte of it
// is as it was; a key that is not there gets a line of its own, and one that
// gets no value loses it.
func (e Edit) Apply(source sqlfile.Source) (string, error) {
	p := newParser(source, sqlfile.Syntax{})
	p.header()
	if err := p.errs.Err(); err != nil {
		return "", err
	}
	value, err := e.value()
	if err != nil {
		return "", fmt.Errorf("changing %s of %s: %w", e.Key, source.Name, err)
	}
	bom := source.Text[:len(source.Text)-len(p.text)]
	at := slices.IndexFunc(p.spans, func(s span) bool { return s.key == e.Key })
	switch {
	case at >= 0 && value == "":
		start := strings.LastIndexAny(p.text[:p.spans[at].start], "\r\n") + 1
		_, next := cutLine(p.text, p.spans[at].start)
		return bom + p.text[:start] + p.text[next:], nil
	case at >= 0:
		old := p.spans[at]
		if p.text[old.start-1] == ':' {
			value = " " + value
		}
		return bom + p.text[:old.start] + value + p.text[old.end:], nil
	case value == "":
		return source.Text, nil
	}
	return bom + p.insert(e.Key, value), nil
}

// value returns the value as it is written.
func (e Edit) value() (string, error) {
	var s Script
	switch e.Key {
	case keyMessage:
		s.Message = strings.Join(e.Values, " ")
	case keyRevises, keyDependsOn, keyLabels:
		for _, id := range e.Values {
			if err := CheckID(id); err != nil {
				return "", err
			}
		}
		s.Revises, s.DependsOn, s.Labels = e.Values, e.Values, e.Values
	default:
		return "", unknownWord("key that can be changed", e.Key, []string{keyMessage, keyRevises, keyDependsOn, keyLabels})
	}
	return strings.Join(s.values(e.Key), ""), nil
}

// insert adds a line to the header, behind those of the keys before it.
func (p *parser) insert(key, value string) string {
	first := p.idAt
	after, column := first, 0
	for _, s := range p.spans {
		if slices.Index(headerKeys, s.key) < slices.Index(headerKeys, key) {
			after = max(after, s.start)
		}
		line := p.text[strings.LastIndexAny(p.text[:s.start], "\r\n")+1 : s.start]
		column = max(column, len(line))
	}
	line, next := cutLine(p.text, after)
	end := p.text[after+len(line) : next]
	if end == "" {
		// The header's last line is the file's.
		return p.text + "\n" + headLine(key, value, column)
	}
	return p.text[:next] + headLine(key, value, column) + end + p.text[next:]
}

// headLine is a line of the header whose value stands in a column.
func headLine(key, value string, column int) string {
	line := "-- " + key + ":"
	return line + strings.Repeat(" ", max(1, column-len(line))) + value
}

// EditFile changes the header of a file in place: the file has either the old
// contents or the new ones, whatever happens.
func EditFile(path string, edits ...Edit) error {
	if filepath.Ext(path) == ".go" {
		return fmt.Errorf("changing a revision: %s is Go; change its fields by hand", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("changing a revision: %w", err)
	}
	text := string(data)
	for _, edit := range edits {
		if text, err = edit.Apply(sqlfile.Source{Name: path, Text: text}); err != nil {
			return err
		}
	}
	if text == string(data) {
		return nil
	}
	Sweep(filepath.Dir(path))
	return Replace(path, []byte(text))
}
