package mysql

import (
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// Options say what a script is read for.
type Options struct {
	// Server is what would run it; the zero value is [Default].
	Server Server
	// Database is the name that the database has: what a script calls by it is its
	// own. Empty: the first one that the script names.
	Database string
	// Collation is that of the database; empty if it isn't known, or the script says.
	Collation string
}

// Read reads what scripts lead to when they run one after the other in an empty
// database: dumps, the output of SHOW CREATE, and what people write. No server is
// needed. All mistakes are told, each at its place. Statements about rows are passed
// over; one that isn't understood is a mistake.
func Read(sources []sqlfile.Source, opts Options) (model.Schema, error) {
	if opts.Server == (Server{}) {
		opts.Server = Default()
	}
	r := &reader{
		server: opts.Server, database: opts.Database, collation: opts.Collation,
		tables: map[string]*table{}, definitions: map[model.ID]model.Definition{}, sequences: map[string]model.Sequence{},
		unsupported: map[model.ID]model.Pos{},
	}
	r.timestamps = r.server.explicitTimestamps()
	scripts, errs := sqlfile.SplitAll(sources, sqlfile.MySQL())
	r.errs = errs
	for _, script := range scripts {
		r.script(script)
	}
	if err := r.errs.Err(); err != nil {
		return model.Schema{}, err
	}
	schema := r.schema()
	r.directives(&schema)
	return schema, r.errs.Err()
}

// reader holds what the statements so far have led to.
type reader struct {
	server    Server
	database  string
	collation string // of the database, "" if unknown
	comment   string // of the database
	stated    bool   // the script says something about the database
	sqlMode   string
	ansi      bool // "…" is a name
	// timestamps: columns of that type are like others.
	timestamps bool

	tables      map[string]*table
	definitions map[model.ID]model.Definition
	sequences   map[string]model.Sequence
	unsupported map[model.ID]model.Pos
	noted       []noted
	errs        sqlfile.ErrorList
}

// explicitTimestamps is the default of explicit_defaults_for_timestamp.
func (s Server) explicitTimestamps() bool { return !s.IsMariaDB() || s.MinMariaDB(10, 10, 1) }

func (r *reader) fail(pos model.Pos, msg, hint string) {
	r.errs = append(r.errs, &sqlfile.Error{Pos: pos, Msg: msg, Hint: hint})
}

func (r *reader) script(script *sqlfile.Script) {
	if len(script.Downs) > 0 {
		r.fail(script.Pos(script.Downs[0]), "what follows is the way back of this migration", "leave it out to read what the migration leads to")
	}
	for i := range script.Statements {
		r.statement(script, &script.Statements[i])
	}
	for _, c := range script.Loose {
		r.fail(script.Pos(c.Start), "this directive belongs to nothing that could be renamed", "")
	}
}

// passed are the first words of statements that change no schema.
var passed = []string{
	"insert", "replace", "update", "delete", "select", "with", "values", "load", "truncate", "do", "lock", "unlock", "start", "begin",
	"commit", "rollback", "savepoint", "release", "end", "flush", "analyze", "optimize", "check", "checksum", "repair", "grant", "revoke",
	"show", "describe", "desc", "explain", "kill", "reset", "purge", "handler", "help", "xa", "signal", "get", "binlog", "cache",
	"table", "(", "import", "source",
}

// passes reports whether a statement can be passed over by its first word.
func passes(stmt *sqlfile.Statement) bool {
	word := strings.ToLower(stmt.FirstWord())
	return word != "" && word != "source" && slices.Contains(passed, word)
}

// statement reads one statement.
func (r *reader) statement(script *sqlfile.Script, stmt *sqlfile.Statement) {
	if passes(stmt) {
		return // without a look at the rows
	}
	p, err := r.parser(script, stmt)
	if err != nil {
		r.fail(script.Pos(stmt.Offset), err.Error(), "")
		return
	}
	if p.Done() {
		return // it is for other servers
	}
	before := len(r.errs)
	made, err := p.statement()
	var at *misplaced
	switch {
	case errors.As(err, &at):
		r.fail(p.pos(at.offset), at.msg, at.hint)
	case err != nil:
		r.fail(p.pos(p.Peek().Start), err.Error(), "")
	case !p.Done():
		r.fail(p.pos(p.Peek().Start), p.Unexpected("the end of the statement").Error(), "")
	}
	if len(r.errs) > before {
		return
	}
	for _, c := range stmt.Comments {
		r.noted = append(r.noted, noted{Directive: c, script: script, stmt: stmt, made: made})
	}
}

// misplaced is a mistake that isn't where the reader stands.
type misplaced struct {
	offset    int
	msg, hint string
}

// Error implements error.
func (m *misplaced) Error() string { return m.msg }

// parser reads one statement.
type parser struct {
	sqltoken.Cursor
	*reader
	script *sqlfile.Script
	stmt   *sqlfile.Statement
}

// parser cuts a statement into tokens, without those that are for other servers.
func (r *reader) parser(script *sqlfile.Script, stmt *sqlfile.Statement) (*parser, error) {
	syntax := sqlfile.MySQL()
	if r.ansi {
		syntax.BackslashEscape, syntax.PlainEscapes = false, true
	}
	tokens, err := sqltoken.Tokenize(stmt.Text, syntax, operators)
	if err != nil {
		return nil, err
	}
	tokens, err = r.server.conditions(tokens)
	return &parser{Cursor: sqltoken.Cursor{Text: stmt.Text, Tokens: tokens}, reader: r, script: script, stmt: stmt}, err
}

// conditions takes out what stands in comments for other servers, and the marks of
// the comments for this one.
func (s Server) conditions(tokens []token) ([]token, error) {
	if !slices.ContainsFunc(tokens, func(t token) bool { return t.Kind == sqlfile.Conditional }) {
		return tokens, nil
	}
	list := make([]token, 0, len(tokens))
	reads, inside := true, false
	for _, t := range tokens {
		switch t.Kind {
		case sqlfile.Conditional:
			if inside {
				return nil, errors.New("a comment for servers is inside another one")
			}
			reads, inside = s.condition(t.Text), true
		case sqlfile.ConditionalEnd:
			reads, inside = true, false
		default:
			if reads {
				list = append(list, t)
			}
		}
	}
	return list, nil
}

// condition reports whether the server reads a comment that begins like this.
// MariaDB leaves out what is for MySQL 5.7 and later.
func (s Server) condition(mark string) bool {
	number := 0
	for _, c := range strings.TrimLeft(mark, "/*M!") {
		number = number*10 + int(c-'0')
	}
	own := (s.Major*100+s.Minor)*100 + s.Patch
	switch {
	case strings.HasPrefix(mark, "/*M!"):
		return s.IsMariaDB() && number <= own
	case s.IsMariaDB():
		return (number < 50700 || number > 99999) && number <= own
	case s.Flavour == TiDB:
		return number <= 80011 // what it says it is
	}
	return number <= own
}

func (p *parser) pos(offset int) model.Pos { return p.script.Pos(p.stmt.Offset + offset) }

// here returns the position of the next token.
func (p *parser) here() model.Pos { return p.pos(p.Peek().Start) }

// wrong is an error about a token that was read already.
func (p *parser) wrong(t token, msg, hint string) error {
	return &misplaced{offset: t.Start, msg: msg, hint: hint}
}

// name reads a name.
func (p *parser) name() (string, error) {
	t := p.Peek()
	if !isName(t) {
		return "", p.Unexpected("a name")
	}
	p.At++
	return t.Name(), nil
}

// qualified reads the name of an object of the database, with or without that of
// the database.
func (p *parser) qualified() (string, error) {
	first := p.Peek()
	q, err := p.foreign()
	if err == nil && q.Schema != "" {
		return "", p.wrong(first, "this is about another database, "+q.Schema, "a script is about one database: "+p.database)
	}
	return q.Name, err
}

// foreign reads a name that can be of another database.
func (p *parser) foreign() (model.QName, error) {
	name, err := p.name()
	if err != nil || !p.AcceptMark(".") {
		return model.QName{Name: name}, err
	}
	object, err := p.name()
	if err != nil {
		return model.QName{}, err
	}
	if p.database == "" {
		p.database = name
	}
	if p.ours(name) {
		name = ""
	}
	return model.QName{Schema: name, Name: object}, nil
}

func (r *reader) ours(database string) bool { return r.database == database }

// text reads a string.
func (p *parser) text() (string, error) {
	t := p.Peek()
	if t.Kind == sqlfile.Word && strings.HasPrefix(t.Text, "_") && p.Ahead(1).Kind == sqlfile.String {
		p.At++
		t = p.Peek()
	}
	if t.Kind != sqlfile.String {
		return "", p.Unexpected("a string")
	}
	var b strings.Builder
	for p.Peek().Kind == sqlfile.String {
		piece, err := unquote(strings.TrimLeft(p.Peek().Text, "nN"))
		if err != nil {
			return "", p.Unexpected("a string")
		}
		p.At++
		b.WriteString(piece)
	}
	return b.String(), nil
}

// names reads a list of names in parentheses.
func (p *parser) names() ([]string, error) {
	if err := p.Mark("("); err != nil {
		return nil, err
	}
	var list []string
	for {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		list = append(list, name)
		if p.AcceptMark(")") {
			return list, nil
		}
		if err := p.Mark(","); err != nil {
			return nil, err
		}
	}
}

// ifExists and ifNotExists read what forgives.
func (p *parser) ifExists() bool    { return p.Accept("if", "exists") }
func (p *parser) ifNotExists() bool { return p.Accept("if", "not", "exists") }

// expression returns tokens as an expression: without comments, line breaks and
// enclosing parentheses and the database's own name, all else as it was written.
func (p *parser) expression(tokens []token) model.Expr {
	tokens = p.unqualified(sqltoken.Bare(tokens))
	if len(tokens) == 0 {
		return model.Expr{}
	}
	return model.Expr{Text: joined(tokens), Pos: p.pos(tokens[0].Start)}
}

// joined puts tokens together, with a blank where there was something between them.
func joined(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && tokens[i-1].End < t.Start {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// written puts tokens together with what stands between them, comments too: what the
// server calls a value is its text.
func written(text string, tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && tokens[i-1].End < t.Start {
			b.WriteString(between(text[tokens[i-1].End:t.Start]))
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// between returns the blanks and the comments at the beginning of what stands between
// two tokens, among it the marks of versions and a name that was taken out.
func between(gap string) string {
	lexer := sqlfile.NewLexer(gap, sqlfile.MySQL())
	t := lexer.Next()
	for t.Kind == sqlfile.Comment {
		t = lexer.Next()
	}
	if t.Start == 0 {
		return " "
	}
	return gap[:t.Start]
}

// fold returns what all spellings of a name share, where case doesn't count.
func fold(name string) string { return strings.ToLower(name) }

// SameName reports whether two spellings are of one name, where case doesn't count.
func SameName(a, b string) bool { return same(a, b) }

func same(a, b string) bool { return a == b || fold(a) == fold(b) }
