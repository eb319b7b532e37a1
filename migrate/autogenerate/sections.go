package autogenerate

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// Fill gives a script the statements of a report's migration, each with its
// remarks above it, and puts at the end of its Doc what concerns the whole.
func Fill(s *script.Script, r render.Report) {
	s.Up, s.Down = Sections(r.Migration)
	if remarks := r.Remarks(); len(remarks) > 0 {
		if s.Doc != "" {
			s.Doc += "\n\n"
		}
		s.Doc += strings.Join(remarks, "\n")
	}
}

// Sections returns the way up and the way down of a migration. A way down that
// leaves differences which the way up makes is marked as irreversible.
func Sections(m render.Migration) (up, down script.Section) {
	up, down = section(m.Up), section(m.Down)
	down.Irreversible = rest(m)
	return up, down
}

// section keeps the plan's transactions: neighbours make one, unless the plan
// parts them.
func section(p render.Plan) script.Section {
	var s script.Section
	var remarks render.Remarks
	for _, g := range p.Groups {
		for i, st := range g.Statements {
			s.Statements = append(s.Statements, script.Statement{
				SQL:            strings.TrimSuffix(st.SQL, ";"),
				Comment:        remarks.Of(st),
				NoTransaction:  !g.Transactional,
				NewTransaction: g.Transactional && i == 0 && afterTransaction(s),
			})
		}
	}
	return s
}

func afterTransaction(s script.Section) bool {
	n := len(s.Statements)
	return n > 0 && !s.Statements[n-1].NoTransaction
}

// rest says what the way down leaves that the way up made; "" if nothing.
func rest(m render.Migration) string {
	var texts []string
	for _, u := range m.Down.Unsupported {
		if slices.ContainsFunc(m.Up.Unsupported, func(o diff.Unsupported) bool { return o.ID == u.ID && o.Facet == u.Facet }) {
			continue
		}
		texts = append(texts, u.ID.String()+": "+u.Reason)
	}
	for _, l := range m.Down.Losses {
		if l.Code == render.Unchanged {
			texts = append(texts, l.Object.String()+": "+l.Text)
		}
	}
	return strings.Join(texts, "; ")
}
