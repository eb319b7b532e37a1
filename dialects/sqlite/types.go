package sqlite

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// declaredType returns a type as the model has it: its words in lower case with
// one space between them, its numbers without any. A column without a type has
// the zero Type. Of a type that begins with a quoted word, the library keeps that
// word alone.
func declaredType(words, modifiers []sqltoken.Token) model.Type {
	if len(words) > 0 && words[0].Kind != sqlfile.Word {
		return typeOf(words[0].Name())
	}
	var t model.Type
	for i, w := range words {
		if i > 0 {
			t.Name += " "
		}
		t.Name += kind.Fold(w.Text)
	}
	for _, m := range modifiers {
		t.Modifiers += kind.Fold(m.Text)
	}
	return t
}

// typeOf reads a type from its text, as the PRAGMAs tell it. A text that isn't
// made like a type is a name as a whole.
func typeOf(text string) model.Type {
	tokens, err := tokenize(text)
	words, modifiers := tokens, []sqltoken.Token(nil)
	for i, t := range tokens {
		if t.Text == "(" && i > 0 && tokens[len(tokens)-1].Text == ")" {
			words, modifiers = tokens[:i], tokens[i+1:len(tokens)-1]
			break
		}
	}
	for _, w := range words {
		if w.Kind != sqlfile.Word {
			return model.Type{Name: kind.Fold(text)}
		}
	}
	if err != nil {
		return model.Type{Name: kind.Fold(text)}
	}
	return declaredType(words, modifiers)
}
