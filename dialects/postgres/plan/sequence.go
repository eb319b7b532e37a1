package plan

import (
	"math"

	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func (s *session) createSequence(o model.Sequence) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE ")
	if o.Unlogged {
		if err := s.needs(s.version.HasUnloggedSequences(), 15, "an unlogged sequence"); err != nil {
			return nil, err
		}
		w.Key("UNLOGGED ")
	}
	w.Key("SEQUENCE ").Name(name)
	if o.Options.Type != "bigint" {
		w.Key(" AS ").typ(model.Type{Name: o.Options.Type})
	}
	w.sequenceOptions(o.Options)
	step := creation(w.text())
	step.Takes = []render.Name{relation(name)}
	if o.Comment != "" {
		step.Then = append(step.Then, commentOnSequence(name, o.Comment))
	}
	return []render.Step{step}, nil
}

func commentOnSequence(name model.QName, comment string) string {
	return write("COMMENT ON SEQUENCE ").Name(name).isComment(comment)
}

// sequenceDefaults returns what a sequence of that type and direction has if
// nothing is said.
func sequenceDefaults(typ string, increment int64) model.SequenceOptions {
	limit := int64(math.MaxInt64)
	lowest := int64(math.MinInt64)
	switch typ {
	case "smallint":
		limit, lowest = math.MaxInt16, math.MinInt16
	case "integer":
		limit, lowest = math.MaxInt32, math.MinInt32
	}
	d := model.SequenceOptions{Type: typ, Increment: 1, Min: 1, Max: limit, Start: 1, Cache: 1}
	if increment < 0 {
		d.Min, d.Max, d.Start = lowest, -1, -1
	}
	return d
}

// sequenceOptions writes the options that are not what the server would take
// anyway, each with a space before it. The type is left to the caller.
func (w writer) sequenceOptions(o model.SequenceOptions) {
	d := sequenceDefaults(o.Type, o.Increment)
	start := o.Min
	if o.Increment < 0 {
		start = o.Max
	}
	if o.Start != start {
		w.Key(" START WITH ").Int(o.Start)
	}
	if o.Increment != d.Increment {
		w.Key(" INCREMENT BY ").Int(o.Increment)
	}
	if o.Min != d.Min {
		w.Key(" MINVALUE ").Int(o.Min)
	}
	if o.Max != d.Max {
		w.Key(" MAXVALUE ").Int(o.Max)
	}
	if o.Cache != d.Cache {
		w.Key(" CACHE ").Int(o.Cache)
	}
	if o.Cycle {
		w.Key(" CYCLE")
	}
}

// setOwner makes a sequence belong to its column.
func (s *session) setOwner(op render.Op) ([]render.Step, error) {
	o, _ := op.New.(model.Sequence)
	w := write("ALTER SEQUENCE ").Name(model.QName{Schema: o.Schema, Name: o.Name})
	w.Key(" OWNED BY ").Name(o.OwnedBy.Table).Key(".").Ident(o.OwnedBy.Column)
	step := creation(w.text())
	step.Phase = render.PhaseAttach
	if role := s.sequenceTaker(op.Node.ID, o); role != "" {
		take := gain(write("ALTER SEQUENCE ").Name(op.Node.ID.QName()).Key(" OWNER TO ").Ident(role).text())
		take.Phase = render.PhaseAttach
		take.Aspect = "role"
		take.Establishes = false
		return []render.Step{take, step}, nil
	}
	return []render.Step{step}, nil
}

// sequenceTaker returns the role that must own a sequence for it to belong to a
// table that is there already, if it isn't who runs the migration, as far as is
// known.
func (s *session) sequenceTaker(id model.ID, o model.Sequence) string {
	table := tableID(o.OwnedBy.Table)
	if !s.old.has(table) || s.made(table) {
		return ""
	}
	owner := func(id model.ID) string {
		d, _ := s.old.object(id.Attached(model.AspectOwner)).(model.Definition)
		return d.Get(property.Owner).Ref.Name
	}
	has := s.old.schema.Role
	if !s.made(id) && owner(id) != "" {
		has = owner(id)
	}
	if want := owner(table); want != has {
		return want
	}
	return ""
}

// dropOwner makes a sequence belong to no column.
func (s *session) dropOwner(op render.Op) ([]render.Step, error) {
	o, _ := op.Old.(model.Sequence)
	w := write("ALTER SEQUENCE ").Name(model.QName{Schema: o.Schema, Name: o.Name}).Key(" OWNED BY NONE")
	step := removal(w.text())
	step.Phase = render.PhaseDetach
	step.Hosts = []render.Host{{Step: dropStep(node(op.Node.ID))}}
	return []render.Step{step}, nil
}
