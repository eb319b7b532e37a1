package gomodel

import (
	"context"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// shortened is a schema whose expressions lack the casts and the quotes that a server
// adds to what people write. What a cast means to an expression, the comparison knows:
// where it sees a difference, or isn't sure, the text stays as it is.
func shortened(ctx context.Context, schema model.Schema, opts Options) model.Schema {
	short := schema
	short.Tables = slices.Clone(schema.Tables)
	family := map[model.QName]bool{}
	for i := range short.Tables {
		for _, parent := range append(slices.Clone(short.Tables[i].Inherits), short.Tables[i].PartitionOf) {
			family[parent] = true
		}
	}
	for i := range short.Tables {
		// What parents and children share is compared by its text.
		t := &short.Tables[i]
		if t.Partitioning.IsZero() && t.PartitionOf.IsZero() && len(t.Inherits) == 0 && !family[t.QName()] {
			shortenTable(t, opts.Dialect)
		}
	}
	result, err := diff.Compare(ctx, schema, short, opts.Rules, diff.Options{NewLive: true})
	if err != nil {
		return schema
	}
	tables := map[model.QName]int{}
	for i := range schema.Tables {
		tables[schema.Tables[i].QName()] = i
	}
	for _, c := range result.Changes {
		if i, ok := tables[c.Object().Owner()]; ok {
			restore(&short.Tables[i], schema.Tables[i], c.Object())
		}
	}
	return short
}

// shortenTable shortens the expressions of a table's constraints and indexes.
func shortenTable(t *model.Table, dialect Dialect) {
	short := func(e *model.Expr) { e.Text = withoutQuotes(withoutCasts(e.Text, dialect.Syntax()), dialect) }
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Default.Text, c.Generated.Expr.Text = withoutQuotes(c.Default.Text, dialect), withoutQuotes(c.Generated.Expr.Text, dialect)
	}
	t.Checks, t.Indexes, t.Exclusions = slices.Clone(t.Checks), slices.Clone(t.Indexes), slices.Clone(t.Exclusions)
	for i := range t.Checks {
		short(&t.Checks[i].Expr)
	}
	for i := range t.Exclusions {
		short(&t.Exclusions[i].Predicate)
	}
	for i := range t.Indexes {
		x := &t.Indexes[i]
		short(&x.Predicate)
		x.Keys = slices.Clone(x.Keys)
		for k := range x.Keys {
			short(&x.Keys[k].Expr)
		}
	}
}

// restore gives a part of a table back what it was; if it isn't one of those that
// are shortened, all of them.
func restore(short *model.Table, whole model.Table, id model.ID) {
	for i := range short.Checks {
		if id.Kind == model.KindCheck && short.Checks[i].Name == id.Name {
			short.Checks[i] = whole.Checks[i]
			return
		}
	}
	for i := range short.Indexes {
		if id.Kind == model.KindIndex && short.Indexes[i].Name == id.Name {
			short.Indexes[i] = whole.Indexes[i]
			return
		}
	}
	short.Columns, short.Checks, short.Indexes, short.Exclusions = whole.Columns, whole.Checks, whole.Indexes, whole.Exclusions
}

// withoutQuotes leaves out the quotes of names that need none.
func withoutQuotes(text string, dialect Dialect) string {
	var b strings.Builder
	at := 0
	lexer := sqlfile.NewLexer(text, dialect.Syntax())
	for t := lexer.Next(); t.Kind != sqlfile.EOF; t = lexer.Next() {
		word := text[t.Start:t.End]
		if t.Kind != sqlfile.Quoted || t.Open || len(word) < 3 {
			continue
		}
		if bare := word[1 : len(word)-1]; dialect.QuoteIdent(bare) == bare {
			b.WriteString(text[at:t.Start] + bare)
			at = t.End
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// withoutCasts leaves out the casts of plain strings and of names, also of names in
// parentheses.
func withoutCasts(text string, syntax sqlfile.Syntax) string {
	if !strings.Contains(text, "::") {
		return text
	}
	var tokens []sqlfile.Token
	lexer := sqlfile.NewLexer(text, syntax)
	for t := lexer.Next(); t.Kind != sqlfile.EOF; t = lexer.Next() {
		tokens = append(tokens, t)
	}
	word := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return text[tokens[i].Start:tokens[i].End]
	}
	isName := func(i int) bool {
		return i >= 0 && i < len(tokens) && (tokens[i].Kind == sqlfile.Word || tokens[i].Kind == sqlfile.Quoted)
	}
	var b strings.Builder
	at := 0 // what is written
	for i := range tokens {
		if tokens[i].Start < at {
			continue
		}
		last := -1
		from, to := i, i
		switch {
		case tokens[i].Kind == sqlfile.String, isName(i):
			last = castEnd(text, tokens, i+1)
		case word(i) == "(" && isName(i+1) && word(i+2) == ")" && !isName(i-1):
			last, from, to = castEnd(text, tokens, i+3), i+1, i+1
		}
		if last < 0 {
			continue
		}
		b.WriteString(text[at:tokens[i].Start])
		b.WriteString(text[tokens[from].Start:tokens[to].End])
		at = tokens[last].End
	}
	b.WriteString(text[at:])
	return b.String()
}

// castEnd returns the last token of a cast that begins at one, -1 if none does.
func castEnd(text string, tokens []sqlfile.Token, i int) int {
	word := func(i int) string {
		if i >= len(tokens) {
			return ""
		}
		return text[tokens[i].Start:tokens[i].End]
	}
	switch {
	case word(i) == "::":
		i++
	case word(i) == ":" && word(i+1) == ":":
		i += 2
	default:
		return -1
	}
	if i >= len(tokens) || tokens[i].Kind != sqlfile.Word && tokens[i].Kind != sqlfile.Quoted {
		return -1
	}
	for word(i+1) == "." {
		i += 2
	}
	for slices.Contains([]string{"varying", "precision"}, word(i+1)) {
		i++
	}
	if word(i+1) == "(" {
		for i < len(tokens) && word(i) != ")" {
			i++
		}
	}
	if slices.Contains([]string{"with", "without"}, word(i+1)) && word(i+2) == "time" && word(i+3) == "zone" {
		i += 3
	}
	for word(i+1) == "[" && word(i+2) == "]" {
		i += 2
	}
	if i >= len(tokens) {
		return -1
	}
	return i
}
