package gen

import "slices"

// accessMethods makes the access method of the tables that have one, and takes it
// away from a schema whose tables need none any more.
func (m *maker) accessMethods() {
	used := slices.ContainsFunc(m.s.Tables, func(t *Table) bool { return t.AccessMethod == AccessMethod })
	made := slices.ContainsFunc(m.s.Objects, func(o *Object) bool { return o.Kind == "access method" })
	switch {
	case used && !made:
		text := &Expr{Format: "CREATE ACCESS METHOD " + AccessMethod + " TYPE TABLE HANDLER heap_tableam_handler"}
		m.s.Objects = append(m.s.Objects, &Object{Kind: "access method", Name: AccessMethod, Text: text})
	case !used && made:
		m.s.Objects = filter(m.s.Objects, func(o *Object) bool { return o.Kind != "access method" })
	}
}
