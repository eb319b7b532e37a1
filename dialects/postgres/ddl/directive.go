package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// landmark is an object that the current statement declares, and where.
type landmark struct {
	offset int // in the script
	id     model.ID
	main   bool // the statement is about it
}

// directive notes the object that the current statement is about.
func (r *reader) directive(schema, name string, kind model.Kind) {
	r.directiveFor(model.ID{Kind: kind, Schema: schema, Name: name})
}

// directiveFor is directive by the object's address.
func (r *reader) directiveFor(id model.ID) {
	if len(r.stmt.Comments) > 0 {
		r.landmarks = append(r.landmarks, landmark{r.stmt.Offset, id, true})
	}
}

// partDirective notes a part of a table that the current statement declares.
func (r *reader) partDirective(location int32, t *table, kind model.Kind, name string) {
	if len(r.stmt.Comments) == 0 || r.inline[location] {
		return
	}
	offset := r.stmt.Offset
	if location > 0 {
		offset = int(location) + r.stmt.Base
	}
	id := model.ID{Kind: kind, Schema: t.ns.name, Parent: t.name, Name: name}
	r.landmarks = append(r.landmarks, landmark{offset, id, false})
}

// resolveDirectives finds for each directive of the current statement what it
// is about.
func (r *reader) resolveDirectives() {
	for _, d := range r.stmt.Comments {
		parts, ok := d.RenamedFrom(sqlfile.Postgres())
		if !ok {
			r.failAt(d.Start, `this directive isn't understood: what can be said is "renamed from <name>"`)
		}
		to, ok := r.landmarkOf(d)
		if !ok {
			r.failAt(d.Start, "this directive belongs to nothing that could be renamed")
		}
		from := to
		from.Name = fold(parts[len(parts)-1]) + tellingApart(to)
		if len(parts) > 1 && to.Parent == "" && to.Schema != "" {
			from.Schema = fold(parts[len(parts)-2])
		}
		r.directives = append(r.directives, model.Directive{From: from, To: to, Pos: r.stmt.Script.Pos(d.Start)})
	}
}

// tellingApart is what the name of an object has behind it, because others have
// the same name: the types of a routine, the access method of an operator class.
func tellingApart(id model.ID) string {
	switch id.Kind {
	case kind.Function, kind.Procedure, kind.Aggregate, kind.WindowFunction:
		if at := strings.IndexByte(id.Name, '('); at >= 0 {
			return id.Name[at:]
		}
	case kind.OperatorClass, kind.OperatorFamily:
		own, _ := kind.SplitMethod(id.Name)
		return strings.TrimPrefix(id.Name, own)
	default:
	}
	return ""
}

func (r *reader) failAt(offset int, msg string) {
	panic(failure{err: &sqlfile.Error{Pos: r.stmt.Script.Pos(offset), Msg: msg}})
}

// fold returns a name as the server keeps it.
func fold(p sqlfile.NamePart) string {
	if p.Quoted {
		return naming.Truncate(p.Text)
	}
	return naming.Truncate(lower(p.Text))
}

// landmarkOf returns what a directive is about: the part of a table on whose
// line it stands, or above which it stands alone; else what the statement is
// about.
func (r *reader) landmarkOf(d sqlfile.Directive) (model.ID, bool) {
	var parts []landmark
	for _, l := range r.landmarks {
		if !l.main {
			parts = append(parts, l)
		}
	}
	slices.SortStableFunc(parts, func(a, b landmark) int { return a.offset - b.offset })
	inside := d.Start > r.stmt.Offset && d.Start < r.stmt.Offset+len(r.stmt.Text)
	main := slices.IndexFunc(r.landmarks, func(l landmark) bool { return l.main })
	if inside {
		if d.Alone {
			i := slices.IndexFunc(parts, func(l landmark) bool { return l.offset > d.Start })
			if i >= 0 {
				return parts[i].id, true
			}
		} else if before := lastBefore(parts, d.Start); before >= 0 {
			return parts[before].id, true
		}
	}
	switch {
	case main >= 0:
		return r.landmarks[main].id, true
	case len(parts) > 0:
		return parts[0].id, true
	}
	return model.ID{}, false
}

// lastBefore returns the last part that begins before an offset, -1 if none
// does.
func lastBefore(parts []landmark, offset int) int {
	last := -1
	for i, l := range parts {
		if l.offset < offset {
			last = i
		}
	}
	return last
}

// checkDirectives makes sure that what directives are about is there at the
// end.
func (r *reader) checkDirectives(s *model.Schema) {
	if len(r.directives) == 0 {
		return
	}
	there := map[model.ID]bool{}
	for _, e := range s.Entries() {
		there[e.ID] = true
	}
	for _, d := range r.directives {
		if !there[d.To] {
			r.errs = append(r.errs, &sqlfile.Error{Pos: d.Pos, Msg: d.To.String() + " isn't there at the end, so that it can't have been renamed"})
		}
	}
	s.Directives = r.directives
}
