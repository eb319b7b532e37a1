package gen

import (
	"slices"
	"strings"
)

// library holds the tables that a generator draws from, read once.
type library struct {
	types    []*Builtin
	byName   map[string]*Builtin
	values   map[string][]production
	defaults map[string][]production
}

func newLibrary(major int, extensions []*Extension) *library {
	lib := &library{byName: map[string]*Builtin{}}
	for _, b := range builtins() {
		installed := b.Extension == "" || slices.ContainsFunc(extensions, func(e *Extension) bool { return e.Name == b.Extension })
		if b.Since <= major && installed {
			lib.types = append(lib.types, b)
			lib.byName[b.Name] = b
		}
	}
	lib.values = lib.usable(parseProductions(productionLines), major)
	lib.defaults = lib.usable(parseProductions(defaultLines), major)
	return lib
}

func (lib *library) usable(list []production, major int) map[string][]production {
	byResult := map[string][]production{}
	for _, p := range list {
		if p.since <= major {
			byResult[p.result] = append(byResult[p.result], p)
		}
	}
	return byResult
}

// scope is what an expression may use.
type scope struct {
	draw
	lib       *library
	columns   []*Column
	functions []*Function
	immutable bool
	noPadded  bool // no char(n) where text is wanted: operator classes tell them apart
}

// baseType is a type with its domains taken off, as the productions name it;
// empty for enums, composites and ranges of the user.
func baseType(t Type) string {
	if d, isDomain := t.User.(*Domain); isDomain && !t.Array {
		return baseType(d.Base)
	}
	if t.Base == nil {
		return ""
	}
	if t.Array {
		return t.Base.Name + "[]"
	}
	return t.Base.Name
}

// serves says whether a column of type have can stand where want is wanted
// without changing what the expression around it yields.
func serves(have, want string) bool {
	switch want {
	case have:
		return true
	case "text":
		return have == "character varying" || have == "character"
	case "bigint":
		return have == "integer"
	case "double precision":
		return have == "real"
	case "inet":
		return have == "cidr"
	}
	return false
}

func (s scope) columnsFor(want string) []*Column {
	return filter(s.columns, func(c *Column) bool {
		have := baseType(c.typ())
		return serves(have, want) && !(s.noPadded && have != want && have == "character")
	})
}

// expr draws an expression of a type.
func (s scope) expr(want string, depth int) *Expr {
	columns := s.columnsFor(want)
	if len(columns) > 0 && (depth <= 0 || s.chance(35)) {
		return columnExpr(pick(s.draw, columns))
	}
	if depth > 0 {
		if f := s.call(want, depth); f != nil && s.chance(15) {
			return f
		}
		if list := s.makeable(want); len(list) > 0 && s.chance(85) {
			return s.produce(pick(s.draw, list), depth)
		}
	}
	if len(columns) > 0 && s.chance(60) {
		return columnExpr(pick(s.draw, columns))
	}
	return s.literal(want)
}

// makeable lists the productions of a type that have a column to work on. What
// has none is a constant, which the server may evaluate when it is declared,
// and fail.
func (s scope) makeable(want string) []production {
	return filter(s.lib.values[want], func(p production) bool {
		ok, root := s.fits(p)
		return ok && root && (!p.stable || !s.immutable)
	})
}

func (s scope) fits(p production) (ok, root bool) {
	for _, arg := range p.args {
		found := len(s.columnsFor(arg.typ)) > 0
		if arg.form == '@' && !s.exact(arg.typ) {
			return false, false
		}
		if !found && s.lib.byName[strings.TrimSuffix(arg.typ, "[]")] == nil {
			return false, false
		}
		root = root || found
	}
	return true, root
}

// exact says whether a column of exactly that type exists.
func (s scope) exact(want string) bool {
	return slices.ContainsFunc(s.columns, func(c *Column) bool { return baseType(c.typ()) == want })
}

func (s scope) produce(p production, depth int) *Expr {
	e := &Expr{Format: p.format, Atomic: looksLikeCall(p.format)}
	for _, arg := range p.args {
		switch arg.form {
		case '@':
			list := filter(s.columns, func(c *Column) bool { return baseType(c.typ()) == arg.typ })
			e.Args = append(e.Args, columnExpr(pick(s.draw, list)))
		case '\'':
			e.Args = append(e.Args, s.unknown(arg.typ))
		case '!':
			e.Args = append(e.Args, undomained(s.expr(arg.typ, depth-1), arg.typ))
		default:
			e.Args = append(e.Args, s.expr(arg.typ, depth-1))
		}
	}
	s.root(e, p)
	return e
}

// undomained casts a column of a domain to what the domain is made of:
// polymorphic functions do not look through domains.
func undomained(e *Expr, typ string) *Expr {
	if !isColumn(e) {
		return e
	}
	if _, isDomain := e.Args[0].(*Column).typ().User.(*Domain); !isDomain {
		return e
	}
	return &Expr{Format: hole(0) + "::" + typ, Args: e.Args, Atomic: true}
}

// root puts a column into an expression that came out without one.
func (s scope) root(e *Expr, p production) {
	for i, arg := range p.args {
		if list := s.columnsFor(arg.typ); !e.hasColumn() && arg.form == 0 && len(list) > 0 {
			e.Args[i] = columnExpr(pick(s.draw, list))
		}
	}
}

// call draws a call of a user's function.
func (s scope) call(want string, depth int) *Expr {
	list := filter(s.functions, func(f *Function) bool { return f.Result.Name == want })
	if len(list) == 0 {
		return nil
	}
	f := pick(s.draw, list)
	return &Expr{Format: hole(0) + "(" + hole(1) + ")", Args: []any{f, s.expr(f.Arg.Name, depth-1)}, Atomic: true}
}

func columnExpr(c *Column) *Expr { return &Expr{Format: hole(0), Args: []any{c}, Atomic: true} }

// looksLikeCall says whether a format is a call or a CASE, which bind by
// themselves.
func looksLikeCall(format string) bool {
	open := strings.IndexByte(format, '(')
	if strings.HasPrefix(format, "CASE ") {
		return true
	}
	if open <= 0 || !strings.HasSuffix(format, ")") || strings.ContainsAny(format[:open], " \x00") {
		return false
	}
	depth := 0
	for i := open; i < len(format); i++ {
		switch format[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == len(format)-1
		}
	}
	return false
}

// uses says whether an expression refers to an object.
func (e *Expr) uses(object any) bool {
	if e == nil {
		return false
	}
	for _, arg := range e.Args {
		switch arg := arg.(type) {
		case *Expr:
			if arg.uses(object) {
				return true
			}
		case Type:
			if arg.User != nil && arg.User == object {
				return true
			}
		case seqText:
			if any(arg.Seq) == object {
				return true
			}
		default:
			if arg == object {
				return true
			}
		}
	}
	return false
}

// hasColumn says whether any column is used at all.
func (e *Expr) hasColumn() bool {
	for _, arg := range e.Args {
		switch arg := arg.(type) {
		case *Expr:
			if arg.hasColumn() {
				return true
			}
		case *Column:
			return true
		}
	}
	return false
}
