package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// session is what SET changes, as far as it matters here. It is copied for
// statements that wait.
type session struct {
	settings
	start settings
	// outer are the settings from before the transaction's SET LOCAL.
	outer   *settings
	inBlock bool
	// connected is the database that \connect named.
	connected string
	applied   bool // a statement has changed the schema
	// role is who makes objects, user who has begun the session: "" is whoever
	// runs the script.
	role, user string
	localRole  bool // until the end of the transaction
}

// settings are the parameters that name things.
type settings struct {
	path       []string // search_path, without "$user"
	pathText   []string // search_path as it was set
	tablespace string   // default_tablespace
	method     string   // default_table_access_method
	encoding   string   // client_encoding, normalized; empty: UTF-8
	// backslashes escape in plain strings: standard_conforming_strings is off.
	backslashes bool
	// otherDates: dates are not written in the form of ISO 8601.
	otherDates bool
}

func newSession(path []string) session {
	start := settings{path: path, pathText: path}
	if slices.Equal(path, []string{publicSchema}) {
		start.pathText = []string{"$user", publicSchema} // the server's own
	}
	return session{settings: start, start: start}
}

// set applies SET and RESET.
func (r *reader) set(s *parse.VariableSetStmt) {
	name := strings.ToLower(s.Name)
	if s.Kind == parse.VariableSetKind_VAR_RESET_ALL {
		r.session.settings = r.session.start
		return
	}
	local := s.IsLocal
	switch name {
	case "role", "session_authorization":
		if !local || r.session.inBlock {
			r.setRole(s)
			r.session.localRole = r.session.localRole || local
		}
		return
	case "search_path", "default_tablespace", "default_table_access_method", "client_encoding":
	case "standard_conforming_strings":
		r.session.backslashes = isOff(values(s.Args))
		return
	case "datestyle":
		r.session.otherDates = !isISO(values(s.Args))
		return
	case "default_with_oids":
		if list := values(s.Args); len(list) > 0 && !isOff(list) {
			r.warn(here, "tables have no oids since PostgreSQL 12: the tables that follow are read without")
		}
		return
	default:
		return
	}
	if local && !r.session.inBlock {
		return // has no effect outside of a transaction
	}
	if local && r.session.outer == nil {
		outer := r.session.settings
		r.session.outer = &outer
	}
	list := values(s.Args)
	reset := s.Kind == parse.VariableSetKind_VAR_RESET || s.Kind == parse.VariableSetKind_VAR_SET_DEFAULT
	r.assign(name, list, reset)
	if !local && r.session.outer != nil {
		now := r.session.settings
		r.session.outer = &now
	}
}

// assign gives a parameter a value.
func (r *reader) assign(name string, list []string, reset bool) {
	start := r.session.start
	value := ""
	if len(list) > 0 {
		value = list[0]
	}
	switch name {
	case "search_path":
		r.session.path, r.session.pathText = pathOf(list), list
		if reset {
			r.session.path, r.session.pathText = start.path, start.pathText
		}
	case "default_tablespace":
		r.session.tablespace = value
		if reset {
			r.session.tablespace = start.tablespace
		}
	case "client_encoding":
		r.session.encoding = encodingName(value)
	case "default_table_access_method":
		r.session.method = value
		if reset {
			r.session.method = start.method
		}
	}
}

// pathOf makes a search path of a list of names. The schema of the user's own
// name is taken not to exist.
func pathOf(list []string) []string {
	path := make([]string, 0, len(list))
	for _, name := range list {
		if name != "" && name != "$user" {
			path = append(path, name)
		}
	}
	return path
}

// splitPath splits the text of a search path, as set_config takes it.
func splitPath(text string) []string {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	var list []string
	for {
		t := lexer.Significant()
		word := text[t.Start:t.End]
		switch t.Kind {
		case sqlfile.EOF:
			return list
		case sqlfile.Word:
			list = append(list, strings.ToLower(word))
		case sqlfile.Quoted:
			list = append(list, unquote(word))
		case sqlfile.Punct:
			if word == "$" { // $user
				list = append(list, "$user")
				lexer.Significant()
			}
		default:
		}
	}
}

// unquote returns what stands in double quotes.
func unquote(word string) string {
	word = strings.TrimSuffix(strings.TrimPrefix(word, `"`), `"`)
	return strings.ReplaceAll(word, `""`, `"`)
}

// values returns the arguments of SET as texts.
func values(nodes []*parse.Node) []string {
	var list []string
	for _, n := range nodes {
		switch c := n.GetAConst(); {
		case c.GetSval() != nil:
			list = append(list, c.GetSval().Sval)
		case c.GetFval() != nil:
			list = append(list, c.GetFval().Fval)
		case c.GetBoolval() != nil:
			list = append(list, map[bool]string{true: "on", false: "off"}[c.GetBoolval().Boolval])
		case c != nil:
			list = append(list, map[bool]string{true: "1", false: "0"}[c.GetIval().GetIval() != 0])
		}
	}
	return list
}

func isOff(list []string) bool {
	return len(list) == 1 && slices.Contains([]string{"off", "false", "0", "no"}, strings.ToLower(list[0]))
}

// isISO says whether a list of styles has that of ISO 8601.
func isISO(styles []string) bool {
	return strings.Contains(strings.ToLower(strings.Join(styles, ",")), "iso")
}

// transaction follows BEGIN and COMMIT. What ROLLBACK undoes was left out
// beforehand.
func (r *reader) transaction(t *parse.TransactionStmt) {
	switch t.Kind {
	case parse.TransactionStmtKind_TRANS_STMT_BEGIN, parse.TransactionStmtKind_TRANS_STMT_START:
		r.session.inBlock = true
	case parse.TransactionStmtKind_TRANS_STMT_COMMIT, parse.TransactionStmtKind_TRANS_STMT_ROLLBACK,
		parse.TransactionStmtKind_TRANS_STMT_PREPARE:
		r.session.inBlock = t.Chain
		if r.session.localRole {
			r.session.role, r.session.localRole = r.session.user, false
		}
		if r.session.outer != nil {
			r.session.settings = *r.session.outer
			r.session.outer = nil
		}
		r.endTransaction()
	}
}

// discardTemporary forgets all that is temporary. Nothing that stays uses it.
func (r *reader) discardTemporary() { r.db.addNamespace(&namespace{name: tempSchema}) }

// endTransaction removes temporary tables that end with the transaction.
func (r *reader) endTransaction() {
	temp := r.db.namespaces[tempSchema]
	for _, name := range sortedKeys(temp.relations) {
		if t, ok := temp.relations[name].(*table); ok && t.dropOnCommit {
			r.dropTable(t, true)
		}
	}
}

// connect follows \connect: to another database only as long as nothing has
// been made.
func (r *reader) connect(args string) {
	name := ""
	if fields := strings.Fields(args); len(fields) > 0 {
		for _, f := range fields {
			if !strings.HasPrefix(f, "-") {
				name = strings.Trim(f, `"'`)
				break
			}
		}
	}
	if name != "" && name != r.session.connected && r.session.applied {
		r.failHint(here, "give the script of one database", "the script goes on in another database, %s", name)
	}
	r.session.connected = name
	r.session.settings = r.session.start
}

// rolledBack says which statements of a script a ROLLBACK undoes, by index.
func rolledBack(script *sqlfile.Script) map[int]bool {
	var undone map[int]bool
	type mark struct {
		name string
		at   int
	}
	var marks []mark // BEGIN and the savepoints of a transaction
	undo := func(from, to int) {
		if undone == nil {
			undone = map[int]bool{}
		}
		for i := from; i < to; i++ {
			undone[i] = true
		}
	}
	for i := range script.Statements {
		s := &script.Statements[i]
		switch strings.ToLower(s.FirstWord()) {
		case "begin", "start":
			marks = []mark{{"", i}}
		case "savepoint":
			words := strings.Fields(s.Text)
			marks = append(marks, mark{strings.ToLower(words[len(words)-1]), i})
		case "commit", "end":
			marks = nil
		case "rollback", "abort":
			words := strings.Fields(strings.ToLower(s.Text))
			at := 0
			if slices.Contains(words, "to") {
				name := words[len(words)-1]
				at = slices.IndexFunc(marks, func(m mark) bool { return m.name == name })
			}
			switch {
			case at < 0 || at >= len(marks):
			case at == 0:
				undo(marks[0].at+1, i)
				marks = nil
			default:
				undo(marks[at].at+1, i)
				marks = marks[:at+1]
			}
		}
	}
	return undone
}
