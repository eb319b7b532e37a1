package mysql

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// schema returns what the statements have led to.
func (r *reader) schema() model.Schema {
	s := model.Schema{Dialect: Dialect, Version: r.server.Number()}
	for _, name := range slices.Sorted(maps.Keys(r.tables)) {
		s.Tables = append(s.Tables, r.finished(r.tables[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(r.sequences)) {
		s.Sequences = append(s.Sequences, r.sequences[name])
	}
	for _, id := range slices.SortedFunc(maps.Keys(r.definitions), model.ID.Compare) {
		s.Definitions = append(s.Definitions, r.definitions[id])
	}
	if r.collation != "" || r.comment != "" {
		d := model.Definition{ID: model.ID{Kind: KindDatabase}, Comment: r.comment}
		d.SetText(PropertyCollation, r.collation)
		s.Definitions = append(s.Definitions, d)
	}
	for _, id := range slices.SortedFunc(maps.Keys(r.unsupported), model.ID.Compare) {
		s.Unsupported = append(s.Unsupported, model.Unsupported{ID: id, Pos: r.unsupported[id]})
	}
	s.Sort()
	return s
}

// finished returns a table as the model has it.
func (r *reader) finished(t *table) model.Table {
	t = t.clone()
	made := t.Table
	made.Options = setOption(made.Options, OptionCollation, t.collation)
	if made.AccessMethod == aria && OptionOf(made.Options, OptionPageChecksum) == "" {
		made.Options = setOption(made.Options, OptionPageChecksum, "1") // which the server prints
	}
	for _, x := range t.indexes {
		if key, ok := x.key(); ok {
			if r.server.IsMariaDB() && t.hashes(x) {
				key.Options = setOption(key.Options, OptionMethod, "hash")
			}
			made.Keys = append(made.Keys, key)
		} else {
			made.Indexes = append(made.Indexes, x.index(t.AccessMethod))
		}
	}
	for i := range made.ForeignKeys {
		f := &made.ForeignKeys[i]
		to, ok := r.tables[f.References.Name]
		if f.References.Schema != "" || !ok {
			continue
		}
		if len(f.RefColumns) == 0 {
			if primary, found := to.index(Primary); found {
				f.RefColumns, _ = to.indexes[primary].columns()
			}
		}
		f.RefColumns = spelled(to, f.RefColumns)
	}
	return made
}

// key returns a key or a unique index of columns alone as the model has it.
func (x *index) key() (model.Key, bool) {
	columns, ok := x.columns()
	if x.kind == plainIndex || !ok {
		return model.Key{}, false
	}
	k := model.Key{
		Name: x.name, Primary: x.kind == primaryIndex, Columns: columns, Options: x.options, IndexComment: x.comment,
		ImplicitName: x.implicit, Pos: x.pos,
	}
	if x.period != "" {
		k.Columns, k.WithoutOverlaps = append(k.Columns, x.period), true
	}
	if x.method != "" && x.method != "btree" {
		k.Options = setOption(k.Options, OptionMethod, x.method)
	}
	if slices.ContainsFunc(x.keys, func(e model.IndexKey) bool { return e.Length > 0 || e.Descending }) {
		k.Elements = x.keys
	}
	return k, true
}

// hashes reports whether a unique key is of whole values without a size, which
// MariaDB compares by their hashes.
func (t *table) hashes(x index) bool {
	return x.kind == uniqueIndex && slices.ContainsFunc(x.keys, func(k model.IndexKey) bool {
		c, ok := t.column(k.Column)
		return ok && k.Length == 0 && unsized(c.Type)
	})
}

func (x *index) index(engine string) model.Index {
	i := model.Index{
		Name: x.name, Unique: x.kind == uniqueIndex, Method: x.method, Keys: x.keys, Options: x.options, Comment: x.comment,
		ImplicitName: x.implicit, Pos: x.pos,
	}
	if i.Method == "" {
		if i.Method = "btree"; engine == "MEMORY" && OptionOf(x.options, OptionUsing) == "" {
			i.Method = "hash"
		}
	}
	return i
}

// noted is a directive with the statement that it belongs to.
type noted struct {
	sqlfile.Directive
	script *sqlfile.Script
	stmt   *sqlfile.Statement
	made   model.ID
}

// directives resolves the requests that stand in comments.
func (r *reader) directives(s *model.Schema) {
	entries := s.Entries()
	for _, n := range r.noted {
		pos := n.script.Pos(n.Start)
		parts, ok := n.RenamedFrom(sqlfile.MySQL())
		if !ok {
			r.fail(pos, `this directive isn't understood: what can be said is "renamed from <name>"`, "")
			continue
		}
		to, ok := n.about(entries)
		if !ok {
			r.fail(pos, "this directive belongs to nothing that could be renamed, or what it belongs to isn't there at the end", "")
			continue
		}
		from := to
		from.Name = parts[len(parts)-1].Text
		s.Directives = append(s.Directives, model.Directive{From: from, To: to, Pos: pos})
	}
}

// about returns what a directive is about: the part of a table on whose line it
// stands, or above which it stands alone; else what its statement has made.
func (n noted) about(entries []model.Entry) (model.ID, bool) {
	inside := n.Start > n.stmt.Offset && n.Start < n.stmt.Offset+len(n.stmt.Text)
	begin, end := n.script.Pos(n.stmt.Offset), n.script.Pos(n.stmt.Offset+len(n.stmt.Text))
	place := n.script.Pos(n.Start)
	var best model.Pos
	var found model.ID
	for _, e := range entries {
		pos := model.PosOf(e.Object)
		if pos.File != begin.File || pos.Compare(begin) < 0 || pos.Compare(end) >= 0 {
			continue
		}
		if !inside {
			if e.ID == n.made || n.made.IsZero() {
				return e.ID, true
			}
			continue
		}
		if e.ID.Kind == model.KindTable {
			continue
		}
		// The next part behind a line of its own, the last part before one that
		// shares the line with it.
		if n.Alone && pos.Compare(place) > 0 && (best.IsZero() || pos.Compare(best) < 0) ||
			!n.Alone && pos.Compare(place) < 0 && (best.IsZero() || pos.Compare(best) > 0) {
			best, found = pos, e.ID
		}
	}
	return found, !best.IsZero()
}
