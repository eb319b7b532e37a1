package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// labelUses lists the expressions that have a label of an enum among their
// constants, with the types of these written out: most are plain strings, whose
// type only the analysis of the whole expression tells.
func (r *reader) labelUses(t *typ, label string) []*dependent {
	var list []*dependent
	for _, d := range r.allExpressions() {
		if text := d.at().text; !mentions(text, deparse.Literal(label)) && !mentions(text, "{") {
			continue
		}
		explicit, ok := r.explicit(d)
		if !ok {
			explicit = d.at().text // what is written out is found there
		}
		if d.explicit = explicit; r.relabelIn(explicit, t.qname(), label, "") != "" {
			list = append(list, d)
		}
	}
	return list
}

// relabel gives a label of an enum its new name where it is used. The constants
// stay as they were written, if they still mean the same.
func (r *reader) relabel(t *typ, uses []*dependent, old, label string) {
	r.relabelBounds(t, old, label)
	if len(uses) == 0 {
		return
	}
	catalog, err := r.catalog()
	if err != nil {
		r.fail(here, "%v", err)
	}
	for _, d := range uses {
		e, s := d.at(), d.scope(r)
		changed := *e
		changed.text = r.relabelIn(d.explicit, t.qname(), old, label)
		short := r.relabelIn(e.text, model.QName{}, old, label)
		if want, err := catalog.Key(s, changed.text); err == nil && short != "" {
			if got, err := catalog.Key(s, short); err == nil && got == want {
				changed.text = short
			}
		}
		r.db.change(e, changed)
	}
}

// relabelIn changes a label in the constants of an enum's type or of arrays of
// it, and in all strings if no type is given. It returns "" if there was none.
func (r *reader) relabelIn(text string, enum model.QName, old, label string) string {
	found := false
	replace := func(node *parse.Node, array bool) {
		literal := node.GetAConst().GetSval()
		switch {
		case literal == nil:
		case array:
			if changed, ok := relabelArray(literal.Sval, old, label); ok {
				literal.Sval, found = changed, true
			}
		case literal.Sval == old:
			literal.Sval, found = label, true
		}
	}
	node := r.reparse(text)
	walk(node, func(x *parse.Node) {
		cast := x.GetTypeCast()
		switch {
		case enum.IsZero():
			replace(x, strings.HasPrefix(x.GetAConst().GetSval().GetSval(), "{"))
		case cast != nil && slices.Equal(stringsOf(cast.TypeName.Names), []string{enum.Schema, enum.Name}):
			replace(cast.Arg, len(cast.TypeName.ArrayBounds) > 0)
		}
	})
	if !found {
		return ""
	}
	return r.print(node)
}

// relabelArray changes the elements of an array's text that are a label.
func relabelArray(text, old, label string) (changed string, found bool) {
	var out strings.Builder
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			element, next := quotedElement(text, i)
			if element == old {
				out.WriteString(quoteElement(label))
				found = true
			} else {
				out.WriteString(text[i:next])
			}
			i = next
		case strings.IndexByte("{}, \t\n", c) >= 0:
			out.WriteByte(c)
			i++
		default:
			next := i
			for next < len(text) && strings.IndexByte("{},\"", text[next]) < 0 {
				next++
			}
			if element := strings.TrimRight(text[i:next], " \t\n"); element == old {
				out.WriteString(quoteElement(label))
				found = true
			} else {
				out.WriteString(text[i:next])
			}
			i = next
		}
	}
	return out.String(), found
}

// quotedElement reads an element in quotes and returns where it ends.
func quotedElement(text string, i int) (element string, next int) {
	var b strings.Builder
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String(), min(i+1, len(text))
}

// quoteElement writes an element of an array, in quotes if it needs them.
func quoteElement(label string) string {
	if label != "" && !strings.ContainsAny(label, "{},\"\\ \t\n\r\v\f") && !strings.EqualFold(label, "null") {
		return label
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(label) + `"`
}

// relabelBounds changes a label in the bounds of partitions whose key is of the
// enum's type.
func (r *reader) relabelBounds(t *typ, old, label string) {
	change := func(e *model.Expr, k partKey) {
		if k.column == nil || k.column.typ.Array || r.base(k.column.typ).QName() != t.qname() {
			return
		}
		if changed := r.relabelIn(e.Text, model.QName{}, old, label); changed != "" {
			e.Text = changed
		}
	}
	for _, table := range r.db.tables() {
		p := table.partitionOf
		if p == nil {
			continue
		}
		b := table.bound
		b.In, b.From, b.To = slices.Clone(b.In), slices.Clone(b.From), slices.Clone(b.To)
		for i := range b.In {
			change(&b.In[i], p.partKeys[0])
		}
		for i := range b.From {
			if b.From[i].Infinite == "" {
				change(&b.From[i].Expr, p.partKeys[i])
			}
			if b.To[i].Infinite == "" {
				change(&b.To[i].Expr, p.partKeys[i])
			}
		}
		save(r.db, table)
		table.bound = b
	}
}
