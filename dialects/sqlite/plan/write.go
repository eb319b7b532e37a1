package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// writer writes what is common to SQLite's statements.
type writer struct{ *render.Writer }

func write(keywords render.Keyword) writer {
	w := writer{render.NewWriter(Quoter{})}
	w.Key(keywords)
	return w
}

// text returns what was written as a text without a slot.
func (w writer) text() render.Text { return render.Text{Head: w.String()} }

// Key is render.Writer's, for chains.
func (w writer) Key(k render.Keyword) writer {
	w.Writer.Key(k)
	return w
}

// Ident is render.Writer's, for chains.
func (w writer) Ident(name string) writer {
	w.Writer.Ident(name)
	return w
}

// Literal is render.Writer's, for chains.
func (w writer) Literal(value string) writer {
	w.Writer.Literal(value)
	return w
}

// Expr is render.Writer's, for chains.
func (w writer) Expr(e model.Expr) writer {
	w.Writer.Expr(e)
	return w
}

// inside writes an expression in parentheses.
func (w writer) inside(e model.Expr) writer { return w.Key("(").Expr(e).Key(")") }

// columns writes names in parentheses.
func (w writer) columns(names []string) writer {
	w.Key("(").Idents(names)
	return w.Key(")")
}

// typ writes a type: words and numbers as they are, in capitals, all else as one
// name.
func (w writer) typ(t model.Type) writer {
	for _, word := range strings.Split(t.Name, " ") {
		if !plain(word) || keyword(word) {
			return w.Ident(t.Name)
		}
	}
	w.Expr(model.Expr{Text: strings.ToUpper(t.Name)})
	if t.Modifiers != "" {
		w.Key("(").Expr(model.Expr{Text: strings.ReplaceAll(t.Modifiers, ",", ", ")}).Key(")")
	}
	return w
}

// named writes the name of a constraint that has one.
func (w writer) named(name string) writer {
	if name != "" && !kind.Unnamed(name) {
		w.Key("CONSTRAINT ").Ident(name).Key(" ")
	}
	return w
}

// conflict writes what happens on a conflict, if it is told.
func (w writer) conflict(options []model.Option) writer {
	switch kind.Option(options, kind.OnConflict) {
	case "rollback":
		w.Key(" ON CONFLICT ROLLBACK")
	case "fail":
		w.Key(" ON CONFLICT FAIL")
	case "ignore":
		w.Key(" ON CONFLICT IGNORE")
	case "replace":
		w.Key(" ON CONFLICT REPLACE")
	}
	return w
}

// element writes an element of an index or a key.
func (w writer) element(k model.IndexKey) writer {
	switch {
	case k.Column != "":
		w.Ident(k.Column)
	case isCall(k.Expr.Text):
		w.Expr(k.Expr)
	default:
		w.inside(k.Expr)
	}
	if !k.Collation.IsZero() {
		w.Key(" COLLATE ").Ident(k.Collation.Name)
	}
	if k.Descending {
		w.Key(" DESC")
	}
	return w
}

func (w writer) elements(list []model.IndexKey) writer {
	w.Key("(")
	for i, k := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.element(k)
	}
	return w.Key(")")
}

// reference writes a foreign key from REFERENCES on.
func (w writer) reference(f model.ForeignKey) writer {
	w.Key("REFERENCES ").Ident(f.References.Name)
	if len(f.RefColumns) == len(f.Columns) { // else they are left to the primary key, which doesn't fit
		w.Key(" ").columns(f.RefColumns)
	}
	if f.MatchFull {
		w.Key(" MATCH FULL")
	}
	if f.OnDelete != model.NoAction {
		w.Key(" ON DELETE ").action(f.OnDelete)
	}
	if f.OnUpdate != model.NoAction {
		w.Key(" ON UPDATE ").action(f.OnUpdate)
	}
	if f.Deferrable {
		w.Key(" DEFERRABLE")
		if f.InitiallyDeferred {
			w.Key(" INITIALLY DEFERRED")
		}
	}
	return w
}

func (w writer) action(a model.Action) {
	switch a {
	case model.Restrict:
		w.Key("RESTRICT")
	case model.Cascade:
		w.Key("CASCADE")
	case model.SetNull:
		w.Key("SET NULL")
	case model.SetDefault:
		w.Key("SET DEFAULT")
	case model.NoAction:
		w.Key("NO ACTION")
	}
}
