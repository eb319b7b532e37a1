package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func hazard(step *render.Step, code render.Code, text string) {
	step.Hazards = append(step.Hazards, render.Hazard{Code: code, Text: text})
}

// lose says that a step destroys something.
func lose(step *render.Step, id model.ID, text string) {
	hazard(step, render.DataLoss, text)
	step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.DataLoss, Text: text})
}

// spoil says that the way back doesn't restore what was there.
func spoil(step *render.Step, id model.ID, text string) {
	hazard(step, render.ValueChange, text)
	step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.Irreversible, Text: text})
}

// partHazards says what a change of a part of a table does to its rows.
func (s *session) partHazards(step *render.Step, op render.Op) {
	id := op.Node.ID
	if op.New == nil {
		c, ok := op.Old.(model.Column)
		switch {
		case ok && (c.Generated.IsZero() || !c.Generated.Virtual):
			lose(step, id, "All values of "+id.Parent+"."+id.Name+" are deleted.")
		case !ok:
			hazard(step, render.ObjectDropped, "The "+string(id.Kind)+" "+id.Name+" of "+id.Parent+" is gone.")
		}
		return
	}
	if o, ok := op.New.(model.Column); ok {
		s.columnHazards(step, op, o)
	}
	if o, ok := op.New.(model.Key); ok && (op.Old == nil || op.Has(diff.FacetColumns) || op.Has(diff.FacetKeys)) {
		hazard(step, render.MayFail, "Fails if two rows of "+id.Parent+" have the same values of "+strings.Join(o.Columns, ", ")+".")
	}
	if o, ok := op.New.(model.Check); ok && !o.NotEnforced {
		hazard(step, render.MayFail, "Fails if a row of "+id.Parent+" doesn't pass the check "+o.Expr.Text+".")
	}
	if o, ok := op.New.(model.Index); ok && o.Unique && (op.Old == nil || op.Has(diff.FacetKeys) || op.Has(diff.FacetUnique)) {
		hazard(step, render.MayFail, "Fails if two rows of "+id.Parent+" have the same key of "+o.Name+".")
	}
}

func (s *session) columnHazards(step *render.Step, op render.Op, c model.Column) {
	id := op.Node.ID
	path := id.Parent + "." + id.Name
	old, had := op.Old.(model.Column)
	if !had {
		if c.NotNull && c.Default.IsZero() && c.Generated.IsZero() && c.Identity.IsZero() {
			hazard(step, render.ValueChange, "Rows that are there get the zero value of the type in "+path+": it is NOT NULL and has no default.")
		}
		return
	}
	if c.NotNull && !old.NotNull {
		hazard(step, render.MayFail, "Fails in strict mode if a row has no value in "+path+": give it one first.")
	}
	if op.Has(diff.FacetType) && !extends(old, c) {
		switch {
		case wider(old, c):
			hazard(step, render.ValueChange, "Values of "+path+" are converted to "+c.Type.String()+".")
		default:
			hazard(step, render.MayFail, "Fails in strict mode if a value of "+path+" doesn't fit "+c.Type.String()+".")
			spoil(step, id, "Values of "+path+" are converted to "+c.Type.String()+"; the way back doesn't restore what is cut or rounded.")
		}
	}
	if op.Has(diff.FacetCollation) && mysql.CharsetOf(old.Collation.Name) != mysql.CharsetOf(c.Collation.Name) {
		hazard(step, render.MayFail, "Fails if a character of "+path+" isn't in the charset "+mysql.CharsetOf(c.Collation.Name)+".")
	}
	if op.Has(diff.FacetGenerated) {
		switch {
		case old.Generated.IsZero():
			lose(step, id, "The values of "+path+" are computed from now on, those that are there are gone.")
		default:
			hazard(step, render.ValueChange, "The values of "+path+" are computed anew, or kept as they were computed last.")
		}
	}
}

// sizes order the types of one sort by what they hold.
var sizes = [...][]string{
	{"tinyint", "smallint", "mediumint", "int", "bigint"},
	{"tinyint unsigned", "smallint unsigned", "mediumint unsigned", "int unsigned", "bigint unsigned"},
	{"tinytext", "text", "mediumtext", "longtext"},
	{"tinyblob", "blob", "mediumblob", "longblob"},
	{"float", "double"},
}

// wider reports whether a type holds all values of another one.
func wider(old, new model.Column) bool {
	for _, row := range sizes {
		from, to := -1, -1
		for i, name := range row {
			if name == old.Type.Name {
				from = i
			}
			if name == new.Type.Name {
				to = i
			}
		}
		if from >= 0 && to >= 0 {
			return from <= to
		}
	}
	return old.Type.Name == new.Type.Name && old.Type.Name == "varchar" && bytesOf(old) <= bytesOf(new)
}
