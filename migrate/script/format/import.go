package format

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// Import reads revisions of another format and makes our own of them: the same
// statements in the same order, IDs made of the versions, paths below the new
// directory. What Flyway would repeat becomes an ordinary revision.
func Import(fsys fs.FS, dirs []string, from Format, options Options, naming script.Naming) ([]script.Script, error) {
	scripts, err := from.Read(fsys, dirs, options)
	if err != nil {
		return nil, err
	}
	ids := importIDs(scripts)
	paths := map[string]string{}
	for i := range scripts {
		s := &scripts[i]
		s.ID = ids[s.ID]
		for j, parent := range s.Revises {
			s.Revises[j] = ids[parent]
		}
		remember(s, dirs)
		own := naming
		if script.IsDefaultTemplate(own.Template) && (s.Message == "" || strings.HasSuffix("_"+strings.ToLower(s.ID), "_"+script.Slug(s.Message, len(s.ID)))) {
			own.Template = "{rev}"
		}
		name, err := own.Path(s.ID, s.Message, s.Created)
		if err != nil {
			return nil, err
		}
		if other, ok := paths[name]; ok {
			return nil, fmt.Errorf("importing %s: its new name %s is that of %s too; let the file template have the revision's ID", s.Path, name, other)
		}
		paths[name] = s.Path
		s.Path, s.DownPath = name, ""
		s.Checksum = s.Sum()
	}
	return scripts, nil
}

// WriteImported returns the file of a script that was imported, at the path that
// [Import] gave it below the place.
func WriteImported(s script.Script, place Place) (Written, error) { return writeOwn(s, s.Path, place) }

// remember says in the remarks where a script comes from.
func remember(s *script.Script, dirs []string) {
	s.Doc = strings.TrimLeft(s.Doc+"\n\nImported from "+origin(s.Path, dirs), "\n")
	if s.DownPath != "" {
		s.Doc += " and " + origin(s.DownPath, dirs)
	}
	if s.Repeatable {
		s.Doc += ", which Flyway runs again whenever it changes: make a new revision for each change."
		s.Repeatable = false
	}
}

// origin is the name of a file as others know it, too: where somebody keeps their
// directories is nobody's business.
func origin(name string, dirs []string) string {
	for _, dir := range dirs {
		if rest, found := strings.CutPrefix(name, strings.TrimSuffix(dir, "/")+"/"); found && path.IsAbs(filepath.ToSlash(dir)) {
			return path.Join(path.Base(filepath.ToSlash(dir)), rest)
		}
	}
	return name
}

// importIDs gives each revision its new ID: the number in front of its name if
// all have one of their own, and numbers that count made equally wide, so that
// they sort.
func importIDs(scripts []script.Script) map[string]string {
	numbers := map[string]bool{}
	numbered, width := true, 4
	for i := range scripts {
		number, rest := cutNumber(scripts[i].ID)
		plain := strings.TrimLeft(number, "0")
		numbered = numbered && number != "" && !numbers[plain] && (rest == "" || rest[0] == '_')
		numbers[plain] = true
		width = max(width, len(number))
	}
	ids := make(map[string]string, len(scripts))
	for i := range scripts {
		id := scripts[i].ID
		if number, _ := cutNumber(id); numbered {
			id = number
			if width <= 6 {
				id = strings.Repeat("0", width-len(id)) + id
			}
		}
		ids[scripts[i].ID] = id
	}
	return ids
}
