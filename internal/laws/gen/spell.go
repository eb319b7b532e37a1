package gen

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// QuoteIdent writes a name with its quotes.
func QuoteIdent(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// plainIdent says whether a name needs no quotes. Names that are keywords are
// all among the odd ones.
func plainIdent(name string) bool {
	for i, c := range name {
		if (c < 'a' || c > 'z') && c != '_' && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != "" && !slices.Contains(oddNames(), name)
}

// ident writes a name in one of its spellings.
func (w *writer) ident(name string) string {
	if plainIdent(name) {
		switch {
		case w.tidy || w.chance(80):
			return name
		case w.chance(30):
			return strings.ToUpper(name)
		case w.chance(10):
			return `U&"` + fmt.Sprintf(`\%04x`, name[0]) + name[1:] + `"`
		}
		return QuoteIdent(name)
	}
	// The server cuts what is too long, at a character's end.
	if w.exact {
		return QuoteIdent(name)
	}
	if len(name) == maxName && w.chance(60) {
		name += oneOf(w.draw, "x", "_and_more_of_it", "é")
	} else if len(name) == maxName-1 && !w.tidy && w.chance(60) {
		name += "é" + "x"
	}
	return QuoteIdent(name)
}

// visible says whether an unqualified name finds the object of that namespace.
func (w *writer) visible(ns *Namespace, name string) bool {
	for _, p := range w.path {
		if p == ns {
			return true
		}
		if p.Used[name] {
			return false
		}
	}
	return false
}

// qualified writes the name of a relation that exists.
func (w *writer) qualified(ns *Namespace, name string) string {
	if !w.exact && w.visible(ns, name) && w.chance(60) {
		return w.ident(name)
	}
	return w.ident(ns.Name) + "." + w.ident(name)
}

// created writes the name of something that is being created: unqualified only
// where it ends up in the right namespace.
func (w *writer) created(ns *Namespace, name string) string {
	if len(w.path) > 0 && w.path[0] == ns && w.chance(60) {
		return w.ident(name)
	}
	return w.ident(ns.Name) + "." + w.ident(name)
}

// typeName writes the name of a user's type or function. Names that the
// server's own types have must be qualified.
func (w *writer) typeName(ns *Namespace, name string) string {
	if slices.Contains(oddNames(), name) {
		return w.ident(ns.Name) + "." + w.ident(name)
	}
	return w.qualified(ns, name)
}

func (w *writer) table(t *Table) string {
	if name := w.called[t]; name != "" {
		return name
	}
	return w.qualified(t.NS, t.Name)
}

func (w *writer) col(c *Column) string {
	if alias, found := w.alias[c]; found {
		return w.ident(alias)
	}
	if c.Alias != "" {
		return w.ident(c.Alias)
	}
	if c.From != nil {
		return w.col(c.From)
	}
	return w.ident(c.Name)
}

func (w *writer) cols(list []*Column) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = w.col(c)
	}
	return "(" + strings.Join(names, oneOf(w.draw, ", ", ",")) + ")"
}

// typ writes a type as a column has it.
func (w *writer) typ(t Type) string {
	text := ""
	switch {
	case t.Base == nil:
		text = w.userType(t.User)
	case t.Base.Extension != "":
		text = w.extensionName(t.Base.Extension, t.Base.Name)
	case w.tidy:
		text = t.Base.written(t.Base.Spellings[0], t.Mods)
	default:
		text = t.Base.written(pick(w.draw, t.Base.Spellings), t.Mods)
	}
	if t.Array {
		text += oneOf(w.draw, "[]", "[]", "[3]", "[][]", " ARRAY", " ARRAY[2]")
	}
	return text
}

func (w *writer) userType(u any) string {
	switch u := u.(type) {
	case *Enum:
		return w.typeName(u.NS, u.Name)
	case *Domain:
		return w.typeName(u.NS, u.Name)
	case *Composite:
		return w.typeName(u.NS, u.Name)
	case *Range:
		return w.typeName(u.NS, u.Name)
	}
	panic("gen: a type without a name")
}

// extensionName writes the name of something that an extension brought.
func (w *writer) extensionName(extension, name string) string {
	for _, e := range w.s.Extensions {
		if e.Name == extension {
			return w.qualified(e.NS, name)
		}
	}
	return name
}

// exprType writes a type within an expression, where it has no modifiers.
func (w *writer) exprType(t Type) string {
	array := ""
	if t.Array {
		array = "[]"
	}
	switch {
	case t.Base == nil:
		return w.userType(t.User) + array
	case t.Base.Extension != "":
		return w.extensionName(t.Base.Extension, t.Base.Name) + array
	case w.exact || w.chance(70):
		return t.Base.Name + array
	}
	return t.Base.written(pick(w.draw, t.Base.Spellings), "") + array
}

// expr writes an expression.
func (w *writer) expr(e *Expr) string {
	var out strings.Builder
	format := e.Format
	for {
		at := strings.IndexByte(format, 0)
		if at < 0 {
			break
		}
		out.WriteString(format[:at])
		out.WriteString(w.arg(e.Args[format[at+1]-'0'], format == hole(0)))
		format = format[at+2:]
	}
	out.WriteString(format)
	return out.String()
}

func (w *writer) arg(arg any, alone bool) string {
	switch arg := arg.(type) {
	case *Column:
		if arg.Table == nil && arg.Name == "VALUE" {
			return oneOf(w.draw, "VALUE", "value")
		}
		return w.col(arg)
	case Type:
		return w.exprType(arg)
	case *Function:
		return w.typeName(arg.NS, arg.Name)
	case seqText:
		return quoted(w.seqRef(arg.Seq))
	case *Expr:
		if arg.Atomic && (w.tidy || w.chance(85)) || alone {
			return w.expr(arg)
		}
		return "(" + w.expr(arg) + ")"
	}
	return w.objectArg(arg)
}

// seqRef writes a sequence's name as text for nextval: it must survive a later
// change of the search path no more than any other name.
func (w *writer) seqRef(s *Sequence) string {
	if w.visible(s.NS, s.Name) && w.chance(50) {
		return QuoteIdent(s.Name)
	}
	return QuoteIdent(s.NS.Name) + "." + QuoteIdent(s.Name)
}

// layout changes letter case and white space outside of quotes.
func (w *writer) layout(statement string) string {
	if w.tidy || w.chance(50) {
		return statement
	}
	mode := oneOf(w.draw, "lower", "upper", "space", "comment", "none")
	var out strings.Builder
	for statement != "" {
		piece, quotedPiece := splitQuoted(statement)
		statement = statement[len(piece)+len(quotedPiece):]
		out.WriteString(w.restyle(piece, mode))
		out.WriteString(quotedPiece)
	}
	return out.String()
}

func (w *writer) restyle(piece, mode string) string {
	switch mode {
	case "lower":
		return strings.ToLower(piece)
	case "upper":
		return strings.ToUpper(piece)
	case "space":
		return strings.ReplaceAll(piece, " ", oneOf(w.draw, "\n", "  ", "\t", "\r\n    "))
	case "comment":
		if before, after, found := strings.Cut(piece, ", "); found {
			return before + oneOf(w.draw, ", -- it's a comment; (really\n", ", /* nested /* comment */ ' */ ") + after
		}
	}
	return piece
}

// splitQuoted cuts a text before its first quoted part and after it.
func splitQuoted(s string) (plain, quotedPart string) {
	start := strings.IndexAny(s, `'"$`)
	if start < 0 {
		return s, ""
	}
	// Prefixes belong to the constant: E'…', U&"…", B'…'.
	from := start
	for from > 0 && strings.IndexByte("EeUu&BbXxNn", s[from-1]) >= 0 {
		from--
	}
	if s[start] == '$' {
		tagEnd := strings.IndexByte(s[start+1:], '$')
		if tagEnd < 0 {
			return s, ""
		}
		tag := s[start : start+tagEnd+2]
		end := strings.Index(s[start+len(tag):], tag)
		return s[:start], s[start : start+len(tag)+end+len(tag)]
	}
	end := start + 1
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if r == '\\' && s[from] == 'E' {
			end += 2
			continue
		}
		end += size
		if byte(r) == s[start] && r < 128 {
			break
		}
	}
	return s[:from], s[from:end]
}
