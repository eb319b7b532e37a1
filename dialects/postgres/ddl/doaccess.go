package ddl

import "strings"

// isAccess says whether statements that begin with a word are about privileges,
// owners or labels. Unlike DDL they may stand where it isn't known whether they
// run: then they are passed over, with a warning.
func isAccess(word string) bool {
	switch word {
	case "grant", "revoke", "reassign", "security":
		return true
	}
	return false
}

// says reports whether the statement at a token is about privileges.
func (b *block) says(i int) bool {
	word := b.word(i)
	if word != "execute" {
		return isAccess(word)
	}
	text, ok := b.executed(i)
	return ok && isAccess(lower(firstWord(text)))
}

// applyAccess applies such a statement.
func (b *block) applyAccess() {
	start := b.at
	if b.doubtful {
		b.skip(";")
		b.passOver(start)
		return
	}
	if b.word(start) == "execute" && !b.knows(start) {
		b.skip(";")
		b.passOver(start)
		return
	}
	b.apply()
}

// knows reports whether the text of an EXECUTE is known.
func (b *block) knows(start int) bool {
	end := len(b.tokens)
	for _, word := range []string{"into", "using", ";"} {
		end = min(end, b.next(start+1, end, word))
	}
	v, ok := b.named(start, end)
	_, isText := v.(string)
	return ok && isText
}

// named evaluates the text of an EXECUTE, in which the database may be named.
func (b *block) named(start, end int) (value, bool) {
	b.naming = true
	defer func() { b.naming = false }()
	return b.evalText(b.tokens[start].End, b.tokens[end-1].End)
}

// passOver warns that what a block grants isn't known.
func (b *block) passOver(start int) {
	b.warn(here, "whether and what this block says about privileges is only known when it runs: %s", strings.ToUpper(b.word(start)))
}

// currentDatabase stands for the name of the database.
const currentDatabase = "current database"

// namesDatabase reports whether a statement may name the database at hand,
// whatever it is called.
func namesDatabase(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	return len(words) > 1 && (isAccess(words[0]) || words[0] == "alter" && (words[1] == "database" || words[1] == "role" || words[1] == "user"))
}
