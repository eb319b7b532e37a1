package format

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// path is a path in the place.
func (p Place) path(name string) string { return path.Join(p.Dir, name) }

// Save writes the files below a directory of the computer, which is the root of
// the place's file system. Each appears whole or not at all; if one can't be
// written, those before it are taken back.
func (w Written) Save(root string) error {
	var made, swept []string
	for _, file := range w.Files {
		name := filepath.Join(root, filepath.FromSlash(file.Path))
		if dir := filepath.Dir(name); !slices.Contains(swept, dir) {
			swept = append(swept, dir)
			script.Sweep(dir)
		}
		write := script.Create
		if file.Replace {
			write = script.Replace
		}
		err := write(name, []byte(file.Text))
		if err != nil {
			for _, name := range made {
				err = errors.Join(err, os.Remove(name))
			}
			return err
		}
		if !file.Replace {
			made = append(made, name)
		}
	}
	return nil
}

// writing is the writing of one revision.
type writing struct {
	Place
	script *script.Script
	slug   string
	out    Written
}

// Write returns the files of a new revision.
func (f *tool) Write(s script.Script, place Place) (Written, error) {
	w := &writing{Place: place, script: &s, slug: place.Naming.Slug(s.Message)}
	for _, direction := range []struct {
		name    string
		section *script.Section
	}{{"up", &s.Up}, {"down", &s.Down}} {
		if err := f.checkSection(direction.section); err != nil {
			return Written{}, fmt.Errorf("writing the section %s for %s: %w", direction.name, f.name, err)
		}
	}
	if f.noWayBack && !s.Down.Missing {
		w.note("%s has no way back, so that the section down is not written", f.name)
	}
	f.write(w)
	if err := f.verify(w); err != nil {
		return Written{}, fmt.Errorf("writing a revision for %s: %w", f.name, err)
	}
	return w.out, nil
}

// verify reads what was written: a text in a statement or a comment may mean
// something to a tool that looks at lines.
func (f *tool) verify(w *writing) error {
	t := &tree{texts: map[string]string{}, options: Options{Options: script.Options{Syntax: w.Syntax, Recursive: true}}}
	for _, file := range w.out.Files {
		if !file.Replace {
			t.texts[file.Path] = file.Text
			t.files = append(t.files, entry{w.Dir, strings.TrimPrefix(strings.TrimPrefix(file.Path, w.Dir), "/")})
		}
	}
	steps := f.steps(t)
	scripts := f.parseAll(t, steps)
	if err := t.errs.Err(); err != nil {
		return err
	}
	if len(scripts) != 1 || scripts[0].ID != w.out.ID {
		return errors.New("what is written is read as another revision")
	}
	same := func(a, b script.Statement) bool { return a.SQL == b.SQL && a.Data == b.Data }
	if !slices.EqualFunc(scripts[0].Up.Statements, w.script.Up.Statements, same) ||
		!f.noWayBack && !slices.EqualFunc(scripts[0].Down.Statements, w.script.Down.Statements, same) {
		return errors.New("the tool would read other statements; is there a mark of its own in one of them?")
	}
	return nil
}

// checkSection says what the tool can't run.
func (f *tool) checkSection(section *script.Section) error {
	for i := range section.Statements {
		stmt := &section.Statements[i]
		switch {
		case stmt.Repeat:
			return errors.New("it has no repeated statements; run this revision with schemadiff, or repeat the statement by hand")
		case stmt.Copy && !f.copies:
			return errors.New("it doesn't run COPY … FROM stdin with its data; write INSERT instead")
		case stmt.NewTransaction && i > 0 && !section.NoTransaction:
			return fmt.Errorf("it runs a file in one transaction, and %q needs a new one; make a revision of it", firstWords(stmt.SQL))
		case f.whole && len(section.Statements) > 1 && (stmt.NoTransaction || section.NoTransaction):
			return fmt.Errorf("it sends all statements of a file to the server as one, and %q must run alone; make a revision of it", firstWords(stmt.SQL))
		}
	}
	return nil
}

// firstWords is the beginning of a statement, for messages.
func firstWords(sql string) string {
	fields := strings.Fields(sql)
	if len(fields) > 4 {
		return strings.Join(fields[:4], " ") + " …"
	}
	return strings.Join(fields, " ")
}

func (w *writing) note(format string, args ...any) {
	w.out.Notes = append(w.out.Notes, fmt.Sprintf(format, args...))
}

func (w *writing) file(name, text string) {
	w.out.Files = append(w.out.Files, File{Path: w.path(name), Text: text})
}

// outside says whether a section has statements that can't run in a transaction.
func outside(section *script.Section) bool {
	return section.NoTransaction || slices.ContainsFunc(section.Statements, func(s script.Statement) bool { return s.NoTransaction })
}

// alone notes that a mark takes the transaction from more statements than need
// that.
func (w *writing) alone(sections ...*script.Section) {
	for _, section := range sections {
		inside := slices.ContainsFunc(section.Statements, func(s script.Statement) bool { return !s.NoTransaction })
		if inside && !section.NoTransaction {
			w.note("the format knows no mark for single statements: all of the file run without transaction, and if one fails, those before it remain done")
			return
		}
	}
}

// sql writes the statements of a section. own says that the format has no mark
// of its own for sections without transaction.
func (w *writing) sql(section *script.Section, down, own bool) string {
	var b strings.Builder
	if mark := section.Mark(down, own); mark != "" {
		b.WriteString(mark + "\n")
	}
	for i := range section.Statements {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(section.Statements[i].Format())
	}
	if len(section.Tail) > 0 {
		b.WriteString("\n" + script.FormatComment(section.Tail))
	}
	return b.String()
}

// doc writes the remarks for readers.
func (w *writing) doc() string {
	if w.script.Doc == "" {
		return ""
	}
	return script.FormatComment(strings.Split(w.script.Doc, "\n")) + "\n"
}
