package neutral

import (
	"math/big"
	"strings"
)

// Context is what an expression of a table can refer to.
type Context struct {
	// Column returns the type of a column.
	Column func(name string) (Type, bool)
	// Cast returns the type that a cast names, in the words of the dialect.
	Cast func(name string) Type
}

// Settle says what constants are by what they are compared with, and leaves out
// the casts that say nothing more: those of constants, and those from text to
// text.
func (c Context) Settle(e Expr) Expr {
	return e.Edit(func(e Expr) Expr {
		switch e.Op {
		case Cast:
			return c.cast(e)
		case "=", "<>", "<", "<=", ">", ">=", "in", "not in", "is distinct from", "is not distinct from":
			if t, ok := c.typeOf(e.Args[0]); ok {
				e.Args = []Expr{e.Args[0], Constant(e.Args[1], t)}
			} else if t, ok := c.typeOf(e.Args[1]); ok {
				e.Args = []Expr{Constant(e.Args[0], t), e.Args[1]}
			}
		default:
		}
		return e
	})
}

func (c Context) typeOf(e Expr) (Type, bool) {
	if e.Op != Column || c.Column == nil {
		return Type{}, false
	}
	return c.Column(e.Text)
}

func (c Context) cast(e Expr) Expr {
	arg := e.Args[0]
	to := TypeOf(Type{Family: Other, Name: e.Text}.Model())
	if c.Cast != nil {
		to = c.Cast(e.Text)
	}
	if from, ok := c.typeOf(arg); ok && to.Is(Text) && to.Length == 0 && from.Is(Text, Enum) {
		return arg
	}
	if arg.IsConstant() && (to.Family != Text || to.Length == 0) && !to.Is(Interval) { // which has units
		return Constant(arg, to)
	}
	if arg.Op == Call && len(arg.Args) == 0 && to.Is(Date, Time, Timestamp) {
		return Constant(arg, to)
	}
	if arg.Op == Call && arg.Text == Epoch && to.Number() {
		return arg
	}
	return Expr{Op: Cast, Text: to.String(), Args: e.Args}
}

// Constant brings a constant into the form that constants of a type have: a
// number for a number, true for a boolean. Lists are brought element by element,
// and the present moment is what the type holds of it.
func Constant(e Expr, t Type) Expr {
	switch {
	case t.Array:
		return e
	case e.Op == List:
		return e.Edit(func(a Expr) Expr {
			if a.IsConstant() {
				return Constant(a, t)
			}
			return a
		})
	case e.Op == Call && len(e.Args) == 0:
		return moment(e, t)
	case t.Number() && (e.Op == Literal || e.Op == Numeral):
		return numeral(e)
	case t.Number() && e.Op == Truth:
		if e.Text == "true" {
			return Expr{Op: Numeral, Text: "1"}
		}
		return Expr{Op: Numeral, Text: "0"}
	case t.Is(Boolean):
		return truth(e)
	case e.Op == Numeral && t.Is(Text, Enum, UUID, JSON):
		return Expr{Op: Literal, Text: e.Text}
	case e.Op == Numeral:
		return numeral(e)
	case e.Op == Literal && strings.EqualFold(e.Text, "now") && t.Is(Date, Time, Timestamp):
		return moment(Expr{Op: Call, Text: Now}, t)
	case e.Op == Literal && t.Is(Timestamp):
		e.Text = timestamp(e.Text)
	}
	return e
}

func moment(e Expr, t Type) Expr {
	if e.Text == Now || e.Text == Today || e.Text == TimeOfDay {
		switch t.Family {
		case Date:
			e.Text = Today
		case Time:
			e.Text = TimeOfDay
		case Timestamp:
			e.Text = Now
		default:
		}
	}
	return e
}

// numeral writes a number without what doesn't count.
func numeral(e Expr) Expr {
	text := strings.TrimSpace(e.Text)
	if _, ok := new(big.Rat).SetString(text); !ok || strings.ContainsAny(text, "/_xXbBoOpP") {
		return e
	}
	text = strings.TrimPrefix(text, "+")
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	if strings.Contains(text, ".") && !strings.ContainsAny(text, "eE") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text = strings.TrimLeft(text, "0"); text == "" || text[0] == '.' || text[0] == 'e' {
		text = "0" + text
	}
	if text == "0" {
		sign = ""
	}
	return Expr{Op: Numeral, Text: sign + text}
}

func truth(e Expr) Expr {
	if e.Op != Literal && e.Op != Numeral {
		return e
	}
	switch strings.ToLower(strings.TrimSpace(e.Text)) {
	case "1", "t", "true", "yes", "y", "on":
		return Expr{Op: Truth, Text: "true"}
	case "0", "f", "false", "no", "n", "off":
		return Expr{Op: Truth, Text: "false"}
	}
	return e
}

// timestamp writes a point in time without the zone of Greenwich, and with a
// blank between its date and its time.
func timestamp(text string) string {
	for _, zone := range []string{"+00:00", "-00:00", "+00", "Z", "z", " UTC"} {
		if cut, ok := strings.CutSuffix(text, zone); ok && strings.Contains(cut, ":") {
			text = strings.TrimSpace(cut)
			break
		}
	}
	if len(text) > 10 && (text[10] == 'T' || text[10] == 't') {
		text = text[:10] + " " + text[11:]
	}
	return text
}
