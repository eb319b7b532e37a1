package sqlfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Stdin is the path that stands for standard input, and its name in messages.
const (
	Stdin     = "-"
	stdinName = "<stdin>"
)

// Read reads what a path names: a file, every *.sql file below a directory
// (sorted by path; hidden directories are left out, links are followed, and no
// directory is read twice), or standard input ("-").
func Read(path string, stdin io.Reader) ([]Source, error) {
	if path == Stdin {
		source, err := ReadFrom(stdinName, stdin)
		if err != nil {
			return nil, err
		}
		return []Source{source}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading SQL: %w", err)
	}
	if info.IsDir() {
		return readDir(path)
	}
	source, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return []Source{source}, nil
}

// ReadFrom reads a script to its end. Text that is no SQL (UTF-16, a binary
// file) is an error; the mark that some editors put before UTF-8 is dropped.
func ReadFrom(name string, r io.Reader) (Source, error) {
	var b strings.Builder
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			b.Grow(int(info.Size()))
		}
	}
	// What is no text need not be read to its end, which some devices don't have.
	_, err := io.CopyN(&b, r, 4096)
	if err == nil {
		if err := checkText(name, b.String()); err != nil {
			return Source{}, err
		}
		_, err = io.Copy(&b, r)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return Source{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return NewSource(name, b.String())
}

// NewSource makes a source of a text, with the same checks as [ReadFrom].
func NewSource(name, text string) (Source, error) {
	if err := checkText(name, text); err != nil {
		return Source{}, err
	}
	return Source{Name: name, Text: strings.TrimPrefix(text, "\ufeff")}, nil
}

func readFile(path string) (Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return Source{}, fmt.Errorf("reading SQL: %w", err)
	}
	defer f.Close() // nothing is lost by an error when closing what was read
	source, err := ReadFrom(path, f)
	source.path = path
	return source, err
}

func readDir(dir string) ([]Source, error) {
	files, err := sqlFiles(dir)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, &Error{Msg: fmt.Sprintf("the directory %s holds no .sql file", dir)}
	}
	if down, ok := downScript(files); ok {
		return nil, &Error{
			Msg:  fmt.Sprintf("the directory %s holds migrations with scripts for both ways, such as %s", dir, down),
			Hint: "give a directory of scripts that build the schema up",
		}
	}
	var sources []Source
	var errs ErrorList
	for _, file := range files {
		source, err := readFile(file)
		if err != nil {
			errs = append(errs, Errors(err)...)
			continue
		}
		sources = append(sources, source)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return sources, nil
}

// sqlFiles lists the files below a directory.
func sqlFiles(dir string) ([]string, error) {
	w := walker{seen: map[string]bool{}}
	if err := w.walk(dir); err != nil {
		return nil, fmt.Errorf("reading SQL: %w", err)
	}
	if len(w.errs) > 0 {
		return nil, w.errs
	}
	slices.Sort(w.files)
	return w.files, nil
}

// walker goes through directories. A link may lead to one that was seen, even
// to the one that it is in.
type walker struct {
	seen  map[string]bool // directories, by the path without links
	files []string
	errs  ErrorList
}

func (w *walker) walk(dir string) error {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || w.seen[real] {
		return err
	}
	w.seen[real] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		isSQL := strings.EqualFold(filepath.Ext(path), ".sql")
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, os.ErrNotExist) && isSQL:
			w.fail(path, "the link leads nowhere")
		case err != nil && isSQL:
			return err
		case err != nil:
			// Nobody asked for it.
		case info.IsDir() && strings.HasPrefix(entry.Name(), "."):
		case info.IsDir():
			if err := w.walk(path); err != nil {
				return err
			}
		case isSQL && !info.Mode().IsRegular():
			w.fail(path, "this is a pipe, a socket or a device; only files are read from directories")
		case isSQL:
			w.files = append(w.files, path)
		}
	}
	return nil
}

func (w *walker) fail(path, message string) {
	w.errs = append(w.errs, &Error{Pos: model.Pos{File: path}, Msg: message})
}

// downScript finds a script that undoes another one of the list.
func downScript(files []string) (string, bool) {
	for _, file := range files {
		dir, name := filepath.Split(file)
		var up string
		switch stem, ok := strings.CutSuffix(name, ".down.sql"); {
		case ok:
			up = stem + ".up.sql"
		case name == "down.sql":
			up = "up.sql"
		default:
			continue
		}
		if _, found := slices.BinarySearch(files, dir+up); found {
			return file, true
		}
	}
	return "", false
}

// magic is how files begin that are often taken for SQL text.
var magic = [...]struct{ prefix, what, hint string }{
	{"\xff\xfe\x00\x00", "UTF-32 text", "convert it to UTF-8"},
	{"\xff\xfe", "UTF-16 text", "convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8"},
	{"\xfe\xff", "UTF-16 text", "convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8"},
	{"PGDMP", "a dump in PostgreSQL's custom format", "make SQL text of it with: pg_restore -s -f schema.sql FILE"},
	{"\x1f\x8b", "a gzip file", "unpack it first"},
	{"PK\x03\x04", "a zip file", "unpack it first"},
	{"\xfd7zXZ", "an xz file", "unpack it first"},
	{"BZh", "a bzip2 file", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"},
	{"\x04\x22\x4d\x18", "an lz4 file", "unpack it first"},
	{"SQLite format 3\x00", "an SQLite database", ""},
	{"\x7fELF", "a program", ""},
}

// checkText refuses what is plainly no SQL text.
func checkText(name, text string) error {
	fail := func(what, hint string) error {
		at := (&Lines{file: name, text: text, starts: []int{0}}).Pos(0)
		return &Error{Pos: at, Msg: "the file is " + what + ", no SQL text in UTF-8", Hint: hint}
	}
	for _, m := range magic {
		if strings.HasPrefix(text, m.prefix) {
			return fail(m.what, m.hint)
		}
	}
	zero := strings.IndexByte(text, 0)
	if zero < 0 {
		return nil
	}
	head := text[:min(len(text), 1024)]
	zeros := strings.Count(head, "\x00")
	switch {
	case zero <= 1 && zeros >= len(head)*2/5 && zeros <= len(head)*3/5:
		return fail("UTF-16 text", "convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8")
	case zeros > len(head)/50:
		return fail("a binary file", "")
	}
	lines := NewLines(name, text)
	return &Error{Pos: lines.Pos(zero), Msg: "there is a zero byte in the text", Hint: "the file is damaged or no SQL text"}
}
