package command

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"text/template"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// fileTemplate is what new revisions begin as, if the project has its own.
type fileTemplate struct {
	path   string
	parsed *template.Template
}

// fileFields is what a template may use. Header, Up and Down are as they would be
// written without a template; Up and Down begin with their marks.
type fileFields struct {
	ID, Message, Created       string
	Revises, DependsOn, Labels []string
	Header, Up, Down           string
	X                          map[string]string
}

func readTemplate(path string) (*fileTemplate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the template of revisions: %w", err)
	}
	parsed, err := template.New(path).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("reading the template of revisions: %w", err)
	}
	return &fileTemplate{path, parsed}, nil
}

// write fills in the template and makes sure that the revision is in it.
func (t *fileTemplate) write(s *script.Script, given map[string]string) (string, error) {
	header, up, down := *s, *s, *s
	header.Up, header.Down = script.Section{Missing: true}, script.Section{Missing: true}
	up.Down, down.Up = script.Section{Missing: true}, script.Section{Missing: true}
	head := header.Format()
	fields := fileFields{
		ID: s.ID, Message: s.Message, Revises: s.Revises, DependsOn: s.DependsOn, Labels: s.Labels, X: given,
		Created: s.Created.Format("2006-01-02 15:04:05 -07:00"),
		Header:  strings.TrimSpace(head),
		Up:      strings.TrimSpace(strings.TrimPrefix(up.Format(), head)),
		Down:    strings.TrimSpace(strings.TrimPrefix(down.Format(), head)),
	}
	var b strings.Builder
	if err := t.parsed.Execute(&b, fields); err != nil {
		return "", fmt.Errorf("filling in the template of revisions: %w", err)
	}
	written, errs := script.ParseHeader(sqlfile.Source{Name: t.path, Text: b.String()})
	if err := errs.Err(); err != nil {
		return "", &hinted{fmt.Errorf("the template of revisions makes no revision: %w", err), "{{.Header}} is the header, {{.Up}} and {{.Down}} are the sections"}
	}
	if written.ID != s.ID || !slices.Equal(written.Revises, s.Revises) {
		return "", &hinted{fmt.Errorf("the template %s makes the revision %s in place of %s", t.path, written.ID, s.ID), "{{.Header}} is the header"}
	}
	return b.String(), nil
}
