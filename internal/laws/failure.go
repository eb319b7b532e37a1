package laws

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/render"
)

// Failure is a law that does not hold.
type Failure struct {
	Law int
	// Step is what failed ("second diff", "dump after up"), Sign what tells one
	// failure from another: a reduced case must fail with the same.
	Step, Sign string
	Detail     string
}

func (f *Failure) Error() string {
	return fmt.Sprintf("law %d, %s [%s]:\n%s", f.Law, f.Step, f.Sign, f.Detail)
}

// same says whether two errors are the same failure.
func same(a, b error) bool {
	var fa, fb *Failure
	return errors.As(a, &fa) && errors.As(b, &fb) && fa.Law == fb.Law && fa.Step == fb.Step && fa.Sign == fb.Sign
}

// failed makes a failure of an error.
func failed(law int, step string, err error) error {
	if err == nil {
		return nil
	}
	return &Failure{Law: law, Step: step, Sign: signOf(err), Detail: err.Error()}
}

// signOf is the server's code and message, or the shape of our own error, both
// without the names in it.
func signOf(err error) string {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return server.Code + " " + anonymous(server.Message)
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return anonymous(line[:min(len(line), 60)])
}

// anonymous takes what is quoted, and all digits, out of a message.
func anonymous(message string) string {
	var out strings.Builder
	quoted := false
	for _, c := range message {
		switch {
		case c == '"':
			quoted = !quoted
			out.WriteRune(c)
		case quoted, c >= '0' && c <= '9':
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

// empty fails unless nothing differs.
func empty(law int, step string, r diff.Result, err error) error {
	if err != nil {
		return failed(law, step, err)
	}
	var lines []string
	sign := ""
	for i, c := range r.Changes {
		lines = append(lines, Describe(c))
		if i == 0 {
			sign = kindOf(c)
		}
	}
	for _, n := range r.Notes {
		lines = append(lines, "note on "+n.ID.String()+": "+n.Text)
		if sign == "" {
			sign = "note " + string(n.ID.Kind) + " " + anonymous(n.Text)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return &Failure{Law: law, Step: step, Sign: sign, Detail: strings.Join(lines, "\n")}
}

// kindOf says what kind of change it is, without names.
func kindOf(c diff.Change) string {
	switch c := c.(type) {
	case diff.Add:
		return "add " + string(c.ID.Kind)
	case diff.Drop:
		return "drop " + string(c.ID.Kind)
	case diff.Alter:
		return "alter " + string(c.NewID.Kind) + " " + string(c.Facets[0].Name)
	case diff.Rename:
		return "rename " + string(c.From.Kind)
	case diff.Unsupported:
		return "unsupported " + string(c.ID.Kind) + " " + string(c.Facet)
	}
	return "unknown change"
}

// Describe writes a change on one line for each facet.
func Describe(c diff.Change) string {
	switch c := c.(type) {
	case diff.Add:
		return "+ " + c.ID.String()
	case diff.Drop:
		return "- " + c.ID.String()
	case diff.Alter:
		text := "~ " + c.NewID.String()
		for _, f := range c.Facets {
			text += fmt.Sprintf("\n    %s: %q -> %q", f.Name, f.Old, f.New)
		}
		return text
	case diff.Rename:
		return "> " + c.From.String() + " -> " + c.To.String()
	case diff.Unsupported:
		return fmt.Sprintf("? %s %s: %s\n    %q -> %q", c.ID, c.Facet, c.Reason, c.Old, c.New)
	}
	return fmt.Sprintf("unknown change %T", c)
}

// SQL writes a plan's statements, for a failure's detail.
func sqlOf(p render.Plan) string {
	var b strings.Builder
	for _, g := range p.Groups {
		if g.Transactional {
			b.WriteString("BEGIN;\n")
		}
		for _, s := range g.Statements {
			b.WriteString(s.SQL + "\n")
		}
		if g.Transactional {
			b.WriteString("COMMIT;\n")
		}
	}
	return b.String()
}

// withPlan adds the plan to a failure.
func withPlan(err error, plan render.Plan) error {
	var f *Failure
	if errors.As(err, &f) {
		f.Detail += "\nafter\n" + sqlOf(plan)
	}
	return err
}
