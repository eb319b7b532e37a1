package gomodel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// What mappers have tags for is said to them too, so that their own creation makes
// nearly the same: they are asked for it in tests of package orm, which list what is
// lost.

// escaped makes a text fit for the value of a tag of GORM, where some character parts
// what stands in it.
func escaped(text, parts string) string {
	return strings.ReplaceAll(text, parts, `\`+parts)
}

// gormTag says what GORM must know of a column.
func (e *emitter) gormTag(t *model.Table, f *field, c model.Column, primary bool) string {
	parts := []string{"column:" + c.Name}
	numbered := increments(f, c)
	if primary {
		parts = append(parts, "primaryKey")
	}
	switch {
	case numbered:
		parts = append(parts, "autoIncrement")
	case primary:
		parts = append(parts, "autoIncrement:false")
	}
	if !numbered && !c.Type.IsZero() {
		parts = append(parts, "type:"+e.dialect.TypeText(c.Type))
	}
	if c.NotNull && !numbered {
		parts = append(parts, "not null")
	}
	if !c.Generated.IsZero() {
		parts = append(parts, "->") // read, never written
	}
	if !c.Default.IsZero() && !numbered {
		parts = append(parts, "default:"+e.gormDefault(f, c)) // a zero value is left to the database
	}
	if c.Comment != "" {
		parts = append(parts, "comment:"+c.Comment)
	}
	for _, k := range t.Keys {
		if !k.Primary && len(k.Columns) == 1 && k.Columns[0] == c.Name && len(k.Elements) == 0 {
			parts = append(parts, "unique")
		}
	}
	parts = append(parts, e.gormChecks(t, c)...)
	parts = append(parts, e.gormIndexes(t, c)...)
	for i := range parts {
		parts[i] = escaped(parts[i], ";")
	}
	return strings.Join(parts, ";")
}

// mapperDefault is a default as mappers copy it into their statements: an expression
// stands in parentheses, by which they know that it is none of their business.
func (e *emitter) mapperDefault(c model.Column) string {
	text := e.defaultText(c)
	if e.dialect.Bare(text) || isLiteral(text, e.dialect.Syntax()) {
		return text
	}
	return "(" + text + ")"
}

// gormDefault is mapperDefault for GORM, which reads the defaults of fields of the
// language itself, and refuses the models if it can't.
func (e *emitter) gormDefault(f *field, c model.Column) string {
	text := e.mapperDefault(c)
	if f.typ.Package != "" || f.typ.List || f.generic || strings.HasPrefix(text, "(") {
		return text
	}
	literal := strings.HasPrefix(text, "'")
	var err error
	switch name := f.typ.Name; {
	case strings.HasPrefix(name, "int"):
		_, err = strconv.ParseInt(text, 0, 64)
	case strings.HasPrefix(name, "uint"):
		_, err = strconv.ParseUint(text, 0, 64)
	case strings.HasPrefix(name, "float"):
		_, err = strconv.ParseFloat(text, 64)
	case name == "bool":
		_, err = strconv.ParseBool(text)
	case name == "any":
	case !literal, strings.ContainsAny(text[1:len(text)-1], `'"`):
		return "(" + text + ")"
	}
	if err != nil && !strings.ContainsAny(text, "()") {
		return "(" + text + ")"
	}
	return text
}

// isLiteral says whether a text is one value: a string, or a number with a sign.
func isLiteral(text string, syntax sqlfile.Syntax) bool {
	lexer := sqlfile.NewLexer(text, syntax)
	first := lexer.Significant()
	if word := text[first.Start:first.End]; word == "-" || word == "+" {
		first = lexer.Significant()
	}
	word := strings.ToLower(text[first.Start:first.End])
	literal := first.Kind == sqlfile.Number || first.Kind == sqlfile.String && strings.HasPrefix(word, "'") || word == "true" || word == "false"
	return literal && lexer.Significant().Kind == sqlfile.EOF
}

// gormChecks are those that are about a column first.
func (e *emitter) gormChecks(t *model.Table, c model.Column) []string {
	var list []string
	for _, check := range t.Checks {
		columns := e.mentioned(t, check.Expr)
		if len(columns) == 0 && c.Name == t.Columns[0].Name || len(columns) > 0 && columns[0] == c.Name {
			name := ""
			if plainWord(check.Name) && !e.unnamed(check.Name) {
				name = check.Name + ","
			}
			list = append(list, "check:"+name+check.Expr.Text)
		}
	}
	return list
}

// plainWord says whether GORM takes a name before a comma for one.
func plainWord(text string) bool { return name(text) == text }

// gormIndexes are the indexes that a column is in. One with an expression is a matter
// of a column that it mentions.
func (e *emitter) gormIndexes(t *model.Table, c model.Column) []string {
	var list []string
	for _, x := range t.Indexes {
		for i, k := range x.Keys {
			if k.Column != c.Name {
				mentioned := e.mentioned(t, k.Expr)
				if k.Column != "" || len(mentioned) == 0 || mentioned[0] != c.Name {
					continue
				}
			}
			list = append(list, "index:"+e.gormIndex(x, i, k))
		}
	}
	return list
}

func (e *emitter) gormIndex(x model.Index, i int, k model.IndexKey) string {
	parts := []string{x.Name}
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+":"+escaped(value, ","))
		}
	}
	if x.Unique {
		parts = append(parts, "unique")
	}
	if len(x.Keys) > 1 {
		add("priority", fmt.Sprint(i+1))
	}
	switch {
	case k.Column == "":
		add("expression", k.Expr.Text)
	case k.Descending:
		add("sort", "desc")
	}
	if k.Length > 0 {
		add("length", fmt.Sprint(k.Length))
	}
	if !k.Collation.IsZero() {
		add("collate", k.Collation.Name)
	}
	if i == 0 {
		add("where", x.Predicate.Text)
		add("comment", x.Comment)
		if x.Method != e.dialect.DefaultMethod() {
			if len(e.form.Methods) > 0 {
				add("class", strings.ToUpper(x.Method))
			} else {
				add("type", x.Method)
			}
		}
	}
	return strings.Join(parts, ",")
}

// gormConstraint says how a foreign key is made.
func gormConstraint(f model.ForeignKey) string {
	var parts []string
	if plainWord(f.Name) {
		parts = append(parts, f.Name)
	}
	for _, action := range []struct {
		key string
		is  model.Action
	}{{"OnUpdate", f.OnUpdate}, {"OnDelete", f.OnDelete}} {
		if action.is != model.NoAction {
			parts = append(parts, action.key+":"+strings.ToUpper(string(action.is)))
		}
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		parts = append(parts, "") // a name is one before a comma
	}
	return ";constraint:" + strings.Join(parts, ",")
}

// bunTag says what Bun must know of a column.
func (e *emitter) bunTag(t *model.Table, f *field, c model.Column, primary bool) string {
	if strings.ContainsAny(c.Name, `,:'"()`) {
		return "-" // its tags have no quotes for that
	}
	parts := []string{c.Name}
	numbered := increments(f, c)
	if primary {
		parts = append(parts, "pk")
	}
	if numbered {
		parts = append(parts, "autoincrement")
	}
	if !c.Generated.IsZero() {
		parts = append(parts, "scanonly")
	}
	if isArray(f, c) {
		parts = append(parts, "array")
	}
	if !numbered && !c.Type.IsZero() {
		parts = append(parts, "type:"+e.dialect.TypeText(c.Type))
	}
	if c.NotNull && !numbered {
		parts = append(parts, "notnull")
	}
	if !c.Default.IsZero() && !numbered {
		parts = append(parts, "nullzero", "default:"+e.mapperDefault(c)) // a zero value is left to the database
	}
	for i, k := range t.Keys {
		switch {
		case k.Primary || len(k.Elements) > 0:
		case len(k.Columns) == 1 && k.Columns[0] == c.Name && (e.unnamed(k.Name) || !plainWord(k.Name)):
			parts = append(parts, "unique")
		case slices.Contains(k.Columns, c.Name) && plainWord(k.Name) && !e.unnamed(k.Name):
			parts = append(parts, "unique:"+k.Name)
		case slices.Contains(k.Columns, c.Name):
			parts = append(parts, fmt.Sprintf("unique:key%d", i))
		}
	}
	return strings.Join(parts, ",")
}
