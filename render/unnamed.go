package render

import (
	"github.com/schemadiff/schemadiff/model"
)

// unnamed leads from the IDs of constraints that have no name in the database to
// what a reviewer tells them by.
type unnamed map[model.ID]string

// unnamed collects them from both sides.
func (r Report) unnamed() unnamed {
	if r.Unnamed == nil {
		return nil
	}
	list := unnamed{}
	for _, s := range []model.Schema{r.Result.Old, r.Result.New} {
		for i := range s.Tables {
			for _, e := range s.Tables[i].Parts() {
				if r.Unnamed(e.ID) {
					list[e.ID] = toldBy(e.Object)
				}
			}
		}
	}
	return list
}

// toldBy says in a few words which constraint is meant.
func toldBy(o model.Object) string {
	if key, ok := o.(model.Key); ok {
		return list(key.Columns)
	}
	if key, ok := o.(model.ForeignKey); ok {
		return list(key.Columns)
	}
	if check, ok := o.(model.Check); ok {
		return "(" + abbreviated(check.Expr.Text) + ")"
	}
	return ""
}

// title names a constraint in a line of its own, "" if it has a name.
func (u unnamed) title(id model.ID) string {
	text, ok := u[id]
	if !ok {
		return ""
	}
	return words(string(id.Kind), text, "of", id.Owner().String())
}
