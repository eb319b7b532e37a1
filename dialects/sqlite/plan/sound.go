package plan

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// sound reports whether all that a view or a trigger names is surely there: the
// library refuses to drop or rename a column while that isn't so of any of them.
// What can't be told is not sound.
func sound(d *side, o *model.Definition) bool {
	known := map[string]bool{"rowid": true, "oid": true, "_rowid_": true}
	if o.ID.Kind == kind.Trigger {
		known["new"], known["old"] = true, true
		d.learn(known, kind.Fold(o.ID.Parent), map[string]bool{})
	}
	texts := definitionTexts(o)
	for _, text := range texts {
		for _, p := range pieces(text) {
			if p.kind != sqlfile.Word || !keyword(p.text) { // SELECT is no table
				d.learn(known, p.name(), map[string]bool{})
			}
		}
		for name := range given(text) {
			known[name] = true
		}
	}
	for _, text := range texts {
		list := pieces(text)
		for i, p := range list {
			name := p.name()
			call := i+1 < len(list) && list[i+1].text == "("
			if name != "" && !known[name] && !call && (p.kind == sqlfile.Quoted || !keyword(name)) {
				return false
			}
		}
	}
	return true
}

// learn adds a relation and its columns to what is known. The columns of a view and
// of a virtual table are among the names in its text.
func (d *side) learn(known map[string]bool, relation string, seen map[string]bool) {
	if !d.relations[relation] || seen[relation] {
		return
	}
	seen[relation], known[relation] = true, true
	if t := d.folded[relation]; t != nil {
		for i := range t.Columns {
			known[kind.Fold(t.Columns[i].Name)] = true
		}
	}
	if o := d.defined[relation]; o != nil {
		for name := range mentions(append(definitionTexts(o), texts(o.Get(kind.Arguments).List)...)...) {
			known[name] = true
			d.learn(known, name, seen)
		}
	}
}

// given lists the folded names that a query gives to parts of itself: those behind
// AS, those before AS in WITH, and those that stand behind a name or a parenthesis
// without any word.
func given(text string) map[string]bool {
	names := map[string]bool{}
	tokens := pieces(text)
	for i, p := range tokens {
		if i == 0 || p.name() == "" || p.kind == sqlfile.Word && keyword(p.text) {
			continue
		}
		before := tokens[i-1]
		word := before.kind == sqlfile.Word && keyword(before.text)
		switch {
		case kind.Fold(before.text) == "as", before.text == ")", before.name() != "" && !word:
			names[p.name()] = true
		case i+2 < len(tokens) && kind.Fold(tokens[i+1].text) == "as" && tokens[i+2].text == "(":
			names[p.name()] = true
		}
	}
	return names
}
