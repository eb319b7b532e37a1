package gen

import "strings"

// quoted writes an SQL string constant.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// literal draws a constant of a type, spelled so that it has that type wherever
// it stands.
func (s scope) literal(want string) *Expr {
	element, isArray := strings.CutSuffix(want, "[]")
	b := s.lib.byName[element]
	if b == nil {
		return &Expr{Format: "NULL::" + want, Atomic: true}
	}
	if isArray {
		return s.arrayLiteral(b)
	}
	text := pick(s.draw, b.Literals)
	if b.Bare && s.chance(80) {
		return bare(b, text)
	}
	if (b.Name == "text" || b.Name == "character varying") && s.chance(60) {
		return &Expr{Format: s.quotedSomehow(text), Atomic: true}
	}
	t := &Expr{Format: hole(0), Args: []any{Type{Base: b}}}
	switch s.n(3) {
	case 0:
		return &Expr{Format: quoted(text) + "::" + hole(0), Args: t.Args, Atomic: true}
	case 1:
		return &Expr{Format: "CAST(" + quoted(text) + " AS " + hole(0) + ")", Args: t.Args, Atomic: true}
	}
	if strings.HasPrefix(b.Name, `"`) || b.Name == "character" || b.Name == "bit" {
		return &Expr{Format: quoted(text) + "::" + hole(0), Args: t.Args, Atomic: true}
	}
	return &Expr{Format: b.Name + " " + quoted(text), Atomic: true}
}

func bare(b *Builtin, text string) *Expr {
	format := text
	if b.Name == "numeric" && !strings.Contains(text, ".") {
		format += ".0"
	}
	return &Expr{Format: format, Atomic: !strings.HasPrefix(text, "-")}
}

// quotedSomehow writes a string constant in one of its forms.
func (s scope) quotedSomehow(text string) string {
	switch {
	case s.chance(6):
		return "$q$" + text + "$q$"
	case s.chance(6):
		return "E" + quoted(strings.ReplaceAll(text, `\`, `\\`))
	}
	return quoted(text)
}

func (s scope) arrayLiteral(b *Builtin) *Expr {
	args := []any{Type{Base: b, Array: true}}
	if s.chance(40) {
		return &Expr{Format: "'{}'::" + hole(0), Args: args, Atomic: true}
	}
	e := &Expr{Format: "ARRAY[" + hole(1) + ", " + hole(2) + "]::" + hole(0), Args: args, Atomic: true}
	e.Args = append(e.Args, s.unknown(b.Name), s.literal(b.Name))
	return e
}

// unknown draws a constant without a cast, whose type the context decides.
func (s scope) unknown(want string) *Expr {
	element, isArray := strings.CutSuffix(want, "[]")
	b := s.lib.byName[element]
	if b == nil || isArray {
		return &Expr{Format: "'{}'", Atomic: true}
	}
	return &Expr{Format: quoted(pick(s.draw, b.Literals)), Atomic: true}
}

// value draws the text of a constant that a column of the type accepts, quoted
// and without a cast.
func (s scope) value(t Type) string {
	if t.Array {
		return "'{}'"
	}
	switch u := t.User.(type) {
	case *Enum:
		return quoted(pick(s.draw, u.Labels))
	case *Domain:
		return s.value(u.Base)
	case *Range:
		return "'empty'"
	case *Composite:
		return "NULL"
	}
	return quoted(pick(s.draw, t.Base.Literals))
}
