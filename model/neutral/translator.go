package neutral

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// A Translator knows the words of one dialect.
type Translator interface {
	// Name is what people call the product: "PostgreSQL".
	Name() string
	// Neutral says a schema of the dialect in neutral words. Each loss is something
	// that these have no word for, in the names of the schema.
	Neutral(model.Schema) (model.Schema, []Loss)
	// Dialect says a schema in neutral words in those of the dialect. Each loss is
	// something that the dialect has no word for, in the names of the neutral schema.
	Dialect(model.Schema) (model.Schema, []Loss)
	// Holds reports whether a column of the type what is where people keep values of
	// the type of in this dialect. That is more than what Dialect makes of it: an
	// array may be kept as a text.
	Holds(what, of Type) bool
	// Traits are what a comparison must know.
	Traits() Traits
}

// Traits are facts of a product that a comparison with another one must know.
type Traits struct {
	// IndexesForeignKeys: the server makes an index for each foreign key that has
	// none.
	IndexesForeignKeys bool
	// RestrictIsNoAction: ON DELETE RESTRICT and NO ACTION do the same.
	RestrictIsNoAction bool
	// UntypedLength: a length or a precision is a remark that nothing enforces.
	UntypedLength bool
}

// Loss is something that has no counterpart.
type Loss struct {
	ID model.ID
	// Part is what of the object is lost.
	Part Part
	// Text says what is lost and what becomes of it, the same for all objects that
	// lose the same.
	Text string
}

// OwnWords is the text of the loss of an object for which there is no neutral word
// at all: a function, a trigger, an extension.
const OwnWords = "it is written in the words of its database"

// Part is a part of an object.
type Part string

// The parts that a comparison must know, since they can't differ where one side
// has no word for them. A detail is anything else: no neutral schema holds it.
const (
	Detail           Part = ""
	Whole            Part = "object"
	Refused          Part = "refused" // whole, too: there is a word for it, but it doesn't go with what is around it
	TheType          Part = "type"
	Default          Part = "default"
	Generation       Part = "generated"
	Numbering        Part = "numbering"
	Comment          Part = "comment"
	Deferrable       Part = "deferrable"
	NullsNotDistinct Part = "nulls not distinct"
	Include          Part = "include"
	Match            Part = "match"
	ActionColumns    Part = "columns of an action"
	Actions          Part = "actions"
	Validity         Part = "validity"
)

// Summary tells losses in lines, those of the same text together, in the order in
// which they came.
func Summary(losses []Loss) []string {
	var texts []string
	names := map[string][]string{}
	for _, l := range losses {
		if names[l.Text] == nil {
			texts = append(texts, l.Text)
		}
		if name := l.ID.String(); !slices.Contains(names[l.Text], name) {
			names[l.Text] = append(names[l.Text], name)
		}
	}
	for i, text := range texts {
		texts[i] = text + ": " + strings.Join(names[text], ", ")
	}
	return texts
}
