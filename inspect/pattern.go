package inspect

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Pattern chooses objects by kind and name. [ParsePattern] describes its form;
// the zero Pattern chooses nothing.
type Pattern struct {
	kinds []model.Kind // empty: any kind
	names []string     // globs for the last parts of an object's path
	text  string
}

// String returns the pattern as it was written.
func (p Pattern) String() string { return p.text }

// kindWords are the words for kinds whose own words are long or that stand for
// several kinds. Every other kind is named by itself, with or without a dash
// for the space: "foreign key" or "foreign-key".
func kindWords() map[string][]model.Kind {
	constraints := []model.Kind{
		model.KindPrimaryKey, model.KindUnique, model.KindForeignKey, model.KindCheck,
		model.KindExclusion, model.KindDomainConstraint,
	}
	return map[string][]model.Kind{
		"type":       {model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange},
		"composite":  {model.KindComposite},
		"range":      {model.KindRange},
		"constraint": constraints,
		"unique":     {model.KindUnique},
		"check":      {model.KindCheck, model.KindDomainConstraint},
		"exclusion":  {model.KindExclusion},
		"routine":    {model.KindRoutine, "function", "procedure", "aggregate", "window function"},
	}
}

// KindWords lists the words that patterns know for the kinds of the model, in
// canonical order. Further kinds, which only some database has, are given to
// [ParsePattern].
func KindWords() []string {
	short := kindWords()
	var words []string
	for word := range short {
		words = append(words, word)
	}
	for _, kind := range model.Kinds() {
		words = append(words, strings.ReplaceAll(string(kind), " ", "-"))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// ParsePattern reads a pattern of the form kind:name, or name alone for objects
// of any kind.
//
// The name is matched against the end of the object's path, part by part:
// "users" is anything of that name in any schema, "app.users" is that of schema
// app, and "users.email" or "app.users.email" is a column, constraint or index
// of it. In each part * stands for any characters, ? for one, [a-z] for one of
// a set. A part in double quotes is taken literally; it may hold dots. Names
// are those that the server keeps, so that case matters.
//
// The kinds are those of [KindWords] and the further ones given. A kind may be
// a group: "type" is every enum, domain, composite and range type, "constraint"
// every constraint.
func ParsePattern(text string, further ...model.Kind) (Pattern, error) {
	p := Pattern{text: text}
	name := text
	if before, after, found := strings.Cut(text, ":"); found && !strings.Contains(before, `"`) {
		kinds, err := kindsOf(before, further)
		if err != nil {
			return Pattern{}, fmt.Errorf("reading pattern %q: %w", text, err)
		}
		p.kinds, name = kinds, after
	}
	names, err := splitName(name)
	if err != nil {
		return Pattern{}, fmt.Errorf("reading pattern %q: %w", text, err)
	}
	p.names = names
	return p, nil
}

func kindsOf(word string, further []model.Kind) ([]model.Kind, error) {
	if kinds, ok := kindWords()[word]; ok {
		return kinds, nil
	}
	kind := model.Kind(strings.ReplaceAll(word, "-", " "))
	if slices.Contains(model.Kinds(), kind) || slices.Contains(further, kind) {
		return []model.Kind{kind}, nil
	}
	return nil, UnknownKindError{Word: word}
}

// UnknownKindError says that a pattern names a kind that nobody knows.
type UnknownKindError struct{ Word string }

// Error implements error.
func (e UnknownKindError) Error() string {
	if e.Word == "" {
		return "there is no kind before the colon"
	}
	return fmt.Sprintf("there is no kind %q", e.Word)
}

// splitName cuts a dotted name into globs. Quoted parts are escaped, so that
// they match themselves alone.
func splitName(name string) ([]string, error) {
	var parts []string
	for rest := name; ; {
		part, after, more, err := cutPart(rest)
		if err != nil {
			return nil, err
		}
		if _, err := path.Match(part, ""); err != nil {
			return nil, fmt.Errorf("%q isn't well-formed: a [ needs its ]", part)
		}
		parts = append(parts, part)
		if !more {
			break
		}
		rest = after
	}
	if len(parts) > 3 {
		return nil, errors.New("a name has at most three parts: schema.table.part")
	}
	return parts, nil
}

func cutPart(s string) (part, rest string, more bool, err error) {
	if !strings.HasPrefix(s, `"`) {
		part, rest, more = strings.Cut(s, ".")
		if part == "" {
			return "", "", false, errors.New("a part of the name is empty")
		}
		return part, rest, more, nil
	}
	var quoted strings.Builder
	for s = s[1:]; ; {
		text, after, closed := strings.Cut(s, `"`)
		if !closed {
			return "", "", false, errors.New("a double quote isn't closed")
		}
		quoted.WriteString(text)
		if !strings.HasPrefix(after, `"`) {
			s = after
			break
		}
		quoted.WriteByte('"') // "" is a quote
		s = after[1:]
	}
	if quoted.Len() == 0 {
		return "", "", false, errors.New("a part of the name is empty")
	}
	if s != "" && s[0] != '.' {
		return "", "", false, errors.New("after a closing quote comes a dot or the end")
	}
	return escapeGlob(quoted.String()), strings.TrimPrefix(s, "."), s != "", nil
}

func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// Matches reports whether the pattern names the object itself.
func (p Pattern) Matches(id model.ID) bool {
	if len(p.names) == 0 || len(p.kinds) > 0 && !slices.Contains(p.kinds, id.Kind) {
		return false
	}
	parts := make([]string, 0, 3)
	for _, part := range []string{id.Schema, id.Parent, id.Name} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(p.names) > len(parts) {
		return false
	}
	for i, glob := range p.names {
		if !globMatches(glob, parts[len(parts)-len(p.names)+i]) {
			return false
		}
	}
	return true
}

// globMatches is path.Match for names: a slash is a character like others.
func globMatches(glob, name string) bool {
	const slash, stand = "/", "\x00" // no name holds a zero byte
	ok, err := path.Match(strings.ReplaceAll(glob, slash, stand), strings.ReplaceAll(name, slash, stand))
	return err == nil && ok
}
