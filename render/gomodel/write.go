package gomodel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Tags that fields can have beside db and schema.
const (
	TagJSON = "json"
	TagGORM = "gorm"
	TagBun  = "bun"
)

// Options say what is written, and by whom.
type Options struct {
	// Dialect, Planner, Rules and Read are the product's. Read reads scripts for a
	// version of its server.
	Dialect Dialect
	Planner render.Dialect
	Rules   diff.Rules
	Read    func(ctx context.Context, version int, scripts ...sqlfile.Source) (model.Schema, error)

	// Conventions are those by which the structs will be read.
	Conventions gostruct.Conventions
	// Package is the name of the package; empty: models.
	Package string
	// Tags are those of other tools.
	Tags []string
	// Libraries are packages beyond the standard library that fields may have
	// types of, as the dialect calls them.
	Libraries []string
	// Generic: what may be null is a sql.Null[T] instead of a pointer.
	Generic bool
	// SQLName is what the script is called in the comments of the file.
	SQLName string
}

// Result is a file of Go, and a script of what its structs don't hold.
type Result struct {
	Go  []byte
	SQL string // empty: the structs hold all
	// Left is what the script is about.
	Left []Left
}

// Left is an object that structs don't hold, or not all of.
type Left struct {
	ID model.ID
	// Facets are what they don't hold of it; empty: all of it.
	Facets []diff.FacetName
}

// String returns the object's name, and what of it is left.
func (l Left) String() string {
	text := l.ID.String()
	for i, f := range l.Facets {
		text += map[bool]string{true: ": ", false: ", "}[i == 0] + string(f)
	}
	return text
}

// ErrNoTables says that there is no table that could be a struct.
var ErrNoTables = errors.New("the schema has no table that could be a struct")

// Write writes a schema as structs.
func Write(ctx context.Context, schema model.Schema, opts Options) (Result, error) {
	schema = diff.Canonical(schema)
	short := shortened(ctx, schema, opts)
	apart := map[model.QName]bool{}
	for {
		result, failed, err := write(ctx, schema, short, opts, apart)
		again := false
		for _, table := range failed {
			again = again || !apart[table]
			apart[table] = true
		}
		if !again || ctx.Err() != nil {
			return result, err
		}
	}
}

// write is one attempt, with the texts of the short schema. What is apart stands in the script whole. failed are the
// tables that had better stand there, too.
func write(ctx context.Context, schema, short model.Schema, opts Options, apart map[model.QName]bool) (result Result, failed []model.QName, err error) {
	e := newEmitter(short, opts, apart)
	e.emit()
	switch {
	case len(e.structs) == 0:
		return Result{}, nil, ErrNoTables
	case len(e.unsaid) > 0:
		return Result{}, e.unsaid, errors.New("the names of keys aren't those of the convention")
	}
	text, err := e.file()
	if err != nil {
		return Result{}, nil, fmt.Errorf("writing Go: %w", err)
	}
	e.schema = schema
	structs, err := gostruct.ReadAlone(goName, string(text), gostruct.Options{Dialect: opts.Dialect, Conventions: opts.Conventions})
	if err != nil {
		return Result{}, nil, err
	}
	r := &rest{e: e, structs: structs, text: string(text)}
	for _, step := range []func(context.Context) error{r.objects, r.details, r.check} {
		if err := step(ctx); err != nil {
			return Result{}, r.failed, err
		}
	}
	r.unsupported()
	return Result{Go: text, SQL: r.sql.String(), Left: r.left()}, r.failed, nil
}

// The names of what is read again.
const (
	goName  = "models.go"
	sqlName = "schema.sql"
)

// rest makes the script of what structs don't hold.
type rest struct {
	e       *emitter
	structs sqlfile.Source
	text    string // of the Go file
	sql     strings.Builder
	about   []Left
	// whose says which tables the lines of the script are about.
	whose []span
	// failed are the tables that had better stand in the script whole.
	failed []model.QName
}

// span is some lines with the tables that they are about.
type span struct {
	from, to int
	tables   []model.QName
}

// objects writes the objects that structs don't hold at all.
func (r *rest) objects(context.Context) error {
	whole := r.e.schema
	held := r.e.heldSchema()
	there := map[model.ID]bool{}
	for _, entry := range held.Entries() {
		there[entry.ID] = true
	}
	result := diff.Result{Old: held, New: whole}
	for _, entry := range whole.Entries() {
		switch entry.ID.Kind {
		case model.KindColumn, model.KindDomainConstraint:
			continue // they come with their table or domain
		default:
		}
		if !there[entry.ID] {
			result.Changes = append(result.Changes, diff.Add{ID: entry.ID, New: entry.Object})
		}
	}
	return r.plan(result)
}

// plan writes the statements that a difference needs.
func (r *rest) plan(result diff.Result) error {
	version := r.e.schema.Version
	plan, err := render.NewPlan(result, r.e.opts.Planner, render.Options{Offline: true, Apart: true, Version: version})
	if err != nil {
		return fmt.Errorf("writing what structs don't hold: %w", err)
	}
	r.script(plan)
	for _, c := range result.Changes {
		r.about = append(r.about, leftBy(c))
	}
	return nil
}

// script adds the statements of a plan.
func (r *rest) script(plan render.Plan) {
	text := plan.Script()
	if text == "" {
		return
	}
	if r.sql.Len() > 0 {
		r.sql.WriteByte('\n')
	}
	line := strings.Count(r.sql.String(), "\n") + 1
	r.sql.WriteString(text)
	rest := text
	for _, s := range plan.Statements() {
		i := strings.Index(rest, s.SQL)
		from := line + strings.Count(rest[:i], "\n")
		to := from + strings.Count(s.SQL, "\n")
		line, rest = to, rest[i+len(s.SQL):]
		var tables []model.QName
		for _, id := range s.Objects {
			tables = append(tables, id.Owner())
		}
		r.whose = append(r.whose, span{from, to, tables})
	}
}

// details writes what the structs hold of their tables but in part.
func (r *rest) details(ctx context.Context) error {
	read, err := r.read(ctx)
	if err != nil {
		return err
	}
	result, err := diff.Compare(ctx, read, r.e.schema, r.e.opts.Rules, diff.Options{NewLive: true})
	if err != nil {
		return fmt.Errorf("comparing what was written: %w", err)
	}
	if len(result.Changes) == 0 {
		return nil
	}
	for _, c := range result.Changes {
		// What a partition has otherwise than by its table is said best in its own
		// CREATE TABLE.
		table := r.e.tables[c.Object().Owner()]
		if table == nil || r.e.apart[table.QName()] {
			continue
		}
		_, added := c.(diff.Add)
		partition := !added && !table.PartitionOf.IsZero()
		// Where a table is made with all that it has, it would be made twice.
		twice := r.e.form.Inline && !(added && c.Object().Kind == model.KindIndex)
		if partition || twice {
			r.failed = append(r.failed, table.QName())
		}
	}
	if len(r.failed) > 0 {
		return errors.New("some tables differ from what structs can say of them")
	}
	return r.plan(result)
}

// check makes sure that what was written is the schema.
func (r *rest) check(ctx context.Context) error {
	read, err := r.read(ctx)
	if err != nil {
		return err
	}
	result, err := diff.Compare(ctx, r.e.schema, read, r.e.opts.Rules, diff.Options{})
	if err != nil {
		return fmt.Errorf("comparing what was written: %w", err)
	}
	var lost []error
	for _, c := range result.Changes {
		lost = append(lost, errors.New(leftBy(c).String()))
		r.failed = append(r.failed, c.Object().Owner())
	}
	if len(lost) > 0 {
		return fmt.Errorf("what was written isn't the schema that was read: %w", errors.Join(lost...))
	}
	return nil
}

// leftBy says what a change is about.
func leftBy(c diff.Change) Left {
	l := Left{ID: c.Object()}
	if alter, ok := c.(diff.Alter); ok {
		for _, f := range alter.Facets {
			l.Facets = append(l.Facets, f.Name)
		}
	}
	return l
}

func (r *rest) read(ctx context.Context) (model.Schema, error) {
	scripts := []sqlfile.Source{r.structs}
	if r.sql.Len() > 0 {
		scripts = append(scripts, sqlfile.Source{Name: sqlName, Text: r.sql.String()})
	}
	schema, err := r.e.opts.Read(ctx, r.e.schema.Version, scripts...)
	if err != nil {
		r.blame(err)
		return schema, fmt.Errorf("reading what was written: %w", err)
	}
	schema.Unsupported = r.e.schema.Unsupported
	return schema, nil
}

// blame finds the tables that mistakes are about.
func (r *rest) blame(err error) {
	var list sqlfile.ErrorList
	if !errors.As(err, &list) {
		return
	}
	for _, mistake := range list {
		if mistake.Pos.File == goName {
			r.failed = append(r.failed, r.e.tableAt(r.text, mistake.Pos.Line)...)
			continue
		}
		for _, s := range r.whose {
			if s.from <= mistake.Pos.Line && mistake.Pos.Line <= s.to {
				r.failed = append(r.failed, s.tables...)
			}
		}
	}
}

// unsupported names in comments what nothing can write.
func (r *rest) unsupported() {
	if len(r.e.schema.Unsupported) == 0 {
		return
	}
	if r.sql.Len() > 0 {
		r.sql.WriteByte('\n')
	}
	r.sql.WriteString("-- This schema also has what can't be written yet:\n")
	for _, u := range r.e.schema.Unsupported {
		r.sql.WriteString("--   " + render.Visible(u.ID.String()) + "\n")
		r.about = append(r.about, Left{ID: u.ID})
	}
}

// left lists what the script is about: of a table that is in it whole, the table
// alone.
func (r *rest) left() []Left {
	slices.SortStableFunc(r.about, func(a, b Left) int { return a.ID.Compare(b.ID) })
	whole := map[model.QName]bool{}
	for _, l := range r.about {
		if l.ID.Kind == model.KindTable && !r.e.heldTables[l.ID.QName()] {
			whole[l.ID.QName()] = true
		}
	}
	return slices.DeleteFunc(r.about, func(l Left) bool { return l.ID.Parent != "" && whole[l.ID.Owner()] })
}
