package runner

import (
	"context"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// alter is about what follows ALTER. All clauses of an ALTER TABLE have their
// effect together, so one that tells is enough; those that say what is to be may
// run a second time.
func (e *examiner) alter(ctx context.Context, w words) (migrate.Doubt, error) {
	at := w.Find("table")
	switch w.At(0) {
	case "view", "sequence", "database", "schema", "procedure", "function", "user", "algorithm", "definer", "sql":
		return undone(harmless), nil
	case "event":
		if w.Has("rename") {
			return unknown(silent), nil
		}
		return undone(harmless), nil
	}
	if at < 0 || at > 2 {
		return unknown(silent), nil
	}
	table, rest, err := nameOf(w[at+1:].Skip("if", "exists"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	is, err := e.there(ctx, "table", table)
	if err != nil {
		return migrate.Doubt{}, err
	}
	clauses := rest.Split()
	if renames := slices.IndexFunc(clauses, renamesTable); renames >= 0 {
		clauses = clauses[renames : renames+1] // the others are about a table of one name or the other
	} else if !is {
		return unknown("there is no table " + table.String()), nil
	}
	return e.clauses(ctx, table, clauses, is)
}

// renamesTable says whether a clause gives the table another name.
func renamesTable(clause words) bool {
	return clause.At(0) == "rename" && clause.At(1) != "column" && clause.At(1) != "index" && clause.At(1) != "key"
}

// clauses brings together what the clauses tell.
func (e *examiner) clauses(ctx context.Context, table model.QName, clauses []words, is bool) (migrate.Doubt, error) {
	var told *migrate.Doubt
	silentClause := false
	for _, clause := range clauses {
		doubt, err := e.clause(ctx, table, clause, is)
		switch {
		case err != nil:
			return migrate.Doubt{}, err
		case doubt.Outcome == migrate.Unknown:
			silentClause = true
		case doubt.Found == harmless:
		case told == nil:
			told = &doubt
		case told.Outcome != doubt.Outcome:
			return unknown("its clauses tell different things: " + told.Found + "; " + doubt.Found), nil
		}
	}
	switch {
	case told != nil:
		return *told, nil
	case silentClause:
		return unknown(silent), nil
	}
	return undone(harmless), nil
}

// clause is about one clause of an ALTER TABLE.
func (e *examiner) clause(ctx context.Context, table model.QName, w words, is bool) (migrate.Doubt, error) {
	switch w.At(0) {
	case "rename":
		return e.renameClause(ctx, table, w[1:], is)
	case "add":
		return e.add(ctx, table, w[1:])
	case "drop":
		return e.dropClause(ctx, table, w[1:])
	case "change":
		return e.change(ctx, table, w[1:].Skip("column").Skip("if", "exists"))
	case "modify", "alter", "engine", "comment", "default", "character", "charset", "collate", "convert", "row_format",
		"key_block_size", "auto_increment", "algorithm", "lock", "force", "enable", "disable", "order", "analyze", "check",
		"optimize", "rebuild", "repair", "stats_persistent", "stats_auto_recalc", "stats_sample_pages", "nowait", "wait",
		"max_rows", "min_rows", "avg_row_length", "checksum", "pack_keys", "delay_key_write", "page_compressed", "encrypted",
		"compression", "encryption", "secondary_engine", "secondary_load", "secondary_unload", "transactional", "page_checksum":
		return undone(harmless), nil
	case "partition", "remove":
		return undone(harmless), nil // it says how the table is to be
	}
	return unknown(silent), nil
}

func (e *examiner) renameClause(ctx context.Context, table model.QName, w words, is bool) (migrate.Doubt, error) {
	place := ""
	switch w.At(0) {
	case "column":
		place = columnPlace
	case "index", "key":
		place = indexPlace
	default:
		name, _, err := nameOf(w.Skip("to").Skip("as"))
		if err != nil {
			return migrate.Doubt{}, err
		}
		return gone("table", table.String(), is), notItself(table, name)
	}
	old, rest, err := w[1:].Skip("if", "exists").Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	name, _, err := rest.Skip("to").Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	return e.renamed(ctx, place, table, old, name)
}

// notItself is the error of a name that is the same as before.
func notItself(old, name model.QName) error {
	if old == name {
		return sqltoken.ErrNoName
	}
	return nil
}

// renamed compares an old name with a new one.
func (e *examiner) renamed(ctx context.Context, place string, table model.QName, old, name string) (migrate.Doubt, error) {
	before, err := e.count(ctx, place, table, old)
	if err != nil {
		return migrate.Doubt{}, err
	}
	now, err := e.count(ctx, place, table, name)
	switch {
	case err != nil:
		return migrate.Doubt{}, err
	case now && !before:
		return done(name + " is there, and " + old + " is not"), nil
	case before && !now:
		return undone(old + " is still there"), nil
	}
	return unknown("the names " + old + " and " + name + " don't tell"), nil
}

// change is about old new definition.
func (e *examiner) change(ctx context.Context, table model.QName, w words) (migrate.Doubt, error) {
	old, rest, err := w.Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	name, _, err := rest.Ident(asWritten)
	switch {
	case err != nil:
		return migrate.Doubt{}, err
	case old == name:
		return undone(harmless), nil
	}
	return e.renamed(ctx, columnPlace, table, old, name)
}

// add is about what follows ADD.
func (e *examiner) add(ctx context.Context, table model.QName, w words) (migrate.Doubt, error) {
	place := columnPlace
	switch w.At(0) {
	case "primary":
		is, err := e.count(ctx, indexPlace, table, "PRIMARY")
		return made("the primary key", "", is), err
	case "constraint":
		w, place = w[1:].Skip("if", "not", "exists"), constraintPlace
		if w.Begin("primary", "key") || w.Begin("foreign", "key") || w.Begin("unique") || w.Begin("check") {
			return unknown(silent), nil // it has no name
		}
	case "foreign", "check", "period", "system":
		return unknown(silent), nil
	case "partition":
		w, place = w[1:].Skip("if", "not", "exists"), partitionPlace
		if !w.Is(0, "(") {
			return unknown(silent), nil
		}
		w = w[1:].Skip("partition")
	case "unique", "fulltext", "spatial", "vector", "index", "key":
		for w.At(0) == "unique" || w.At(0) == "fulltext" || w.At(0) == "spatial" || w.At(0) == "vector" {
			w = w[1:]
		}
		w, place = w.Skip("index").Skip("key").Skip("if", "not", "exists"), indexPlace
		if len(w) == 0 || w.Is(0, "(") || w.At(0) == "using" {
			return unknown(silent), nil // it has no name
		}
	default:
		w = w.Skip("column").Skip("if", "not", "exists")
		if w.Is(0, "(") {
			w = w[1:] // a list of columns; the first tells
		}
	}
	name, _, err := w.Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	is, err := e.count(ctx, place, table, name)
	return made("", name, is), err
}

// dropClause is about what follows DROP in an ALTER TABLE.
func (e *examiner) dropClause(ctx context.Context, table model.QName, w words) (migrate.Doubt, error) {
	place := columnPlace
	switch w.At(0) {
	case "primary":
		is, err := e.count(ctx, indexPlace, table, "PRIMARY")
		return gone("the primary key", "", is), err
	case "index", "key":
		w, place = w[1:], indexPlace
	case "foreign":
		w, place = w[1:].Skip("key"), constraintPlace
	case "constraint", "check":
		w, place = w[1:], constraintPlace
	case "partition":
		w, place = w[1:], partitionPlace
	case "period", "system":
		return unknown(silent), nil
	default:
		w = w.Skip("column")
	}
	name, _, err := w.Skip("if", "exists").Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	is, err := e.count(ctx, place, table, name)
	return gone("", name, is), err
}
