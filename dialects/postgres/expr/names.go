package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// names resolves literals that name objects, for package literal.
type names struct{ a *analysis }

// Object implements literal.Names.
func (n names) Object(kind, text string) (string, bool) {
	text = strings.TrimSpace(text)
	if text == "-" || text != "" && strings.Trim(text, "0123456789") == "" {
		return "", false // an OID
	}
	switch kind {
	case "regtype":
		return n.a.typeLiteral(text)
	case "regprocedure", "regoper", "regoperator":
		return "", false
	}
	parts, ok := splitName(text)
	if !ok {
		return "", false
	}
	switch kind {
	case "regnamespace", "regrole":
		return parts[0], len(parts) == 1
	}
	if len(parts) == 2 {
		n.a.useObject(kind, parts[0], parts[1])
		return qualifiedText(parts[0], parts[1]), true
	}
	if len(parts) != 1 {
		return "", false
	}
	for _, schema := range n.a.path {
		if n.a.c.hasObject(kind, schema, parts[0]) {
			n.a.useObject(kind, schema, parts[0])
			return qualifiedText(schema, parts[0]), true
		}
	}
	return "", false
}

func (c *Catalog) hasObject(kind, schema, name string) bool {
	switch kind {
	case "regclass":
		return c.relationIn(schema, name)
	case "regconfig":
		return c.base.HasConfig(schema, name) || c.user.HasConfig(schema, name)
	case "regdictionary":
		return c.base.HasDict(schema, name) || c.user.HasDict(schema, name)
	case "regcollation":
		return c.base.HasCollation(schema, name) || c.user.HasCollation(schema, name)
	case "regproc":
		count := 0
		for _, list := range [2][]*facts.Proc{c.base.ProcsNamed(name), c.user.ProcsNamed(name)} {
			for _, p := range list {
				if p.Schema == schema {
					count++
				}
			}
		}
		return count == 1
	}
	return false
}

// qualifiedText writes a name with its schema, also for a built-in object.
func qualifiedText(schema, name string) string { return schema + "." + name }

// typeLiteral reads the text of a regtype.
func (a *analysis) typeLiteral(text string) (out string, ok bool) {
	n, err := parse.Expr("NULL::" + text)
	cast := n.GetTypeCast()
	if err != nil || cast == nil || cast.Arg.GetAConst() == nil {
		return "", false
	}
	if guard(func() {
		t, _ := a.typeName(cast.TypeName) // modifiers are ignored
		a.useType(t)
		out = qualifiedText(t.Schema, t.Name)
	}) != nil {
		return "", false
	}
	return out, true
}

// splitName takes a qualified name apart as stringToQualifiedNameList does:
// what isn't quoted is folded to lower case.
func splitName(text string) ([]string, bool) {
	var parts []string
	for {
		text = strings.TrimLeft(text, " \t\n\r")
		var part string
		if strings.HasPrefix(text, `"`) {
			var ok bool
			if part, text, ok = quotedName(text[1:]); !ok {
				return nil, false
			}
		} else {
			end := strings.IndexAny(text, ". \t\n\r\"")
			if end < 0 {
				end = len(text)
			}
			part, text = lower(text[:end]), text[end:]
		}
		if part == "" {
			return nil, false
		}
		parts = append(parts, part)
		if text = strings.TrimLeft(text, " \t\n\r"); text == "" {
			return parts, true
		}
		if text[0] != '.' {
			return nil, false
		}
		text = text[1:]
	}
}

// quotedName reads a name up to its closing quote.
func quotedName(text string) (name, rest string, ok bool) {
	var out strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return "", "", false
		}
		out.WriteString(text[:i])
		if text = text[i+1:]; !strings.HasPrefix(text, `"`) {
			return out.String(), text, true
		}
		out.WriteByte('"')
		text = text[1:]
	}
}

// lower folds the letters of ASCII, as the server does in a UTF-8 database.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
