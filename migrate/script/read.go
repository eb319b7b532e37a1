package script

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Options say how directories of revisions are read.
type Options struct {
	// Syntax is that of the dialect.
	Syntax sqlfile.Syntax
	// Recursive: the directories below the given ones are read too.
	Recursive bool
	// Prefix is the path of the file system's root in messages and in
	// [Script.Path]; empty if it is the current directory or there is none.
	Prefix string
}

// Host is the file system of the computer, whose names are paths of any form:
// absolute ones, and those that begin with "..".
type Host struct{}

// Open opens the file that a path names.
func (Host) Open(name string) (fs.File, error) {
	name = filepath.FromSlash(name)
	if err := readable("open", name); err != nil {
		return nil, err
	}
	return os.Open(name)
}

// ReadDir lists a directory.
func (Host) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(filepath.FromSlash(name)) }

// ReadFile reads a file.
func (Host) ReadFile(name string) ([]byte, error) {
	name = filepath.FromSlash(name)
	if err := readable("read", name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

var errSpecialFile = errors.New("this is a pipe, a socket or a device; only files are read from directories")

// readable refuses what could wait for ever, or never end.
func readable(op, name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if mode := info.Mode(); !mode.IsRegular() && !mode.IsDir() {
		return &fs.PathError{Op: op, Path: name, Err: errSpecialFile}
	}
	return nil
}

// ReadDir reads the revisions of directories, sorted by path. Files that are
// not named *.sql and hidden ones are left out. It returns what it could read
// together with every error of every file, as an [sqlfile.ErrorList].
func ReadDir(fsys fs.FS, dirs []string, options Options) ([]Script, error) {
	return readDirs(fsys, dirs, options, func(name, shown string) (Script, sqlfile.ErrorList) {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return Script{}, fileError(shown, err)
		}
		source, err := sqlfile.NewSource(shown, string(text))
		if err != nil {
			return Script{}, sqlfile.Errors(err)
		}
		return Parse(source, options.Syntax)
	})
}

// ReadHeaders is [ReadDir] for those who don't run the revisions: no file is
// read beyond its header, so that the scripts have no sections and no checksum.
func ReadHeaders(fsys fs.FS, dirs []string, options Options) ([]Script, error) {
	return readDirs(fsys, dirs, options, func(name, shown string) (Script, sqlfile.ErrorList) {
		file, err := fsys.Open(name)
		if err != nil {
			return Script{}, fileError(shown, err)
		}
		defer file.Close()
		return readHeader(shown, file)
	})
}

// readHeader reads a file up to the end of its header.
func readHeader(name string, file io.Reader) (Script, sqlfile.ErrorList) {
	text := make([]byte, 0, 2048)
	for {
		n, err := io.ReadFull(file, text[len(text):cap(text)])
		text = text[:len(text)+n]
		end := err != nil
		if end && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return Script{}, fileError(name, err)
		}
		source, err := sqlfile.NewSource(name, string(wholeLines(text, end)))
		if err != nil {
			return Script{}, sqlfile.Errors(err)
		}
		p := newParser(source, sqlfile.Syntax{})
		if at := p.header(); end || at < len(p.text) {
			p.endDoc()
			return p.script, p.errs
		}
		text = slices.Grow(text, 2*cap(text))
	}
}

// wholeLines cuts off what may be the beginning of a line only.
func wholeLines(text []byte, end bool) []byte {
	if end {
		return text
	}
	i := len(text) - 1
	for i > 0 && text[i-1] != '\n' && text[i-1] != '\r' {
		i--
	}
	return text[:max(i, 0)]
}

func fileError(name string, err error) sqlfile.ErrorList {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return sqlfile.ErrorList{{Pos: model.Pos{File: name}, Msg: fmt.Sprintf("reading the revision: %v", err)}}
}

// readDirs reads files at the same time, as many as there are processors.
func readDirs(fsys fs.FS, dirs []string, options Options, read func(name, shown string) (Script, sqlfile.ErrorList)) ([]Script, error) {
	names, errs := listFiles(fsys, dirs, options)
	scripts := make([]Script, len(names))
	lists := make([]sqlfile.ErrorList, len(names))
	var group sync.WaitGroup
	workers := max(1, min(runtime.GOMAXPROCS(0), len(names)/16))
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < len(names); i += workers {
				scripts[i], lists[i] = read(names[i], options.shown(names[i]))
			}
		})
	}
	group.Wait()
	kept := scripts[:0]
	for i := range scripts {
		if len(lists[i]) == 0 {
			kept = append(kept, scripts[i])
		}
		errs = append(errs, lists[i]...)
	}
	return kept, errs.Err()
}

// shown is a name of the file system as messages give it.
func (o Options) shown(name string) string {
	if o.Prefix == "" {
		return name
	}
	return path.Join(filepath.ToSlash(o.Prefix), name)
}

// listFiles lists the *.sql files of directories, each once.
func listFiles(fsys fs.FS, dirs []string, options Options) ([]string, sqlfile.ErrorList) {
	var names []string
	var errs sqlfile.ErrorList
	seen := map[string]bool{}
	var list func(dir string)
	list = func(dir string) {
		key := identity(fsys, dir)
		if seen[key] {
			return
		}
		seen[key] = true
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			errs = append(errs, dirError(options.shown(dir), err))
			return
		}
		for _, entry := range entries {
			name := path.Join(dir, entry.Name())
			switch {
			case strings.HasPrefix(entry.Name(), "."):
			case isDir(fsys, name, entry):
				if options.Recursive {
					list(name)
				}
			case strings.EqualFold(path.Ext(name), ".sql"):
				names = append(names, name)
			}
		}
	}
	for _, dir := range dirs {
		list(path.Clean(filepath.ToSlash(dir)))
	}
	slices.Sort(names)
	return names, errs
}

// identity is the same for two names of one directory, because links may lead in
// a circle.
func identity(fsys fs.FS, dir string) string {
	if _, ok := fsys.(Host); ok {
		if real, err := filepath.EvalSymlinks(filepath.FromSlash(dir)); err == nil {
			return real
		}
	}
	return dir
}

// isDir says whether an entry is a directory or a link to one.
func isDir(fsys fs.FS, name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.IsDir()
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

func dirError(name string, err error) *sqlfile.Error {
	failed := &sqlfile.Error{Pos: model.Pos{File: name}, Msg: fmt.Sprintf("reading the directory of revisions: %v", err)}
	var of *fs.PathError
	if errors.As(err, &of) {
		failed.Msg = fmt.Sprintf("reading the directory of revisions: %v", of.Err)
	}
	if errors.Is(err, fs.ErrNotExist) {
		failed.Hint = "schemadiff init makes one"
	}
	return failed
}
