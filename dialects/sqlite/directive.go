package sqlite

import (
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// directives resolves the requests that stand in comments: what they are about,
// and whether that is there at the end.
func (d *declaration) directives(s *model.Schema) {
	entries := s.Entries()
	for _, n := range d.noted {
		parts, ok := n.RenamedFrom(sqlfile.SQLite())
		if !ok {
			d.fail(n.script, n.Start, `this directive isn't understood: what can be said is "renamed from <name>"`, "")
			continue
		}
		to, ok := about(n, entries)
		if !ok {
			d.fail(n.script, n.Start, "this directive belongs to nothing that could be renamed, or what it belongs to isn't there at the end", "")
			continue
		}
		from := to
		from.Name = parts[len(parts)-1].Text
		s.Directives = append(s.Directives, model.Directive{From: from, To: to, Pos: n.script.Pos(n.Start)})
	}
}

// about returns what a directive is about: the part of a table on whose line it
// stands, or above which it stands alone; else what its statement has made.
func about(n noted, entries []model.Entry) (model.ID, bool) {
	at := map[model.Pos]model.ID{} // the first entry of a place is the main one
	for _, e := range entries {
		pos := model.PosOf(e.Object)
		if _, there := at[pos]; !there && !pos.IsZero() {
			at[pos] = e.ID
		}
	}
	place := n.stmt.Offset
	if n.Start > n.stmt.Offset && n.Start < n.stmt.Offset+len(n.stmt.Text) {
		parts := n.parts()
		i, _ := slices.BinarySearch(parts, n.Start)
		switch {
		case n.Alone && i < len(parts):
			place = parts[i]
		case !n.Alone && i > 0:
			place = parts[i-1]
		}
	}
	id, ok := at[n.script.Pos(place)]
	return id, ok
}

// parts lists the offsets of the columns of a table and of its constraints that
// are no part of a column.
func (from origin) parts() []int {
	const head = "CREATE TABLE "
	text, err := parseTable(head + from.stmt.Text[from.body:])
	if err != nil {
		return nil // it is something else
	}
	for i := range text.parts {
		text.parts[i] += from.stmt.Offset + from.body - len(head)
	}
	return text.parts
}
