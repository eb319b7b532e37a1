package sqlite

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Affinity is how a column converts what is stored in it.
type Affinity string

// The affinities.
const (
	Integer Affinity = "integer"
	Text    Affinity = "text"
	Blob    Affinity = "blob"
	Real    Affinity = "real"
	Numeric Affinity = "numeric"
)

// AffinityOf returns the affinity that a declared type has in a table that isn't
// strict: words in its name decide (datatype3.html, section 3.1).
func AffinityOf(t model.Type) Affinity {
	name := fold(t.Name)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("int"):
		return Integer
	case has("char", "clob", "text"):
		return Text
	case name == "" || has("blob"):
		return Blob
	case has("real", "floa", "doub"): //nolint:misspell // the words that the library looks for
		return Real
	}
	return Numeric
}

// declaredType returns a type as the model has it: its words in lower case with
// one space between them, its numbers without any. A column without a type has
// the zero Type.
func declaredType(words []token, modifiers []token) model.Type {
	var t model.Type
	for i, w := range words {
		if i > 0 {
			t.Name += " "
		}
		if w.isName() && w.text[0] == '"' || w.text[0] == '[' || w.text[0] == '`' || w.text[0] == '\'' {
			t.Name += w.text
		} else {
			t.Name += fold(w.text)
		}
	}
	for _, m := range modifiers {
		t.Modifiers += fold(m.text)
	}
	return t
}

// typeOf reads a type from its text, as the PRAGMAs tell it.
func typeOf(text string) (model.Type, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return model.Type{}, err
	}
	for i, t := range tokens {
		if t.text == "(" {
			last := len(tokens)
			if tokens[last-1].text == ")" {
				last--
			}
			return declaredType(tokens[:i], tokens[i+1:last]), nil
		}
	}
	return declaredType(tokens, nil), nil
}
