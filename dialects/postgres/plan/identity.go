package plan

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// identityOptions returns the options of an identity's sequence, which has the
// column's type if nothing is said.
func identityOptions(c model.Column) model.SequenceOptions {
	o := c.Identity.Options
	if o.Type == "" {
		o = sequenceDefaults(c.Type.Name, 1)
	}
	return o
}

// identityBegins returns the options that the sequence of a new identity is
// made with: it has the column's type first, and must fit into that.
func identityBegins(c model.Column) model.SequenceOptions {
	o := identityOptions(c)
	if o.Type == c.Type.Name {
		return o
	}
	wanted := sequenceDefaults(o.Type, o.Increment)
	begins := sequenceDefaults(c.Type.Name, o.Increment)
	begins.Increment, begins.Cache, begins.Cycle = o.Increment, o.Cache, o.Cycle
	lowest, highest := sequenceRange(c.Type.Name)
	if o.Min != wanted.Min && o.Min >= lowest {
		begins.Min = min(o.Min, highest-1)
	}
	if o.Max != wanted.Max && o.Max <= highest {
		begins.Max = max(o.Max, lowest+1)
	}
	begins.Start = min(max(o.Start, begins.Min), begins.Max)
	return begins
}

// identityType gives the sequence of a new identity another type than the
// column has: LIKE … INCLUDING IDENTITY makes such ones.
func identityType(c model.Column) []string {
	o := identityOptions(c)
	if c.Identity.IsZero() || o.Type == c.Type.Name {
		return nil
	}
	return []string{sequenceType(c.Identity.Sequence, identityBegins(c), o)}
}

// sequenceType changes the type of a sequence, and what else would not be as it
// shall be then.
func sequenceType(name model.QName, have, wanted model.SequenceOptions) string {
	w := write("ALTER SEQUENCE ").Name(name).Key(" AS ").typ(model.Type{Name: wanted.Type})
	return w.sequenceChange("", retyped(have, wanted.Type), wanted).String()
}

// sequenceChange writes what makes one set of options the other, each behind a
// word. The type is left to the caller.
func (w writer) sequenceChange(set render.Keyword, have, wanted model.SequenceOptions) writer {
	number := func(what render.Keyword, have, wanted int64) {
		if have != wanted {
			w.Key(" ").Key(set).Key(what).Int(wanted)
		}
	}
	number("INCREMENT BY ", have.Increment, wanted.Increment)
	number("MINVALUE ", have.Min, wanted.Min)
	number("MAXVALUE ", have.Max, wanted.Max)
	number("START WITH ", have.Start, wanted.Start)
	if outside(have, wanted) {
		w.Key(" RESTART WITH ").Int(wanted.Start)
	}
	number("CACHE ", have.Cache, wanted.Cache)
	switch {
	case have.Cycle == wanted.Cycle:
	case wanted.Cycle:
		w.Key(" ").Key(set).Key("CYCLE")
	default:
		w.Key(" ").Key(set).Key("NO CYCLE")
	}
	return w
}

// limitsHazards says what other limits do to a sequence in use.
func limitsHazards(step *render.Step, have, wanted model.SequenceOptions) {
	switch {
	case outside(have, wanted):
		hazard(step, render.ValueChange, "The sequence begins anew, since where it began lies outside its new limits.")
	case wanted.Min > have.Min || wanted.Max < have.Max:
		hazard(step, render.MayFail, "Fails if the sequence already stands outside its new limits.")
	}
}

// fits reports whether the limits of a sequence lie within its type.
func fits(o model.SequenceOptions) bool {
	lowest, highest := sequenceRange(o.Type)
	return o.Min >= lowest && o.Max <= highest
}

// retyped returns what the server makes of a sequence's options when its type
// changes: limits that are those of the type go along (init_params of the
// server's sequence.c).
func retyped(o model.SequenceOptions, typ string) model.SequenceOptions {
	lowest, highest := sequenceRange(o.Type)
	newLowest, newHighest := sequenceRange(typ)
	if o.Min == lowest {
		o.Min = newLowest
	}
	if o.Max == highest {
		o.Max = newHighest
	}
	o.Type = typ
	return o
}

// sequenceRange returns the least and the greatest value of a type.
func sequenceRange(typ string) (lowest, highest int64) {
	return sequenceDefaults(typ, -1).Min, sequenceDefaults(typ, 1).Max
}
