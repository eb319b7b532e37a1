package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// planJSON is what a run would do, for programs.
type planJSON struct {
	Direction graph.Direction `json:"direction"`
	DryRun    bool            `json:"dryRun"`
	Before    []string        `json:"before"`
	After     []string        `json:"after"`
	Revisions []plannedJSON   `json:"revisions"`
}

type plannedJSON struct {
	ID           string            `json:"id"`
	Message      string            `json:"message,omitempty"`
	From         []string          `json:"from"`
	To           []string          `json:"to"`
	Resumes      string            `json:"resumes,omitempty"`
	Transactions []transactionJSON `json:"transactions"`
}

type transactionJSON struct {
	Outside    bool     `json:"outside,omitempty"`
	Repeat     bool     `json:"repeat,omitempty"`
	Statements []string `json:"statements"`
}

// dryRun shows what a run would do.
func (p *program) dryRun(cmd *cobra.Command, f *runFlags, s *site) (any, error) {
	plan, err := s.migrator.Plan(cmd.Context(), f.direction, f.targets...)
	if err != nil {
		return nil, runError(err)
	}
	out := planJSONOf(&plan)
	if f.format.value == "json" {
		return out, nil
	}
	var text strings.Builder
	out.write(&text, p.style())
	f.line.aside(func() {
		to := p.stdout
		if f.several {
			to = indented{to}
		}
		_, err = io.WriteString(to, text.String())
	})
	return out, err
}

func planJSONOf(plan *migrate.Plan) planJSON {
	out := planJSON{Direction: plan.Direction, DryRun: true, Before: some(plan.Before), After: some(plan.After), Revisions: []plannedJSON{}}
	for i := range plan.Steps {
		step := &plan.Steps[i]
		r := plannedJSON{ID: step.Step.Revision, From: some(step.Step.From), To: some(step.Step.To), Resumes: step.Resumes, Transactions: []transactionJSON{}}
		if step.Script != nil {
			r.Message = step.Script.Message
		}
		for _, t := range step.Transactions {
			group := transactionJSON{Outside: t.Outside, Repeat: t.Repeat}
			for i := range step.Section.Statements[t.From:t.To] {
				group.Statements = append(group.Statements, step.Section.Statements[t.From+i].Text())
			}
			r.Transactions = append(r.Transactions, group)
		}
		out.Revisions = append(out.Revisions, r)
	}
	return out
}

// write shows the plan to a person.
func (out planJSON) write(w io.Writer, s style) {
	if len(out.Revisions) == 0 {
		fmt.Fprintln(w, "nothing to do: the database is at "+whereabouts(out.After))
		return
	}
	for _, r := range out.Revisions {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s %s  %s", out.Direction, s.id(r.ID), draw.Clean(r.Message)), " "))
		if r.Resumes != "" {
			fmt.Fprintln(w, "    "+s.marks(strings.ReplaceAll(r.Resumes, "\n", "\n    ")))
		}
		for _, t := range r.Transactions {
			what := "in a transaction"
			switch {
			case t.Repeat:
				what = "repeated until it changes no more rows, each time in a transaction"
			case t.Outside:
				what = "outside a transaction"
			}
			fmt.Fprintln(w, "    "+s.marks("-- "+what))
			for _, sql := range t.Statements {
				fmt.Fprintln(w, "    "+strings.ReplaceAll(sql, "\n", "\n    ")+";")
			}
		}
	}
	fmt.Fprintf(w, "Nothing was changed. The database would be at %s.\n", whereabouts(out.After))
}
