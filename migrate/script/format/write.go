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
	var made []string
	for _, file := range w.Files {
		name := filepath.Join(root, filepath.FromSlash(file.Path))
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
	return w.out, nil
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

func writeGoose(w *writing) {
	w.out.ID = nextVersion(w.Existing, w.Now, false)
	var b strings.Builder
	b.WriteString(w.doc())
	up, down := &w.script.Up, &w.script.Down
	if outside(up) || outside(down) {
		b.WriteString("-- +goose NO TRANSACTION\n")
		w.alone(up, down)
	}
	b.WriteString("-- +goose Up\n")
	w.gooseSection(&b, up, false)
	if !down.Missing {
		b.WriteString("\n-- +goose Down\n")
		w.gooseSection(&b, down, true)
	}
	w.file(w.out.ID+"_"+w.slug+".sql", b.String())
}

// gooseSection writes statements, with marks around those that goose would cut
// in the wrong places: it looks at the ends of lines.
func (w *writing) gooseSection(b *strings.Builder, section *script.Section, down bool) {
	b.WriteString(section.Mark(down, false))
	for i := range section.Statements {
		stmt := &section.Statements[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		marked := strings.Contains(stmt.SQL, ";") || strings.Contains(stmt.SQL, "--") || strings.Contains(stmt.SQL, "/*")
		if marked {
			b.WriteString("-- +goose StatementBegin\n")
		}
		b.WriteString(stmt.Format())
		if marked {
			b.WriteString("-- +goose StatementEnd\n")
		}
	}
	b.WriteString(script.FormatComment(section.Tail))
}

func writeDbmate(w *writing) {
	w.out.ID = nextVersion(w.Existing, w.Now, false)
	option := func(section *script.Section) string {
		if outside(section) {
			return " transaction:false"
		}
		return ""
	}
	up, down := &w.script.Up, &w.script.Down
	text := w.doc() + "-- migrate:up" + option(up) + "\n" + w.sql(up, false, false) +
		"\n-- migrate:down" + option(down) + "\n" + w.sql(down, true, false)
	if down.Missing {
		w.note("dbmate wants a section down, which is empty here")
	}
	w.file(w.out.ID+"_"+w.slug+".sql", text)
}

func writeGolangMigrate(w *writing) {
	w.out.ID = nextVersion(w.Existing, w.Now, false)
	w.pair(w.out.ID+"_"+w.slug+".down.sql", w.out.ID+"_"+w.slug+".up.sql", true)
}

// pair writes a file for each direction, the way back first, so that a revision
// is never there without it.
func (w *writing) pair(down, up string, own bool) {
	if !w.script.Down.Missing {
		w.file(down, w.sql(&w.script.Down, true, own))
	}
	w.file(up, w.doc()+w.sql(&w.script.Up, false, own))
}

func writeFlyway(w *writing) {
	w.out.ID = nextFlyway(w.Place)
	for _, direction := range []struct {
		prefix  string
		section *script.Section
	}{{"U", &w.script.Down}, {"V", &w.script.Up}} {
		if direction.section.Missing {
			continue
		}
		name := direction.prefix + w.out.ID + "__" + w.slug + ".sql"
		if outside(direction.section) {
			w.alone(direction.section)
			w.file(name+".conf", "executeInTransaction=false\n")
		}
		text := w.sql(direction.section, direction.prefix == "U", false)
		if direction.prefix == "V" {
			text = w.doc() + text
		}
		w.file(name, text)
		if strings.Contains(text, "${") {
			w.note("Flyway takes ${…} in %s for a placeholder unless placeholderReplacement=false", name)
		}
	}
}

func writeAtlas(w *writing) {
	w.out.ID = nextVersion(w.Existing, w.Now, false)
	name := w.out.ID + "_" + w.slug + ".sql"
	text := w.doc()
	if outside(&w.script.Up) {
		w.alone(&w.script.Up)
		text = strings.TrimSuffix(text, "\n") + "-- atlas:txmode none\n\n"
	}
	text += w.sql(&w.script.Up, false, false)
	w.file(name, text)
	t := &tree{fsys: w.FS}
	names := []string{name}
	texts := map[string]string{name: text}
	t.list([]string{w.Dir})
	sum := File{Path: w.path(sumName)}
	for _, e := range t.flat() {
		switch content, err := t.read(e.path()); {
		case err != nil:
			w.note("%s can't be read: %v", e.path(), err)
		case strings.HasSuffix(e.name, ".sql"):
			names = append(names, e.name)
			texts[e.name] = content
		case e.name == sumName:
			sum.Replace = true
		}
	}
	slices.Sort(names)
	sum.Text = atlasSum(names, func(name string) string { return texts[name] })
	w.out.Files = append(w.out.Files, sum)
}

func writeDiesel(w *writing) {
	dir := dieselVersion(w.Place) + "_" + w.slug
	w.out.ID = identifier(dir)
	if outside(&w.script.Up) || outside(&w.script.Down) {
		w.file(dir+"/metadata.toml", "run_in_transaction = false\n")
	}
	w.pair(dir+"/down.sql", dir+"/up.sql", false)
}

// dieselVersion is the time as diesel writes it, with dashes, unless the
// revisions that are there have another form.
func dieselVersion(place Place) string {
	for i := range place.Existing {
		if parts := strings.SplitN(place.Existing[i].ID, "_", 4); len(parts) < 4 || len(parts[0]) != 4 || len(parts[1]) != 2 || len(parts[2]) != 2 {
			return nextVersion(place.Existing, place.Now, false)
		}
	}
	return place.Now.UTC().Format("2006-01-02-150405")
}

func writePrisma(w *writing) {
	dir := nextVersion(w.Existing, w.Now, false) + "_" + w.slug
	w.out.ID = identifier(dir)
	w.file(dir+"/migration.sql", w.doc()+w.sql(&w.script.Up, false, true))
}

func writePairs(w *writing) {
	name := nextVersion(w.Existing, w.Now, false) + "_" + w.slug
	w.out.ID = identifier(name)
	w.pair(name+".down.sql", name+".up.sql", true)
}

func writePlain(w *writing) {
	name := nextVersion(w.Existing, w.Now, false) + "_" + w.slug
	w.out.ID = identifier(name)
	w.file(name+".sql", w.doc()+w.sql(&w.script.Up, false, true))
}
