package render

import (
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Wording says in a dialect's words what its definitions are. It is for people:
// the texts may hold anything and are made safe where they are written.
type Wording interface {
	// Sketch says what an object is that comes or goes.
	Sketch(d model.Definition) Sketch
	// Property says what a property is, also one that the definition doesn't have.
	Property(d model.Definition, name model.PropertyName) Shown
	// Query breaks a query into lines, equal clauses into equal ones.
	Query(text string) string
}

// Sketch is an object in a few words.
type Sketch struct {
	// Name is written in the place of the object's path, if there is one. A line
	// may end between two pieces of it.
	Name []string
	// Phrases follow the name. A line may end between two of them.
	Phrases []string
}

// Shown is a property as people read it.
type Shown struct {
	// Text is the whole of it, of one line or of many; empty for none.
	Text string
	// Items are those of a list.
	Items []string
}

// plainWording is for a dialect that has no words of its own.
type plainWording struct{}

func (plainWording) Sketch(d model.Definition) Sketch {
	var phrases []string
	for _, p := range d.Properties {
		const longest = 60
		text := diff.ShowValue(p.Value)
		switch {
		case text == model.On:
			text = string(p.Name)
		case width(text) > longest || strings.Contains(text, "\n"):
			text = string(p.Name) + " …"
		default:
			text = string(p.Name) + " " + text
		}
		phrases = append(phrases, text)
	}
	for i := range len(phrases) - 1 {
		phrases[i] += ","
	}
	return Sketch{Phrases: phrases}
}

func (plainWording) Property(d model.Definition, name model.PropertyName) Shown {
	v := d.Get(name)
	shown := Shown{Text: diff.ShowValue(v)}
	for _, item := range v.List {
		shown.Items = append(shown.Items, diff.ShowValue(item))
	}
	return shown
}

func (plainWording) Query(text string) string { return text }

// abbreviated cuts a text that is too long for a sketch.
func abbreviated(text string) string {
	const enough = 80
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > enough {
		return strings.TrimSpace(string(runes[:enough-2])) + " …"
	}
	return text
}
