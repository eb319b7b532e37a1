package format

import (
	"slices"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate/script"
)

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

// dieselVersion is the time as diesel writes it, with dashes, and behind that of
// the last revision; unless the revisions that are there have another form.
func dieselVersion(place Place) string {
	const layout, length = "2006_01_02_150405", len("2006_01_02_150405")
	next := place.Now.UTC()
	for i := range place.Existing {
		id := place.Existing[i].ID
		there, err := time.Parse(layout, id[:min(len(id), length)])
		if err != nil {
			return nextVersion(place.Existing, place.Now, false)
		}
		if next.Before(there.Add(time.Second)) {
			next = there.Add(time.Second)
		}
	}
	return next.Format("2006-01-02-150405")
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
