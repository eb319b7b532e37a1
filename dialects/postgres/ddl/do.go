package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// do applies DO, as far as that is possible without a server: DDL that stands
// in the block itself, or behind a condition that the database in memory can
// answer (probe). DDL in loops, behind other conditions and in strings is an
// error; everything else in a block is passed over.
func (r *reader) do(s *parse.DoStmt) {
	language, body := "plpgsql", ""
	for _, n := range s.Args {
		switch d := n.GetDefElem(); d.GetDefname() {
		case "language":
			language = lower(defString(d))
		case "as":
			body = defString(d)
		}
	}
	if language != "plpgsql" {
		r.warn(here, "what this block in %s does to the schema isn't known", language)
		return
	}
	offset := -1
	if i := strings.Index(r.stmt.Text, body); i >= 0 {
		offset = r.stmt.Offset + i
	}
	r.runBlock(body, offset)
}

// maxCalls limits how deep blocks and functions call each other.
const maxCalls = 20

// runBlock applies the text of a block, which stands at an offset of the
// script, or doesn't (-1).
func (r *reader) runBlock(body string, offset int) {
	b := &block{reader: r, text: body, offset: offset, stmt: r.stmt}
	b.scan()
	if b.first(0, len(b.tokens), b.changes) < 0 && b.first(0, len(b.tokens), b.says) < 0 && !b.calls(0, len(b.tokens)) {
		return
	}
	if r.session.backslashes {
		b.checkBackslashes()
	}
	if r.depth++; r.depth > maxCalls {
		r.depth = 0
		r.fail(here, "functions with DDL call each other without an end")
	}
	b.run()
	r.depth--
	r.stmt = b.stmt
}

// block is the text of a block in plpgsql while it is applied.
type block struct {
	*reader
	text   string
	offset int // in the script; -1 if the text doesn't stand there as it is
	stmt   *parse.Statement
	tokens []sqlfile.Token
	at     int
	// naming: a text may name the current database.
	naming bool
	// returned: the block isn't running any more; doubtful: it may have returned.
	returned, doubtful bool
	leaving            *leaving
	scope              *variables
}

func (b *block) scan() {
	lexer := sqlfile.NewLexer(b.text, sqlfile.Postgres())
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return
		}
		b.tokens = append(b.tokens, t)
	}
}

// checkBackslashes refuses strings with backslashes where they escape in every
// string: the block would be read as if they didn't.
func (b *block) checkBackslashes() {
	for i, t := range b.tokens {
		text := b.text[t.Start:t.End]
		if t.Kind == sqlfile.String && text[0] == '\'' && strings.Contains(text, `\`) {
			b.failAtToken(i, "a string has a backslash while standard_conforming_strings is off")
		}
	}
}

// word returns the i-th token in lower case; "" if it is a string, a quoted
// name or none.
func (b *block) word(i int) string {
	if i < 0 || i >= len(b.tokens) {
		return ""
	}
	t := b.tokens[i]
	if t.Kind != sqlfile.Word && t.Kind != sqlfile.Punct && t.Kind != sqlfile.Operator {
		return ""
	}
	return lower(b.text[t.Start:t.End])
}

// isDDL says whether statements that begin with a word can change the schema.
func isDDL(word string) bool {
	switch word {
	case "create", "alter", "drop", "comment", "import", "cluster":
		return true
	}
	return false
}

// changes says whether the statement at a token can change the schema. EXECUTE
// can run anything, unless its text begins with the word of another statement.
func (b *block) changes(i int) bool {
	word := b.word(i)
	if word != "execute" {
		return isDDL(word)
	}
	text, ok := b.executed(i)
	return !ok || strings.Contains(strings.TrimRight(text, " \t\r\n;"), ";") || isDDL(lower(firstWord(text))) || firstWord(text) == ""
}

// executed returns the text that the EXECUTE at a token runs, or formats, if that
// is a constant.
func (b *block) executed(i int) (string, bool) {
	i++
	if b.word(i) == "pg_catalog" && b.word(i+1) == "." {
		i += 2
	}
	if b.word(i) == "format" && b.word(i+1) == "(" {
		i += 2
	}
	return b.literal(i)
}

func (b *block) returns(i int) bool { return b.word(i) == "return" }

// literal returns the value of the string constant at a token.
func (b *block) literal(i int) (string, bool) {
	if i >= len(b.tokens) || b.tokens[i].Kind != sqlfile.String {
		return "", false
	}
	node, err := parse.Expr(b.text[b.tokens[i].Start:b.tokens[i].End])
	if err != nil || node.GetAConst().GetSval() == nil {
		return "", false
	}
	return node.GetAConst().GetSval().Sval, true
}

func firstWord(text string) string {
	s := sqlfile.Statement{Text: strings.TrimSpace(text)}
	return s.FirstWord()
}

// begins says whether a statement begins with the i-th token.
func (b *block) begins(i int) bool {
	switch b.word(i - 1) {
	case ";", "begin", "then", "else", "loop", ">>":
		return true
	}
	return i == 0
}

// first returns the first token of a range that begins a statement of a kind,
// or -1.
func (b *block) first(low, high int, kind func(int) bool) int {
	for i := low; i < high; i++ {
		if b.begins(i) && kind(i) {
			return i
		}
	}
	return -1
}

// run applies the whole block: [<<label>>] [DECLARE …] BEGIN … END.
func (b *block) run() {
	for b.at < len(b.tokens) && b.word(b.at) != "begin" && b.word(b.at) != "declare" {
		b.at++
	}
	b.nested()
}

// nested applies [DECLARE …] BEGIN … END.
func (b *block) nested() {
	b.enter()
	if b.word(b.at) == "declare" {
		b.declare(len(b.tokens))
	}
	b.body()
	b.leave()
}

// body applies BEGIN … [EXCEPTION …] END from its first word on. Where there is
// a handler of exceptions and a statement fails, all that the block has done is
// undone, and the handler's statements are applied.
func (b *block) body() {
	end := b.closing(b.at)
	handler := b.handlerOf(b.at, end)
	b.at++
	if handler < 0 {
		b.statements(end)
	} else if failed := b.attempt(func() { b.statements(handler) }); failed != nil {
		b.handle(failed, handler, end)
	}
	b.at = end
	b.skip(";")
}

// handle looks for WHEN … THEN for a failure and applies what stands there.
func (b *block) handle(failed *failure, handler, end int) {
	for when := b.next(handler+1, end, "when"); when < end; {
		then := b.next(when+1, end, "then")
		next := b.next(then+1, end, "when")
		for i := when + 1; i < then; i++ {
			if b.handles(i, failed) {
				b.at = then + 1
				b.statements(next)
				return
			}
		}
		when = next
	}
	panic(*failed)
}

// handles says whether a condition of WHEN is about a failure.
func (b *block) handles(i int, failed *failure) bool {
	word := b.word(i)
	code := strings.Trim(b.text[b.tokens[i].Start:b.tokens[i].End], "'")
	switch {
	case word == "others":
		return true
	case duplicate(failed):
		return strings.HasPrefix(word, "duplicate_") || contains([]string{"42710", "42P07", "42701", "42P06", "42723"}, code)
	case failed.missing:
		return strings.HasPrefix(word, "undefined_") || word == "invalid_schema_name" ||
			contains([]string{"42P01", "42703", "42704", "42883", "3F000"}, code)
	case strings.Contains(failed.err.Msg, "other objects depend on it"):
		return word == "dependent_objects_still_exist" || code == "2BP01"
	}
	return false
}

// attempt runs f wholly or not at all, and returns its failure.
func (b *block) attempt(f func()) (failed *failure) {
	outer, own := b.db.journal, &journal{}
	scope, depth := b.scope, b.depth
	b.db.journal = own
	defer func() {
		b.db.journal = outer
		switch p := recover().(type) {
		case nil:
			if outer != nil {
				outer.undo = append(outer.undo, own.undo...)
			}
		case failure:
			own.rollback()
			b.scope, b.depth, b.reader.stmt = scope, depth, b.stmt
			failed = &p
		default:
			panic(p)
		}
	}()
	f()
	return nil
}

// duplicate says whether a statement has failed in the way that "exception when
// duplicate_object" and its like are about.
func duplicate(f *failure) bool { return !f.missing && strings.Contains(f.err.Msg, "already exists") }

// statements applies the statements up to a token.
func (b *block) statements(end int) {
	for b.at < end && !b.returned && b.leaving == nil {
		switch w := b.word(b.at); {
		case w == "<<":
			b.label()
		case w == "declare" || w == "begin":
			b.nested()
		case w == "if":
			b.condition()
		case w == "for" || w == "while" || w == "loop" || w == "foreach":
			b.loop("")
		case w == "case":
			closing := b.closing(b.at)
			b.uncertain(b.at, closing)
			b.forget(b.at, closing)
			b.at = closing
			b.skip(";")
		case w == "exit" || w == "continue":
			b.jump()
		case b.returns(b.at):
			b.returned = true
		case b.says(b.at):
			b.applyAccess()
		case b.changes(b.at):
			b.apply()
		default:
			start := b.at
			b.skip(";")
			b.runCalls(start, b.at)
			b.follow(start, b.at)
		}
	}
}

// calls says whether a range of tokens calls a function whose body has DDL.
func (b *block) calls(low, high int) bool {
	for i := low; i < high; i++ {
		if b.word(i+1) == "(" && b.routineWithDDL(i) != nil {
			return true
		}
	}
	return false
}

// runCalls applies the bodies of the functions with DDL that a range calls.
func (b *block) runCalls(low, high int) {
	for i := low; i < high; i++ {
		if b.word(i+1) != "(" {
			continue
		}
		if f := b.routineWithDDL(i); f != nil {
			b.runRoutine(f)
		}
	}
}

// routineWithDDL returns the routine that a token names, if its body has DDL.
func (b *block) routineWithDDL(i int) *routine {
	word := b.word(i)
	if word == "" || b.tokens[i].Kind != sqlfile.Word {
		return nil
	}
	names := []string{word}
	if b.word(i-1) == "." && b.word(i-2) != "" {
		names = []string{b.word(i - 2), word}
	}
	for _, f := range b.routinesBy(names) {
		if f.body != "" {
			return f
		}
	}
	return nil
}

// runRoutine applies the DDL in a routine's body.
func (r *reader) runRoutine(f *routine) {
	switch f.language {
	case "plpgsql":
		r.runBlock(f.body, -1)
	case "sql":
		r.runBlock("BEGIN "+strings.TrimRight(strings.TrimSpace(f.body), ";")+"; END", -1)
	default:
		r.warn(here, "what the function %s in %s does to the schema isn't known", signature(f), f.language)
	}
}

// uncertain checks a range of which it isn't known whether and how often it
// runs.
func (b *block) uncertain(low, high int) {
	if b.calls(low, high) {
		b.failAtToken(low, "whether and how often this calls a function with DDL is only known when the block runs")
	}
	if i := b.first(low, high, b.changes); i >= 0 {
		b.failAtToken(i, "whether and how often this statement runs is only known when the block runs")
	}
	if i := b.first(low, high, b.says); i >= 0 {
		b.passOver(i)
	}
	if b.first(low, high, b.returns) >= 0 {
		b.doubtful = true
	}
}

// condition applies IF … THEN … ELSIF … ELSE … END IF.
func (b *block) condition() {
	start, end := b.at, b.closing(b.at)
	for b.at < end && b.word(b.at) != "end" {
		if b.word(b.at) == "else" {
			b.at++
			b.statements(end)
			break
		}
		then := b.next(b.at+1, end, "then")
		next := b.nextBranch(then+1, end)
		truth := unknown
		b.assuming(b.at, end, func() bool {
			truth = b.probeText(b.tokens[b.at+1].Start, b.tokens[then].Start)
			return truth != unknown
		})
		switch truth {
		case holds:
			b.at = then + 1
			b.statements(next)
			b.at = end
		case fails:
			b.at = next
		default:
			b.guarded(start, then, next, end)
			b.at = end
		}
	}
	b.at = end
	b.skip(";")
}

// guarded applies a branch whose condition can't be answered. IF NOT EXISTS (…)
// THEN … END IF is taken to ask for what the branch creates; else the branches
// must hold no DDL.
func (b *block) guarded(start, then, next, end int) {
	not := b.at + 1
	for b.word(not) == "(" {
		not++
	}
	if b.at != start || next != end || b.word(not) != "not" || b.word(not+1) != "exists" {
		b.uncertain(b.at, end)
		b.forget(b.at, end)
		return
	}
	b.at = then + 1
	if failed := b.attempt(func() { b.statements(next) }); failed != nil && !duplicate(failed) {
		panic(*failed)
	}
	b.forget(then, next)
}

// closing returns the END of what the i-th token opens: BEGIN, IF, CASE or a
// loop.
func (b *block) closing(i int) int {
	depth := 0
	for ; i < len(b.tokens); i++ {
		switch w := b.word(i); {
		case w == "begin", w == "case" && b.word(i-1) != "end", w == "loop" && b.word(i-1) != "end",
			w == "if" && b.word(i-1) != "end" && b.begins(i):
			depth++
		case w == "end":
			if depth--; depth <= 0 {
				return i
			}
		}
	}
	return len(b.tokens)
}

// handlerOf returns the EXCEPTION clause of the block from BEGIN to END, or -1.
func (b *block) handlerOf(begin, end int) int {
	for i := begin + 1; i < end; i++ {
		switch b.word(i) {
		case "begin":
			i = b.closing(i)
		case "exception":
			if b.word(i+1) == "when" {
				return i
			}
		}
	}
	return -1
}

// next returns the next token that is a word, outside of parentheses and CASE.
func (b *block) next(i, end int, word string) int {
	depth := 0
	for ; i < end; i++ {
		switch w := b.word(i); {
		case w == "(" || w == "case":
			depth++
		case w == ")" || w == "end":
			depth--
		case w == word && depth == 0:
			return i
		}
	}
	return end
}

// nextBranch returns the next ELSIF, ELSE or the END of the same IF.
func (b *block) nextBranch(i, end int) int {
	for ; i < end; i++ {
		switch w := b.word(i); {
		case w == "begin", w == "case", w == "loop", w == "if" && b.begins(i):
			i = b.closing(i)
		case w == "elsif" || w == "elseif" || w == "else":
			return i
		}
	}
	return end
}

// skip goes behind the next token of that text outside of parentheses.
func (b *block) skip(end string) {
	for depth := 0; b.at < len(b.tokens); {
		w := b.word(b.at)
		b.at++
		switch {
		case w == "(":
			depth++
		case w == ")":
			depth--
		case w == end && depth <= 0:
			return
		}
	}
}

// failAtToken ends the statement with an error at a token of the block.
func (b *block) failAtToken(i int, msg string) {
	panic(failure{err: &sqlfile.Error{Pos: b.stmt.Script.Pos(b.place(i)), Msg: msg, Hint: "write the statements outside of DO"}})
}

// place returns the offset of a token in the script; that of the whole
// statement if the block doesn't stand there.
func (b *block) place(i int) int {
	if b.offset >= 0 && i < len(b.tokens) {
		return b.offset + b.tokens[i].Start
	}
	return b.stmt.Offset
}

// probeText answers the condition that stands between two offsets.
func (b *block) probeText(low, high int) truth {
	if low >= high {
		return unknown
	}
	node, err := parse.Expr(b.text[low:high])
	if err != nil {
		return unknown
	}
	if v, ok := b.eval(node); ok {
		truth, isBool := v.(bool)
		if isBool || v == nil {
			return truthOf(truth)
		}
	}
	return b.probe(node)
}

// contains is a shorthand for the lists of names in this file's neighbours.
func contains(list []string, name string) bool { return slices.Contains(list, name) }
