package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
)

// RenameRequest is what a user says was renamed: "table:app.users=people". It
// is resolved against both schemas when they are compared.
type RenameRequest struct {
	what RenameKind
	from []string
	to   []string
	text string
}

// RenameKind is the first word of a rename request.
type RenameKind string

// The kinds of rename requests. A type is an enum, a domain, a composite or a
// range type; a constraint belongs to a table or a domain; a value is one of an
// enum, an attribute one of a composite type.
const (
	RenameSchema     RenameKind = "schema"
	RenameTable      RenameKind = "table"
	RenameColumn     RenameKind = "column"
	RenameType       RenameKind = "type"
	RenameSequence   RenameKind = "sequence"
	RenameIndex      RenameKind = "index"
	RenameConstraint RenameKind = "constraint"
	RenameStatistics RenameKind = "statistics"
	RenameValue      RenameKind = "value"
	RenameAttribute  RenameKind = "attribute"
	// RenameMaterialized is RenameTable for a materialized view.
	RenameMaterialized RenameKind = "materialized view"
	RenameRoutine      RenameKind = "routine"
)

// renameRule is what there is to know of a kind of request.
type renameRule struct {
	what  RenameKind
	kinds []model.Kind
	// minParts and maxParts bound the length of the old path, maxNew that of
	// the new name.
	minParts, maxParts, maxNew int
	example                    string
}

func renameRules() []renameRule {
	return []renameRule{
		{RenameSchema, []model.Kind{model.KindSchema}, 1, 1, 1, "schema:app=core"},
		{RenameTable, []model.Kind{model.KindTable}, 1, 2, 2, "table:app.users=people"},
		{RenameColumn, []model.Kind{model.KindColumn}, 2, 3, 1, "column:app.users.mail=email"},
		{RenameType, []model.Kind{model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange}, 1, 2, 2, "type:app.mood=feeling"},
		{RenameSequence, []model.Kind{model.KindSequence}, 1, 2, 2, "sequence:app.ids=numbers"},
		{RenameIndex, []model.Kind{model.KindIndex, model.KindPrimaryKey, model.KindUnique, model.KindExclusion}, 1, 3, 1, "index:app.users_mail=users_email"},
		{RenameConstraint, []model.Kind{
			model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindExclusion,
			model.KindForeignKey, model.KindDomainConstraint,
		}, 1, 3, 1, "constraint:app.users.positive=age_positive"},
		{RenameStatistics, []model.Kind{model.KindStatistics}, 1, 2, 2, "statistics:app.a_b=users_a_b"},
		{RenameValue, []model.Kind{KindEnumValue}, 2, 3, 1, "value:app.mood.happy=glad"},
		{RenameAttribute, []model.Kind{KindAttribute}, 2, 3, 1, "attribute:app.address.zip=postcode"},
		{RenameMaterialized, []model.Kind{model.KindTable}, 1, 2, 2, "materialized view:app.totals=sums"},
		{RenameRoutine, []model.Kind{"function", "procedure", "aggregate", "window function"}, 1, 2, 2, "routine:app.seen=noticed"},
	}
}

// kindView is the kind of definitions that have their names together with the
// tables, and a row type.
const kindView model.Kind = "view"

// definitionKinds are the kinds of definitions that can have another name. Each is
// the word of its request.
func definitionKinds() []model.Kind {
	return []model.Kind{
		kindView, "function", "procedure", "aggregate", "window function", "trigger", "event trigger", "rule", "policy", "event", "package", "collation", "conversion",
		"operator class", "operator family", "text search configuration", "text search dictionary", "text search parser",
		"text search template", "language", "foreign-data wrapper", "server", "publication", "subscription",
		model.KindRole,
	}
}

// definitionRule is what there is to know of a request for such a kind. What is
// called after types may be written without them if it is the only one.
func definitionRule(k model.Kind) renameRule {
	kinds := []model.Kind{k}
	if k == "function" {
		kinds = append(kinds, "window function") // ALTER FUNCTION is for both
	}
	return renameRule{RenameKind(k), kinds, 1, 3, 2, string(k) + ":app.seen=noticed"}
}

// RenameKinds lists the words that rename requests begin with.
func RenameKinds() []RenameKind {
	var list []RenameKind
	for _, r := range renameRules() {
		list = append(list, r.what)
	}
	for _, k := range definitionKinds() {
		list = append(list, RenameKind(k))
	}
	return list
}

// kindWord returns a kind as it is meant: its spaces may be written as dashes.
func kindWord(word string) RenameKind {
	plain := func(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "-", " ") }
	for _, k := range RenameKinds() {
		if plain(string(k)) == plain(word) {
			return k
		}
	}
	return RenameKind(word)
}

func ruleOf(what RenameKind) (renameRule, bool) {
	for _, r := range renameRules() {
		if r.what == what {
			return r, true
		}
	}
	if slices.Contains(definitionKinds(), model.Kind(what)) {
		return definitionRule(model.Kind(what)), true
	}
	return renameRule{}, false
}

// ParseRename reads a rename request: a kind, a colon, the old name, an equals
// sign and the new name. The old name is qualified as far as it takes to be
// unambiguous; the new one only where it moves to another schema. A name with a
// dot, a colon, an equals sign or a quote in it stands between double quotes.
func ParseRename(text string) (RenameRequest, error) {
	fail := func(format string, args ...any) (RenameRequest, error) {
		return RenameRequest{}, fmt.Errorf("reading rename %q: %s", text, fmt.Sprintf(format, args...))
	}
	word, rest, ok := strings.Cut(text, ":")
	rule, known := ruleOf(kindWord(word))
	if !ok || !known {
		var words []string
		for _, k := range RenameKinds() {
			words = append(words, string(k))
		}
		if near := typo.List(word, words, 1); ok && len(near) > 0 {
			return fail("there is no kind %q; did you mean %q?", word, near[0])
		}
		return fail("it must begin with one of %s and a colon, as in %s", strings.Join(words, ", "), "table:app.users=people")
	}
	from, rest, err := parsePath(rest)
	if err != nil {
		return fail("%v", err)
	}
	if !strings.HasPrefix(rest, "=") {
		return fail("an equals sign and the new name must follow the old name, as in %s", rule.example)
	}
	to, rest, err := parsePath(rest[1:])
	if err != nil {
		return fail("%v", err)
	}
	switch {
	case rest != "":
		return fail("nothing may follow the new name, but %q does", rest)
	case len(from) < rule.minParts || len(from) > rule.maxParts:
		return fail("the old name has %d parts; %s", len(from), rule.partsHint())
	case len(to) > rule.maxNew:
		return fail("the new name has %d parts; a %s keeps its place, as in %s", len(to), rule.what, rule.example)
	}
	return RenameRequest{what: rule.what, from: from, to: to, text: text}, nil
}

func (r renameRule) partsHint() string {
	if r.minParts == r.maxParts {
		return fmt.Sprintf("a %s has %d, as in %s", r.what, r.minParts, r.example)
	}
	return fmt.Sprintf("a %s has %d to %d, as in %s", r.what, r.minParts, r.maxParts, r.example)
}

// parsePath reads names with dots between them and returns what follows.
func parsePath(text string) (path []string, rest string, err error) {
	for {
		var name string
		name, text, err = parseName(text)
		if err != nil {
			return nil, "", err
		}
		path = append(path, name)
		if !strings.HasPrefix(text, ".") {
			return path, text, nil
		}
		text = text[1:]
	}
}

func parseName(text string) (name, rest string, err error) {
	if !strings.HasPrefix(text, `"`) {
		end := nameEnd(text)
		if end == 0 {
			return "", "", fmt.Errorf("a name is missing before %q", text)
		}
		return text[:end], text[end:], nil
	}
	var b strings.Builder
	for text = text[1:]; ; {
		end := strings.IndexByte(text, '"')
		if end < 0 {
			return "", "", fmt.Errorf("a double quote is not closed")
		}
		b.WriteString(text[:end])
		if text = text[end+1:]; !strings.HasPrefix(text, `"`) {
			break
		}
		b.WriteByte('"')
		text = text[1:]
	}
	if b.Len() == 0 {
		return "", "", fmt.Errorf("a name is empty")
	}
	return b.String(), text, nil
}

// nameEnd returns where a name ends that is not between quotes. The types behind
// the name of a routine belong to it.
func nameEnd(text string) int {
	depth := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '(' && i > 0:
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0 && strings.IndexByte(`.=":`, c) >= 0:
			return i
		}
	}
	return len(text)
}

// String returns the request as it was written.
func (r RenameRequest) String() string { return r.text }

// hint returns the request that asks for a rename: the answer to a [Question].
func hint(from, to model.ID) string {
	what := RenameKind(from.Kind)
	for _, r := range renameRules() {
		if slices.Contains(r.kinds, from.Kind) && r.what != RenameRoutine {
			what = r.what
			break
		}
	}
	if from.Kind == model.KindPrimaryKey || from.Kind == model.KindUnique || from.Kind == model.KindExclusion {
		what = RenameConstraint
	}
	var path []string
	for _, p := range []string{from.Schema, from.Parent, from.Name} {
		if p != "" {
			path = append(path, writeName(p))
		}
	}
	name := to.Name
	if plain, types, ok := strings.Cut(name, "("); ok && plain != "" && strings.HasSuffix(from.Name, "("+types) && slices.Contains(definitionKinds(), from.Kind) {
		name = plain // the types are those of the old name
	}
	return strings.ReplaceAll(string(what), " ", "-") + ":" + strings.Join(path, ".") + "=" + writeName(name)
}

// writeName quotes a name that couldn't be read as it is. What is called after
// types can be.
func writeName(name string) string {
	if name != "" && nameEnd(name+"=") == len(name) && !strings.HasPrefix(name, "(") {
		return name
	}
	return `"` + inQuotes(name) + `"`
}
