package check

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Differences is the answer that a comparison gives: from what the migrations
// produce to what is declared, or from what a database has to what it should
// have.
func Differences(q Question, report render.Report) Answer {
	report.Result.Questions = nil // check only tells; who writes the migration is asked
	a := Answer{Question: q, Report: &report}
	title := report.Titles()
	for _, c := range report.Result.Changes {
		f := words[q].finding(c)
		f.Object = c.Object()
		if r, ok := c.(diff.Rename); ok {
			f.Object = r.From
		}
		f.Message = title(f.Object) + " " + f.Message
		a.Findings = append(a.Findings, f)
	}
	return a
}

// phrases are how the findings of a question are told.
type phrases struct{ add, drop, alter, rename, hint string }

var words = map[Question]phrases{
	Target: {
		add: "is declared, and no migration makes it", drop: "is made by the migrations, and not declared",
		alter: "is declared otherwise than the migrations make it", rename: "has another name where it is declared",
		hint: "schemadiff revision --autogenerate writes the migration",
	},
	Schema: {
		add: "is missing", drop: "is there, and no applied revision makes it",
		alter: "is not as its revision made it", rename: "has another name than its revision gave it",
		hint: "somebody has changed the database by hand, or a downgrade has not restored it: undo that, or bring it into a revision with schemadiff revision --autogenerate",
	},
}

func (p phrases) finding(c diff.Change) Finding {
	f := Finding{Code: Difference, Hint: p.hint}
	switch c := c.(type) {
	case diff.Add:
		f.Message, f.Pos = p.add, model.PosOf(c.New)
	case diff.Drop:
		f.Message, f.Pos = p.drop, model.PosOf(c.Old)
	case diff.Alter:
		f.Message, f.Pos = p.alter+facets(c.Facets), model.PosOf(c.New)
	case diff.Rename:
		f.Message = p.rename + ": " + c.To.String()
	case diff.Unsupported:
		f.Code, f.Hint = Undecided, ""
		f.Message = "may differ: " + c.Reason
	}
	return f
}

// facets lists in what two sides differ.
func facets(list []diff.Facet) string {
	text := ""
	for i, f := range list {
		if i > 0 {
			text += ","
		} else {
			text += ":"
		}
		text += " " + string(f.Name)
	}
	return text
}
