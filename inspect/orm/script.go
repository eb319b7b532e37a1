package orm

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/orm/record"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// tablePlace is where a table stands, and its columns by name.
type tablePlace struct {
	at      sqlfile.Place
	columns map[string]sqlfile.Place
}

// script makes a script of the statements, in which each stands where the type
// is declared that it comes from, and each column at its field.
func (m *models) script(name string, out record.Output) sqlfile.Source {
	var b sqlfile.Builder
	places := m.places(out)
	fallback := tablePlace{at: m.fallback()}
	for _, t := range m.unmade(out) {
		at, ok := places[t.Name]
		if !ok {
			at = fallback
		}
		b.Write(at.at, m.opts.SQL.SchemaStatement(t.Schema)+";\n")
	}
	for _, text := range m.statements(out) {
		at := fallback
		for _, word := range m.words(text) {
			if place, ok := places[word]; ok {
				at = place
				break
			}
		}
		m.write(&b, at, text)
		b.Write(at.at, ";\n")
	}
	return b.Source(name)
}

// places finds the tables in the Go files. Of several types that a table may come
// from, the first counts.
func (m *models) places(out record.Output) map[string]tablePlace {
	places := map[string]tablePlace{}
	for _, t := range out.Tables {
		p := m.packageOf(t.Package)
		if _, twice := places[t.Name]; p == nil || twice {
			continue
		}
		at, ok := m.place(p, t.Type)
		if !ok {
			continue
		}
		place := tablePlace{at, map[string]sqlfile.Place{}}
		for column, field := range t.Fields {
			if at, ok := m.field(p, t.Type, field); ok {
				place.columns[column] = at
			}
		}
		places[t.Name] = place
	}
	return places
}

// write writes a statement. What stands in its outer parentheses, between commas,
// is at the field of the column that it begins with.
func (m *models) write(b *sqlfile.Builder, table tablePlace, text string) {
	lexer := sqlfile.NewLexer(text, m.opts.SQL.Syntax())
	at, begin, depth, first := table.at, 0, 0, false
	cut := func(end int, next sqlfile.Place) {
		b.Write(at, text[begin:end])
		at, begin = next, end
	}
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		word := text[t.Start:t.End]
		switch {
		case t.Kind == sqlfile.Punct && word == "(":
			depth++
			first = depth == 1
			continue
		case t.Kind == sqlfile.Punct && word == ")":
			if depth--; depth == 0 {
				cut(t.Start, table.at)
			}
		case t.Kind == sqlfile.Punct && word == "," && depth == 1:
			cut(t.Start, table.at)
			first = true
			continue
		case first && depth == 1:
			if place, ok := table.columns[unquoted(word, t.Kind)]; ok {
				cut(t.Start, place)
			}
		}
		first = false
	}
	cut(len(text), table.at)
}

// fallback is where that stands of which the type isn't known: the first hook,
// since it may make anything, else the first model.
func (m *models) fallback() sqlfile.Place {
	for i, p := range m.packages {
		var names []string
		for hook := range m.found[i].Hooks {
			names = append(names, hook)
		}
		slices.Sort(names)
		for _, name := range append(names, m.found[i].Models...) {
			if at, ok := m.place(p, name); ok {
				return at
			}
		}
	}
	return sqlfile.Place{Lines: sqlfile.NewLines(m.packages[0].PkgPath, "")}
}

// unmade lists a table of each schema that no statement makes: the mappers name
// schemas and don't make them.
func (m *models) unmade(out record.Output) []record.Table {
	known := map[string]bool{"": true}
	for _, text := range m.statements(out) {
		words := m.words(text)
		if len(words) > 2 && sqlfile.IsWord(words[0], "create") && sqlfile.IsWord(words[1], "schema") {
			for _, word := range words[2:] {
				known[word] = true
			}
		}
	}
	var list []record.Table
	for _, t := range out.Tables {
		if !known[t.Schema] && m.opts.SQL.SchemaStatement(t.Schema) != "" {
			known[t.Schema] = true
			list = append(list, t)
		}
	}
	return list
}

// statements lists what is created, one by one, and each once: what is written
// down in several texts makes the schemas of each.
func (m *models) statements(out record.Output) []string {
	var list []string
	seen := map[string]bool{}
	for _, text := range out.Statements {
		script, errs := sqlfile.Split(sqlfile.Source{Text: text}, m.opts.SQL.Syntax())
		if len(errs) > 0 {
			list = append(list, text) // its reader says what is wrong
			continue
		}
		for _, s := range script.Statements {
			if !seen[s.Text] {
				seen[s.Text] = true
				list = append(list, s.Text)
			}
		}
	}
	return m.sorted(list)
}

// sorted puts tables before those that refer to them: not every mapper cares for
// that when it is asked for one table after the other.
func (m *models) sorted(statements []string) []string {
	makes := map[string]int{}
	refers := make([][]string, len(statements))
	for i, text := range statements {
		words := m.words(text)
		if len(words) < 3 || !sqlfile.IsWord(words[0], "create") || !sqlfile.IsWord(words[1], "table") {
			continue
		}
		head, _, _ := strings.Cut(text, "(")
		names := m.words(head)
		if _, twice := makes[names[len(names)-1]]; !twice {
			makes[names[len(names)-1]] = i
		}
		for k := range words {
			if sqlfile.IsWord(words[k], "references") {
				refers[i] = append(refers[i], words[k+1:min(k+3, len(words))]...) // a schema may come first
			}
		}
	}
	var list []string
	done := make([]bool, len(statements))
	var visit func(i int)
	visit = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		for _, name := range refers[i] {
			if on, ok := makes[name]; ok {
				visit(on)
			}
		}
		list = append(list, statements[i])
	}
	for i := range statements {
		visit(i)
	}
	return list
}

// words lists the names and keywords of a statement, without quotes.
func (m *models) words(text string) []string {
	var list []string
	lexer := sqlfile.NewLexer(text, m.opts.SQL.Syntax())
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		if t.Kind == sqlfile.Word || t.Kind == sqlfile.Quoted {
			list = append(list, unquoted(text[t.Start:t.End], t.Kind))
		}
	}
	return list
}

// unquoted is a word without the quotes of a name.
func unquoted(word string, kind sqlfile.TokenKind) string {
	if kind != sqlfile.Quoted || len(word) < 2 {
		return word
	}
	quote := word[len(word)-1:]
	return strings.ReplaceAll(word[1:len(word)-1], quote+quote, quote)
}
