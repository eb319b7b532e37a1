package plan

import (
	"cmp"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func (s *session) alterExtension(op render.Op, o model.Extension) ([]render.Step, error) {
	var steps []render.Step
	alter := write("ALTER EXTENSION ").Ident(o.Name).String()
	if op.Has(diff.FacetSchema) && o.Schema != "" {
		step := alteration(render.Text{Head: alter + write(" SET SCHEMA ").Ident(o.Schema).String()})
		hazard(&step, render.Weakened, "Whatever finds the objects of the extension by search_path may no longer find them.")
		steps = append(steps, step)
	}
	if op.Has(diff.FacetVersion) && o.Version != "" {
		old, _ := op.Old.(model.Extension)
		steps = append(steps, updateExtension(op, old.Version, o.Version, write("ALTER EXTENSION ").Ident(o.Name).Key(" UPDATE TO ").Literal(o.Version).String()))
	}
	return append(steps, s.comment(op, commentOnExtension(o))...), nil
}

// updateExtension changes the version of an extension. Extensions come with
// scripts that lead to newer versions, hardly ever with any that lead back: an
// older version is left to the person.
func updateExtension(op render.Op, from, to, sql string) render.Step {
	final := func(code render.Code, text string) []render.Loss {
		return []render.Loss{{Object: op.Node.ID, Code: code, Text: text}}
	}
	if olderVersion(to, from) {
		step := gain(render.Text{})
		step.Aspect = "version"
		step.Losses = final(render.Unchanged, "it stays at version "+from+", since extensions have no way back to an older one; if this one has it, run by hand: "+sql)
		return step
	}
	step := alteration(render.Text{Head: sql})
	step.Aspect = "version"
	if olderVersion(from, to) {
		step.Losses = final(render.Irreversible, "the way back leaves it at version "+to+", since extensions have no way back to an older one")
	}
	hazard(&step, render.MayFail, "Needs the files of that version on the server, and an update path to it.")
	return step
}

// olderVersion reports whether one version is older than another as far as
// their numbers tell. The names of versions are free: what stands between
// numbers must be the same.
func olderVersion(a, b string) bool {
	for a != "" || b != "" {
		na, restA, numberA := leadingNumber(a)
		nb, restB, numberB := leadingNumber(b)
		switch {
		case numberA && numberB:
			if c := cmp.Or(cmp.Compare(len(na), len(nb)), cmp.Compare(na, nb)); c != 0 {
				return c < 0
			}
			a, b = restA, restB
		case a == "" && (numberB || strings.HasPrefix(b, ".")):
			return true
		case a == "" || b == "" || a[0] != b[0]:
			return false
		default:
			a, b = a[1:], b[1:]
		}
	}
	return false
}

// leadingNumber cuts the digits off that a version begins with, without zeros
// in front.
func leadingNumber(s string) (number, rest string, ok bool) {
	rest = strings.TrimLeft(s, "0123456789")
	number = s[:len(s)-len(rest)]
	return strings.TrimLeft(number, "0"), rest, number != ""
}
