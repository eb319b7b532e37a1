package ddl

import (
	"context"
	"fmt"
	"runtime"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Options say for which server and how scripts are read.
type Options struct {
	// Version is the server's version; zero is the newest known.
	Version version.Number
	// SearchPath is what a session starts with; nil is public alone.
	SearchPath []string
	// InOrder: the scripts are run one after the other, as revisions are, in a new
	// database. Else they are the files of one schema: a statement may use what a
	// later file makes.
	InOrder bool
	// Warn, if set, is called for what is no mistake but may matter.
	Warn func(*sqlfile.Error)
}

// Read applies the scripts and returns the schema that they make. Its errors
// are a [sqlfile.ErrorList].
func Read(ctx context.Context, sources []sqlfile.Source, opts Options) (model.Schema, error) {
	if opts.Version == 0 {
		opts.Version = version.OfMajor(version.NewestMajor)
	}
	if err := version.Check(opts.Version); err != nil {
		return model.Schema{}, err
	}
	snapshot, err := facts.For(opts.Version.Major())
	if err != nil {
		return model.Schema{}, err
	}
	if opts.SearchPath == nil {
		opts.SearchPath = []string{publicSchema}
	}
	r := &reader{opts: opts, version: opts.Version, facts: snapshot, db: newDatabase(opts.Version, snapshot)}
	scripts, errs := sqlfile.SplitAll(sources, sqlfile.Postgres())
	r.errs = append(r.errs, errs...)
	if len(scripts) > 1 && !opts.InOrder {
		r.db.journal = &journal{}
	}
	for _, script := range scripts {
		if err := r.script(ctx, script); err != nil {
			return model.Schema{}, err
		}
	}
	r.retry(ctx)
	if err := ctx.Err(); err != nil {
		return model.Schema{}, err
	}
	r.stmt = nil
	var schema model.Schema
	if f := r.attempt(func() { schema = r.finish() }); f != nil {
		r.errs = append(r.errs, f.err)
	}
	if opts.Warn != nil {
		r.warnings.Sort()
		for _, w := range r.warnings {
			opts.Warn(w)
		}
	}
	if err := r.errs.Err(); err != nil {
		return model.Schema{}, err
	}
	return schema, nil
}

// reader applies statements to a database in memory.
type reader struct {
	opts    Options
	version version.Number
	facts   *facts.Snapshot
	db      *database
	session session

	stmt     *parse.Statement // the current one
	scripts  []*sqlfile.Script
	waiting  []waiting
	depth    int           // of blocks that call each other
	making   *table        // by the current statement
	maker    string        // the role that has made the objects that aren't noted down
	follows  bool          // the statement refers to what an earlier mistake left unfinished
	cached   *expr.Catalog // for the database of the generation cachedAt
	cachedAt int
	errs     sqlfile.ErrorList
	warnings sqlfile.ErrorList
	// directives are the rename requests, to be resolved at the end.
	directives []model.Directive
	// assumed are the tables that are empty only as far as the scripts know.
	assumed   []model.QName
	landmarks []landmark // of the current statement
	// inline are the locations of the constraints that stand in a column's
	// definition: a directive there is about the column.
	inline map[int32]bool
}

// waiting is a statement that needs an object of another script.
type waiting struct {
	stmt    parse.Statement
	session session
	err     *sqlfile.Error
}

// script applies one script.
func (r *reader) script(ctx context.Context, script *sqlfile.Script) error {
	r.scripts = append(r.scripts, script)
	undone := rolledBack(script)
	r.session = newSession(r.opts.SearchPath)
	if r.opts.InOrder {
		r.discardTemporary() // each revision runs as in a session of its own
	}
	if len(script.Downs) > 0 {
		r.warnings = append(r.warnings, &sqlfile.Error{
			Pos: script.Pos(script.Downs[0]), Msg: "what follows is the way back of this migration, and is run like what stands above",
			Hint: "leave it out to read what the migration leads to",
		})
	}
	i := -1
	for stmt, err := range parse.Statements(ctx, script, parse.Options{Skip: passedByWord}) {
		if i++; undone[i] {
			continue
		}
		if err != nil {
			r.errs = append(r.errs, err)
			continue
		}
		before := r.session
		if f := r.apply(stmt); f != nil {
			if r.follows {
				continue
			}
			if !f.missing || r.db.journal == nil {
				r.errs = append(r.errs, f.err)
				continue
			}
			r.waiting = append(r.waiting, waiting{*stmt, before, f.err})
		}
	}
	for _, d := range script.Loose {
		r.stmt = nil
		r.errs = append(r.errs, &sqlfile.Error{Pos: script.Pos(d.Start), Msg: "this directive belongs to no statement"})
	}
	return ctx.Err()
}

// retry applies the waiting statements, again and again as long as that helps.
func (r *reader) retry(ctx context.Context) {
	for progress := true; progress && len(r.waiting) > 0; {
		progress = false
		list := r.waiting
		r.waiting = nil
		for _, w := range list {
			if ctx.Err() != nil {
				return
			}
			r.session = w.session
			f := r.apply(&w.stmt)
			switch {
			case f == nil:
				progress = true
			case f.missing:
				w.err = f.err
				r.waiting = append(r.waiting, w)
			default:
				progress = true
				r.errs = append(r.errs, f.err)
			}
		}
	}
	for _, w := range r.waiting {
		r.errs = append(r.errs, w.err)
	}
	r.waiting = nil
}

// apply applies one statement, wholly or not at all.
func (r *reader) apply(stmt *parse.Statement) *failure {
	r.stmt, r.depth, r.follows, r.making = stmt, 0, false, nil
	if r.db.journal != nil {
		r.db.journal.undo = r.db.journal.undo[:0]
	}
	directives, warnings := len(r.directives), len(r.warnings)
	failed := r.attempt(func() { r.statement(stmt) })
	if failed == nil {
		return nil
	}
	if r.making != nil {
		r.making.broken = true
	}
	r.directives, r.warnings = r.directives[:directives], r.warnings[:warnings]
	if r.db.journal != nil {
		r.db.journal.rollback()
	}
	return failed
}

// attempt runs what may fail.
func (r *reader) attempt(f func()) (failed *failure) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case failure:
			failed = &p
		case runtime.Error:
			failed = &failure{err: &sqlfile.Error{
				Pos: r.pos(here), Msg: fmt.Sprintf("applying this statement failed in an unforeseen way: %v", p),
				Hint: "please report it",
			}}
		default:
			panic(p)
		}
	}()
	f()
	return nil
}
