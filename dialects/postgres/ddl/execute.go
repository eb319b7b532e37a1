package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// apply applies the statement that begins with the current token.
func (b *block) apply() {
	start := b.at
	b.skip(";")
	if b.word(start) == "execute" {
		b.execute(start)
		return
	}
	if b.doubtful {
		b.failAtToken(start, "whether this statement runs is only known when the block runs")
	}
	last := b.tokens[b.at-1]
	end := last.End
	if b.word(b.at-1) == ";" {
		end = last.Start
	}
	low := b.tokens[start].Start
	b.one(b.text[low:end], low)
}

// execute applies EXECUTE expression, if the text of the expression is known.
func (b *block) execute(start int) {
	end := b.at
	for _, word := range []string{"into", "using", ";"} {
		end = min(end, b.next(start+1, b.at, word))
	}
	v, ok := b.named(start, end)
	text, isText := v.(string)
	if !ok || !isText || strings.Contains(text, currentDatabase) && !namesDatabase(text) {
		b.failAtToken(start, "EXECUTE runs a statement that is only known when it runs")
	}
	b.follow(start, b.at)
	syntax := sqlfile.Postgres()
	syntax.Psql = false
	script, errs := b.stmt.Script.Made(text, b.place(start+1), syntax)
	if len(errs) > 0 {
		panic(failure{err: errs[0]})
	}
	for i := range script.Statements {
		s := &script.Statements[i]
		if passedByWord(s) {
			continue
		}
		if b.doubtful {
			b.failAtToken(start, "whether this statement runs is only known when the block runs")
		}
		b.parsed(script, s)
	}
}

// one applies one statement, whose text stands at an offset of the block.
func (b *block) one(text string, at int) {
	offset := b.stmt.Offset
	if b.offset >= 0 {
		offset = b.offset + at
	}
	s := &sqlfile.Statement{Text: strings.TrimSpace(text), Offset: offset, Begin: offset, End: offset}
	b.parsed(b.stmt.Script, s)
}

// parsed applies one statement of a script.
func (b *block) parsed(script *sqlfile.Script, s *sqlfile.Statement) {
	stmt, err := parse.Single(script, s)
	if err != nil {
		panic(failure{err: err})
	}
	b.reader.stmt = stmt
	b.node(stmt.Node)
	b.reader.stmt = b.stmt
}
