package neutral

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

func truncated(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = naming.Truncate(n)
	}
	return list
}

func (t *written) key(k model.Key) {
	label, columns := "key", strings.Join(k.Columns, "_")
	if k.Primary {
		label, columns = "pkey", ""
	}
	name := k.Name
	if name == "" {
		name = naming.Choose(t.out.Name, columns, label, func(name string) bool { return t.taken(name) || t.constraints[name] })
	}
	t.out.Keys = append(t.out.Keys, model.Key{
		Name: t.relation(name), ImplicitName: k.Name == "", Primary: k.Primary, Columns: truncated(k.Columns), Include: truncated(k.Include),
		NullsNotDistinct: k.NullsNotDistinct, Deferrable: k.Deferrable, InitiallyDeferred: k.InitiallyDeferred,
		WithoutOverlaps: k.WithoutOverlaps, Comment: k.Comment, IndexComment: k.IndexComment,
	})
}

func (t *written) check(c model.Check) {
	e := neutral.Read(c.Expr.Text)
	text, err := spell(e)
	if err != nil {
		t.lose(t.id(model.KindCheck, c.Name), neutral.Whole, "a check is left out: "+err.Error())
		return
	}
	columns := ""
	if list := e.Columns(); len(list) == 1 {
		columns = list[0]
	}
	t.out.Checks = append(t.out.Checks, model.Check{
		Name: t.constraint(c.Name, columns, "check"), ImplicitName: c.Name == "", Expr: model.Expr{Text: text}, Comment: c.Comment,
	})
}

func (t *written) foreignKey(f model.ForeignKey) {
	f.Name = t.constraint(f.Name, strings.Join(f.Columns, "_"), "fkey")
	f.References = own(f.References)
	f.Columns, f.RefColumns = truncated(f.Columns), truncated(f.RefColumns)
	f.Pos = model.Pos{}
	t.out.ForeignKeys = append(t.out.ForeignKeys, f)
}

// methods are those of the server itself.
const methods = " btree hash gin gist brin spgist "

func (t *written) index(i model.Index) {
	id := t.id(model.KindIndex, i.Name)
	if !strings.Contains(methods, " "+i.Method+" ") {
		t.lose(id, neutral.Whole, "there are no indexes of the method "+i.Method)
		return
	}
	out := model.Index{Unique: i.Unique, NullsNotDistinct: i.NullsNotDistinct, Method: i.Method, Include: truncated(i.Include), Comment: i.Comment}
	for _, k := range i.Keys {
		key := model.IndexKey{Column: naming.Truncate(k.Column), Descending: k.Descending, NullsFirst: k.Descending}
		if !k.Expr.IsZero() {
			text, err := spell(neutral.Read(k.Expr.Text))
			if err != nil {
				t.lose(id, neutral.Whole, "an index is left out: "+err.Error())
				return
			}
			key.Expr = model.Expr{Text: text}
		}
		out.Keys = append(out.Keys, key)
	}
	if !i.Predicate.IsZero() {
		text, err := spell(neutral.Read(i.Predicate.Text))
		if err != nil {
			t.lose(id, neutral.Whole, "an index is left out: "+err.Error())
			return
		}
		out.Predicate = model.Expr{Text: text}
	}
	out.Name = t.relation(i.Name)
	t.out.Indexes = append(t.out.Indexes, out)
}
