package format

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// tool is the format of another tool.
type tool struct {
	name string
	// steps finds the revisions among the files of the directories.
	steps func(t *tree) []step
	// before is the tool's order.
	before func(a, b *step) int
	// parse reads the texts of a step into the sections of a script.
	parse func(p *parsing)
	// deep: the tool looks for files in all directories below.
	deep bool
	// whole: the tool sends a section to the server as one.
	whole bool
	// noWayBack: the tool knows none.
	noWayBack bool
	// copies: the tool runs COPY with its data.
	copies bool
	// write adds the files of a revision.
	write func(w *writing)
}

// step is a revision with the files that it is in.
type step struct {
	id, version, title string
	name               string // where the order is that of names
	up, down           string // paths; one file may be both
	noTransaction      bool
	repeatable         bool
}

// file is the file that errors about the step name.
func (s *step) file() string { return cmp.Or(s.up, s.down) }

// Name is the word of the configuration.
func (f *tool) Name() string { return f.name }

// Read reads the revisions of directories.
func (f *tool) Read(fsys fs.FS, dirs []string, options Options) ([]script.Script, error) {
	t := &tree{fsys: fsys, options: options}
	t.options.Recursive = t.options.Recursive || f.deep
	t.list(dirs)
	steps := f.steps(t)
	slices.SortStableFunc(steps, func(a, b step) int {
		return cmp.Or(f.before(&a, &b), strings.Compare(a.file(), b.file()))
	})
	t.unique(steps, f.before)
	scripts := f.parseAll(t, steps)
	for i := range scripts {
		if i > 0 {
			scripts[i].Revises = []string{scripts[i-1].ID}
		}
	}
	return scripts, t.errs.Err()
}

// parseAll reads the steps at the same time, as many as there are processors.
func (f *tool) parseAll(t *tree, steps []step) []script.Script {
	parsed := make([]parsing, len(steps))
	var group sync.WaitGroup
	workers := max(1, min(runtime.GOMAXPROCS(0), len(steps)/16))
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < len(steps); i += workers {
				parsed[i] = parsing{tree: t, step: &steps[i]}
				parsed[i].run(f)
			}
		})
	}
	group.Wait()
	var scripts []script.Script
	for i := range parsed {
		t.errs = append(t.errs, parsed[i].errs...)
		if len(parsed[i].errs) == 0 {
			scripts = append(scripts, parsed[i].script)
		}
	}
	return scripts
}

// tree is what directories hold.
type tree struct {
	fsys    fs.FS
	options Options
	files   []entry
	texts   map[string]string // of files that were read already; all if there is no fsys
	errs    sqlfile.ErrorList
}

// entry is a file: its directory of revisions, and its path below that.
type entry struct{ dir, name string }

func (e entry) path() string { return path.Join(e.dir, e.name) }

// list lists the files of directories and of the directories in them, which
// hold a revision each in some formats.
func (t *tree) list(dirs []string) {
	seen := map[string]bool{}
	for _, dir := range dirs {
		dir = path.Clean(strings.ReplaceAll(dir, `\`, "/"))
		if !seen[dir] {
			t.walk(dir, "")
		}
		seen[dir] = true
	}
}

func (t *tree) walk(dir, below string) {
	entries, err := fs.ReadDir(t.fsys, path.Join(dir, below))
	if err != nil {
		t.failIO(path.Join(dir, below), "reading the directory of revisions", err)
		return
	}
	for _, e := range entries {
		name := path.Join(below, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !e.IsDir():
			t.files = append(t.files, entry{dir, name})
		case below == "" || t.options.Recursive:
			t.walk(dir, name)
		}
	}
}

// read reads a file.
func (t *tree) read(name string) (string, error) {
	if text, ok := t.texts[name]; ok {
		return text, nil
	}
	if t.fsys == nil {
		return "", fs.ErrNotExist
	}
	text, err := fs.ReadFile(t.fsys, name)
	return string(text), err
}

// flat lists the files that are in the directories themselves, unless those
// below them are asked for too.
func (t *tree) flat() []entry {
	return slices.DeleteFunc(slices.Clone(t.files), func(e entry) bool {
		return !t.options.Recursive && strings.Contains(e.name, "/")
	})
}

// shown is a path as messages give it.
func (t *tree) shown(name string) string {
	if t.options.Prefix == "" {
		return name
	}
	return path.Join(t.options.Prefix, name)
}

func (t *tree) fail(name, msg, hint string) {
	t.errs = append(t.errs, &sqlfile.Error{Pos: model.Pos{File: t.shown(name)}, Msg: msg, Hint: hint})
}

func (t *tree) failIO(name, doing string, err error) { t.fail(name, ioMessage(doing, err), "") }

func ioMessage(doing string, err error) string {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Sprintf("%s: %v", doing, err)
}

// unique reports revisions that are one for the tool.
func (t *tree) unique(steps []step, before func(a, b *step) int) {
	first := map[string]string{}
	for i := range steps {
		key := strings.TrimLeft(steps[i].id, "0")
		other, ok := first[key]
		if !ok && i > 0 && before(&steps[i-1], &steps[i]) == 0 {
			other, ok = steps[i-1].file(), true
		}
		if ok {
			t.fail(steps[i].file(), fmt.Sprintf("the version %s is that of %s too", steps[i].id, t.shown(other)), "give one of them another version")
			continue
		}
		first[key] = steps[i].file()
	}
}

// parsing is the reading of one step.
type parsing struct {
	tree   *tree
	step   *step
	script script.Script
	source sqlfile.Source // of the file that is being read
	errs   sqlfile.ErrorList
}

// run reads a step.
func (p *parsing) run(f *tool) {
	s := &p.script
	s.ID, s.Message = p.step.id, script.OneLine(strings.ReplaceAll(p.step.title, "_", " "))
	s.Path = p.tree.shown(p.step.up)
	s.Pos = model.Pos{File: s.Path, Line: 1, Column: 1}
	if p.step.down != p.step.up && p.step.down != "" {
		s.DownPath = p.tree.shown(p.step.down)
	}
	s.Created = timeOf(p.step.version)
	s.Repeatable = p.step.repeatable
	s.Up.Missing, s.Down.Missing = true, true
	if err := script.CheckID(s.ID); err != nil {
		p.errs = append(p.errs, &sqlfile.Error{Pos: model.Pos{File: s.Path}, Msg: err.Error(), Hint: "rename the file"})
		return
	}
	f.parse(p)
	for _, section := range []*script.Section{&s.Up, &s.Down} {
		p.mark(section)
	}
	s.Checksum = s.Sum()
	p.errs.Sort()
}

// mark marks the statements that can't run in a transaction.
func (p *parsing) mark(section *script.Section) {
	if section.NoTransaction || p.tree.options.Outside == nil {
		return
	}
	for i := range section.Statements {
		stmt := &section.Statements[i]
		if !stmt.Repeat && !stmt.NoTransaction {
			stmt.NoTransaction = p.tree.options.Outside(stmt.SQL)
		}
	}
}

// open reads a file, and says whether it can be used.
func (p *parsing) open(name string) bool {
	text, err := p.tree.read(name)
	if err != nil {
		p.errs = append(p.errs, &sqlfile.Error{Pos: model.Pos{File: p.tree.shown(name)}, Msg: ioMessage("reading the revision", err)})
		return false
	}
	p.source, err = sqlfile.NewSource(p.tree.shown(name), text)
	p.errs = append(p.errs, sqlfile.Errors(err)...)
	return err == nil
}

// fail reports an error at an offset of the file that is open.
func (p *parsing) fail(offset int, msg, hint string) {
	pos := sqlfile.NewLines(p.source.Name, p.source.Text).Pos(offset)
	p.errs = append(p.errs, &sqlfile.Error{Pos: pos, Msg: msg, Hint: hint})
}

// section reads a part of the open file as a section.
func (p *parsing) section(from, to int, down, noTransaction bool) script.Section {
	section, wrapped, errs := script.ReadSection(p.source, from, to, down, p.tree.options.Syntax)
	p.errs = append(p.errs, errs...)
	section.NoTransaction = section.NoTransaction || noTransaction && !wrapped
	return section
}

// files reads a step that has a file for each direction.
func (p *parsing) files() {
	for _, direction := range []struct {
		name    string
		section *script.Section
		down    bool
	}{{p.step.up, &p.script.Up, false}, {p.step.down, &p.script.Down, true}} {
		if direction.name == "" || !p.open(direction.name) {
			continue
		}
		if direction.down && p.broken(direction.section) {
			continue
		}
		*direction.section = p.section(0, len(p.source.Text), direction.down, p.step.noTransaction)
	}
}

// broken says whether the open file, a way back, is no SQL that any tool could
// run: people write that where there is no way back. Its text is kept as a
// comment.
func (p *parsing) broken(section *script.Section) bool {
	_, errs := sqlfile.Split(p.source, p.tree.options.Syntax)
	if len(errs) == 0 {
		return false
	}
	*section = script.Section{
		Pos:          model.Pos{File: p.source.Name, Line: 1, Column: 1},
		Irreversible: "the way back is no valid SQL: " + errs[0].Msg,
	}
	for l := range lines(p.source.Text) {
		section.Tail = append(section.Tail, strings.TrimSpace(p.source.Text[l.start:l.end]))
	}
	return true
}
