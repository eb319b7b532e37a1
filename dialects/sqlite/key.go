package sqlite

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// lexeme is a token by what it means: two texts whose lexemes are the same mean
// the same.
type lexeme struct {
	sort lexemeSort
	text string
}

// lexemeSort tells lexemes of the same text apart.
type lexemeSort uint8

const (
	mark     lexemeSort = iota // an operator, a punctuation mark, a number
	word                       // a name in any spelling, or a keyword that isn't quoted
	quoted                     // a quoted name that is a keyword without its quotes
	literal                    // a string
	bytesRun                   // a blob
)

// lexemes returns what a text consists of. Known says whether a name can be
// meant: what stands between double quotes and is no name is a string to SQLite
// (quirks.html, section 8). Nil: that isn't known, and double quotes make a name.
func lexemes(text string, known func(name string) bool) ([]lexeme, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return nil, err
	}
	tokens = sqltoken.Bare(tokens)
	list := make([]lexeme, len(tokens))
	for i, t := range tokens {
		list[i] = meaning(t, known)
	}
	return list, nil
}

func meaning(t sqltoken.Token, known func(name string) bool) lexeme {
	switch t.Kind {
	case sqlfile.Word:
		return lexeme{word, kind.Fold(t.Text)}
	case sqlfile.Quoted:
		name := kind.Fold(t.Name())
		if t.Text[0] == '"' && known != nil && !known(name) {
			return lexeme{literal, t.Name()}
		}
		return named(name)
	case sqlfile.String:
		if t.Text[0] != '\'' {
			return lexeme{bytesRun, strings.ToLower(t.Text)}
		}
		return lexeme{literal, t.Name()}
	case sqlfile.Number:
		return lexeme{mark, strings.ToLower(t.Text)}
	default:
	}
	switch t.Text {
	case "==":
		return lexeme{mark, "="}
	case "<>":
		return lexeme{mark, "!="}
	}
	return lexeme{mark, t.Text}
}

// named is a folded name that is no keyword where it stands, as between quotes.
func named(name string) lexeme {
	if isKeyword(name) {
		return lexeme{quoted, name}
	}
	return lexeme{word, name}
}

// keywords are the words that SQLite reserves, or takes for more than a name in
// some places (lang_keywords.html), without those that end there only as names.
const keywords = " abort action add after all alter always analyze and as asc attach autoincrement before begin between by " +
	"cascade case cast check collate column commit conflict constraint create cross current current_date current_time " +
	"current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except " +
	"exclude exclusive exists explain fail false filter first following for foreign from full generated glob group groups " +
	"having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left " +
	"like limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over " +
	"partition plan pragma preceding primary query raise range recursive references regexp reindex release rename replace " +
	"restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger " +
	"true unbounded union unique update using vacuum values view virtual when where window with without "

func isKeyword(name string) bool {
	return !strings.ContainsRune(name, ' ') && strings.Contains(keywords, " "+name+" ")
}

// Keyword reports whether a name is a keyword, so that it needs quotes where a
// keyword could stand.
func Keyword(name string) bool { return isKeyword(kind.Fold(name)) }
