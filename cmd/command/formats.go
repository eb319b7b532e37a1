package command

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

// ownFormat is the name of our own format.
var ownFormat = format.Names()[0]

// readOptions say how the files of a project are read.
func readOptions(s project.Settings, recursive bool) format.Options {
	d := dialectNamed(s.Dialect)
	return format.Options{
		Options: script.Options{Syntax: d.runner.Syntax(), Recursive: recursive},
		Dialect: d.Dialect, Outside: d.runner.Outside,
	}
}

// readScripts reads the revisions with their statements: the files, and those in
// Go that are linked.
func (p *program) readScripts(s project.Settings) ([]script.Script, error) {
	f, err := format.ByName(s.Format)
	if err != nil {
		return nil, err
	}
	scripts, err := f.Read(script.Host{}, s.Migrations, readOptions(s, s.Recursive))
	if err != nil {
		return nil, err
	}
	linked, unlinked, err := p.goScripts(s)
	switch {
	case err != nil:
		return nil, err
	case len(unlinked) > 0:
		return nil, notLinked(unlinked)
	}
	return append(scripts, linked...), nil
}

// readHeaders reads what the revisions say about themselves, and no more where
// the format allows it.
func (p *program) readHeaders(s project.Settings) ([]script.Script, error) {
	if s.Format != ownFormat {
		return p.readScripts(s)
	}
	scripts, err := script.ReadHeaders(script.Host{}, s.Migrations, readOptions(s, s.Recursive).Options)
	if err != nil {
		return nil, err
	}
	linked, unlinked, err := p.goScripts(s)
	return slices.Concat(scripts, linked, unlinked), err
}

// naming says how new files are called.
func naming(s project.Settings) script.Naming {
	return script.Naming{Template: s.Files.Name, SlugLength: s.Files.SlugLength, Location: s.Files.TimeZone}
}

// files returns the files of a draft, without writing any.
func (p *program) files(w *workspace, d *draft) (format.Written, error) {
	f, err := format.ByName(w.settings.Format)
	if err != nil {
		return format.Written{}, err
	}
	if f.Name() != ownFormat {
		if err := w.checkLine(d, f.Name()); err != nil {
			return format.Written{}, err
		}
	}
	if d.inGo {
		return goFiles(w, d)
	}
	written, err := f.Write(d.Script, format.Place{
		FS: script.Host{}, Dir: d.directory, Existing: w.scripts, Now: d.Created, Naming: naming(w.settings),
		Syntax: dialectNamed(w.settings.Dialect).runner.Syntax(),
	})
	if err != nil || f.Name() != ownFormat || w.settings.Files.Template == "" {
		return written, err
	}
	template, err := readTemplate(w.settings.Files.Template)
	if err != nil {
		return written, err
	}
	written.Files[0].Text, err = template.write(&d.Script, p.values())
	return written, err
}

// checkLine refuses what the formats of other tools don't have: in them each
// revision follows the one before it.
func (w *workspace) checkLine(d *draft, name string) error {
	switch {
	case !slices.Equal(d.Revises, w.graph.Heads()):
		return &hinted{fmt.Errorf("in the format %s each revision follows the one before it, so that there are no branches", name), "leave --head out, or move over: schemadiff import"}
	case len(d.Labels) > 0, len(d.DependsOn) > 0:
		return &hinted{fmt.Errorf("the format %s has no branches, so that there are neither labels nor dependencies", name), "move over: schemadiff import"}
	}
	return nil
}

// save writes the files of a revision and notes where they are.
func (d *draft) save(written format.Written) error {
	err := written.Save("")
	if errors.Is(err, fs.ErrExist) {
		return &hinted{err, "another message gives the file another name, or files.name in " + project.FileName}
	}
	if err != nil {
		return err
	}
	d.ID = written.ID
	for _, file := range written.Files {
		if !file.Replace {
			d.paths = append(d.paths, file.Path)
		}
	}
	return nil
}
