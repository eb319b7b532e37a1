package sqlfile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// SplitAll splits the scripts of a directory. A file that another one includes
// is read there, and not once more by itself.
func SplitAll(sources []Source, syntax Syntax) ([]*Script, ErrorList) {
	scripts := make([]*Script, len(sources))
	lists := make([]ErrorList, len(sources))
	included := map[string]bool{}
	for i, source := range sources {
		scripts[i], lists[i] = Split(source, syntax)
		for _, path := range scripts[i].included {
			included[path] = true
		}
	}
	var kept []*Script
	var errs ErrorList
	for i, script := range scripts {
		elsewhere := sources[i].path != "" && len(included) > 0 && included[realPath(sources[i].path)]
		if !elsewhere {
			kept = append(kept, script)
		}
		if !elsewhere || script.circular {
			errs = append(errs, lists[i]...)
		}
	}
	return kept, errs
}

// expand replaces the commands that include files by what stands in these, and
// the variables that the script sets by their values.
// https://www.postgresql.org/docs/current/app-psql.html
func expand(source Source, syntax Syntax) (*Script, ErrorList) {
	e := &expander{syntax: syntax, vars: map[string]psqlVariable{}, root: source.path}
	raw := e.add(source)
	if len(e.errs) > 0 {
		raw.included, raw.circular = e.included, e.circular
		e.errs.Sort()
		return raw, e.errs
	}
	text := e.out.String()
	lines := NewLines(source.Name, text)
	lines.origins = e.origins
	script, errs := split(&Script{Source: Source{Name: source.Name, Text: text, path: source.path}, Lines: lines}, syntax)
	script.included = e.included
	return script, errs
}

// expands says whether a script may include files or set variables.
func expands(text string) bool { return strings.Contains(text, `\i`) || strings.Contains(text, `\set`) }

// expander collects the text of a script and of all that it includes.
type expander struct {
	syntax   Syntax
	out      strings.Builder
	origins  []origin
	vars     map[string]psqlVariable
	errs     ErrorList
	root     string   // the file that is not included
	stack    []string // of the files that are being read
	included []string
	circular bool
	moved    bool // by \cd
}

// psqlVariable is the value of a variable, if that is known.
type psqlVariable struct {
	value string
	known bool
}

// maxIncludes limits how many files a script includes.
const maxIncludes = 10000

// add adds a file, and returns it cut as it stands there.
func (e *expander) add(source Source) *Script {
	raw := &Script{Source: source, Lines: NewLines(source.Name, source.Text)}
	s := newSplitter(raw, e.syntax)
	s.follows = source.path != ""
	s.cut()
	e.errs = append(e.errs, s.errs...)
	if source.path != "" {
		e.stack = append(e.stack, realPath(source.path))
		defer func() { e.stack = e.stack[:len(e.stack)-1] }()
	}
	at := 0
	for i := range raw.Statements {
		stmt := &raw.Statements[i]
		if stmt.Kind == SQL {
			at = e.statement(raw, stmt, at)
			continue
		}
		switch name, args := stmt.CommandName(); name {
		case "i", "ir", "include", "include_relative":
			e.copy(raw, at, stmt.Offset)
			e.include(raw, stmt, name, args)
			at = stmt.End
		case "q", "quit":
			if len(e.stack) > 1 {
				e.copy(raw, at, stmt.Offset)
				return raw
			}
		default:
			e.command(name, args)
		}
	}
	e.copy(raw, at, len(source.Text))
	return raw
}

// copy adds a piece of a file.
func (e *expander) copy(raw *Script, low, high int) {
	if low < high {
		e.origins = append(e.origins, origin{start: e.out.Len(), lines: raw.Lines, offset: low})
		e.out.WriteString(raw.Source.Text[low:high])
	}
}

// insert adds a text that stands for what is at an offset of a file.
func (e *expander) insert(raw *Script, offset int, text string) {
	e.origins = append(e.origins, origin{start: e.out.Len(), lines: raw.Lines, offset: offset, fixed: true})
	e.out.WriteString(text)
}

func (e *expander) fail(raw *Script, offset int, msg, hint string) {
	e.errs = append(e.errs, &Error{Pos: raw.Pos(offset), Msg: msg, Hint: hint})
}

// statement adds a statement and what stands before it from an offset on, with
// the values of its variables.
func (e *expander) statement(raw *Script, stmt *Statement, at int) int {
	text := raw.Source.Text
	end := stmt.Offset + len(stmt.Text)
	if len(e.vars) > 0 {
		lexer := NewLexer(text[:end], e.syntax)
		lexer.Seek(stmt.Offset)
		for t := lexer.Next(); t.Kind != EOF; t = lexer.Next() {
			if t.Kind != Punct || text[t.Start] != ':' {
				continue
			}
			if strings.HasPrefix(text[t.End:end], ":") {
				lexer.Seek(t.End + 1) // a cast
				continue
			}
			name, quote, next := variableName(text[:end], t.End)
			v, set := e.vars[name]
			if !set {
				continue
			}
			if !v.known {
				e.fail(raw, t.Start, fmt.Sprintf("the value of the psql variable %s isn't known here", name), "write it where it is used")
				return at
			}
			e.copy(raw, at, t.Start)
			e.insert(raw, t.Start, quoteAs(v.value, quote))
			at = next
			lexer.Seek(next)
		}
	}
	if strings.Contains(text[end:stmt.End], `\gset`) {
		for name := range e.vars {
			e.vars[name] = psqlVariable{}
		}
	}
	return at
}

// variableName reads the name of a variable behind a colon: name, 'name' or
// "name". It is empty if there is none.
func variableName(text string, at int) (name string, quote byte, next int) {
	if at < len(text) && (text[at] == '\'' || text[at] == '"') {
		quote = text[at]
		at++
	}
	next = at
	for next < len(text) && text[next] != '$' && isWordPart(text[next]) {
		next++
	}
	name = text[at:next]
	if quote != 0 {
		if next == len(text) || text[next] != quote {
			return "", 0, at
		}
		next++
	}
	return name, quote, next
}

// quoteAs is a value as it is put in for :name, :'name' or :"name".
func quoteAs(value string, quote byte) string {
	switch {
	case quote == '\'' && strings.Contains(value, `\`):
		return ` E'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value) + `'`
	case quote != 0:
		q := string(rune(quote))
		return q + strings.ReplaceAll(value, q, q+q) + q
	}
	return value
}

// command follows the commands that set variables or change the directory.
func (e *expander) command(name, args string) {
	switch name {
	case "cd":
		e.moved = true
	case "unset":
		delete(e.vars, strings.TrimSpace(args))
	case "getenv", "prompt":
		fields := strings.Fields(args)
		for _, f := range fields {
			e.vars[f] = psqlVariable{}
		}
	case "set":
		if list, known := e.arguments(args); len(list) > 0 {
			e.vars[list[0]] = psqlVariable{strings.Join(list[1:], ""), known}
		}
	}
}

// arguments reads the arguments of a command: words, '…', and variables. known
// is false if there is more to it.
func (e *expander) arguments(args string) (list []string, known bool) {
	known = true
	for args = strings.TrimSpace(args); args != ""; args = strings.TrimLeft(args, " \t") {
		var word strings.Builder
		for args != "" && !isSpace(args[0]) {
			switch c := args[0]; c {
			case '\'':
				inner, rest, closed := strings.Cut(args[1:], "'")
				known = known && closed && !strings.Contains(inner, `\`) && !strings.HasPrefix(rest, "'")
				word.WriteString(inner)
				args = rest
			case ':':
				name, quote, next := variableName(args, 1)
				v, set := e.vars[name]
				if !set {
					word.WriteByte(c)
					args = args[1:]
					continue
				}
				known = known && v.known
				word.WriteString(quoteAs(v.value, quote))
				args = args[next:]
			default:
				known = known && c != '`' && c != '"' && c != '\\'
				word.WriteByte(c)
				args = args[1:]
			}
		}
		list = append(list, word.String())
	}
	return list, known
}

// include adds the file that a command names.
func (e *expander) include(raw *Script, stmt *Statement, command, args string) {
	list, known := e.arguments(strings.TrimRight(args, ";"))
	if quoted := strings.Trim(args, `"`); len(list) == 1 && !known && len(quoted) == len(args)-2 {
		list, known = []string{quoted}, true
	}
	if len(list) == 0 || !known {
		e.fail(raw, stmt.Offset, fmt.Sprintf("which file \\%s includes isn't known", command), "write the name of the file")
		return
	}
	name := list[0]
	path, ok := e.find(raw, command, name)
	if !ok {
		e.fail(raw, stmt.Offset, fmt.Sprintf("\\%s includes the file %q, which is not there", command, name), "\\ir looks beside the file that it stands in, \\i where the program runs")
		return
	}
	real := realPath(path)
	switch {
	case slices.Contains(e.stack, real):
		e.circular = true
		e.fail(raw, stmt.Offset, fmt.Sprintf("\\%s includes the file %q, which includes this one", command, name), "")
		return
	case len(e.included) == maxIncludes:
		e.fail(raw, stmt.Offset, "too many files are included", "")
		return
	}
	source, err := readFile(path)
	if err != nil {
		e.fail(raw, stmt.Offset, fmt.Sprintf("\\%s can't include the file %q: %v", command, name, err), "")
		return
	}
	e.included = append(e.included, real)
	e.add(source)
	e.insert(raw, stmt.Offset, "\n;\n") // psql sends what is left of a file at its end
}

// find returns the path of an included file: \ir looks beside the file that it
// stands in, \i in the working directory, and else beside the first file.
func (e *expander) find(raw *Script, command, name string) (string, bool) {
	candidates := []string{name, filepath.Join(filepath.Dir(e.root), name)}
	switch {
	case filepath.IsAbs(name):
		candidates = candidates[:1]
	case strings.HasPrefix(command, "ir") || command == "include_relative":
		candidates = []string{filepath.Join(filepath.Dir(raw.Source.path), name)}
	case e.moved:
		return "", false
	}
	for _, path := range candidates {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, true
		}
	}
	return "", false
}

// realPath is a path by which a file is known again.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}
