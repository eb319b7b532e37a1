// Package verify looks for texts in a schema that are not what they should be.
//
// Almost everything of a schema is quoted when it is written as SQL. Three
// things are SQL already: expressions, the names of built-in types, and their
// modifiers. A reader of catalogs or scripts has them from the server or from a
// parse tree. A snapshot may have gone through many hands, so what it holds is
// parsed before anything is made of it: a default of "0); DROP TABLE users; --"
// must not become a part of a migration.
package verify

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// Schema returns an error that names every object whose SQL isn't what it
// should be, nil if there is none.
func Schema(s model.Schema) error {
	var c collector
	for _, e := range s.Entries() {
		c.owner = e.ID
		c.object(e.Object)
	}
	trees, failed := parse.Exprs(c.texts)
	var mistakes []error
	for i, text := range c.texts {
		err := failed[i]
		if err == nil && c.whats[i] == whatType && !trees[i].GetTypeCast().GetArg().GetAConst().GetIsnull() {
			err = errors.New("it is more than a type")
		}
		if err == nil && strings.Contains(text, "--") {
			// Its end may be a comment, which would hide what follows it.
			_, err = parse.Expr("(" + text + ")")
		}
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %s %q isn't one: %w", c.owners[i], c.whats[i], shortened(c.sources[i]), err))
		}
	}
	return errors.Join(append(mistakes, c.mistakes...)...)
}

// What a text should be.
const (
	whatExpression = "the expression"
	whatType       = "the type"
	whatQuery      = "the query"
)

// collector collects the SQL in a schema: texts are expressions to be parsed.
type collector struct {
	owner                 model.ID
	owners                []model.ID
	texts, sources, whats []string
	mistakes              []error
}

func (c *collector) add(what, text, source string) {
	c.owners = append(c.owners, c.owner)
	c.whats = append(c.whats, what)
	c.texts = append(c.texts, text)
	c.sources = append(c.sources, source)
}

func (c *collector) mistake(format string, args ...any) {
	c.mistakes = append(c.mistakes, fmt.Errorf("%s: "+format, append([]any{c.owner}, args...)...))
}

// object collects from an object, without the parts that are objects
// themselves.
func (c *collector) object(o model.Object) {
	if c.owner.Name == "" {
		c.mistake("it has no name")
	}
	switch o := o.(type) {
	case model.Range:
		c.need(o.Subtype.Name != "", "subtype")
	case model.Namespace, model.Extension, model.Composite, model.Sequence, model.Statistics, model.ForeignKey:
	case model.Definition:
		c.definition(o)
		return
	case model.Enum:
		return // its labels may be anything
	case model.Domain:
		c.need(!o.Base.IsZero() && o.Base.Name != "", "type")
	case model.Check:
		c.need(!o.Expr.IsZero(), "expression")
	case model.Column:
		c.need(o.Type.Name != "", "type")
	case model.Table:
		c.partitioning(o)
		if o.Materialized() {
			c.add(whatQuery, parse.AsExpression(o.Query.Text), o.Query.Text)
			o.Query = model.Expr{}
		}
		c.value(reflect.ValueOf(o))
		return
	case model.Key:
		c.need(len(o.Columns) > 0, "column")
	case model.Exclusion:
		c.need(o.Method != "", "method")
		c.need(len(o.Elements) > 0, "element")
	case model.Index:
		c.need(o.Method != "", "method")
		c.need(len(o.Keys) > 0, "key")
	}
	c.value(reflect.ValueOf(o))
}

// definition collects from an object that is known by its properties. Words
// among them are the writer's to check: it knows which ones there are.
func (c *collector) definition(d model.Definition) {
	known := property.Of(d.ID.Kind)
	for _, p := range d.Properties {
		if len(known) > 0 && !slices.Contains(known, p.Name) {
			c.mistake("it has no property %q", shortened(string(p.Name)))
		}
		c.says(p.Name, p.Value)
	}
	for _, t := range d.Signature {
		c.typ(t)
	}
	d.Visit(func(_ model.PropertyName, v model.Value) {
		c.typ(v.Type)
		if !v.Expr.IsZero() {
			c.add(whatExpression, v.Expr.Text, v.Expr.Text)
		}
		if !v.Query.IsZero() {
			c.add(whatQuery, parse.AsExpression(v.Query.Text), v.Query.Text)
		}
	})
}

// says demands that a property says something, and each item of it. The initial
// state of an aggregate and the arguments of a trigger may be empty texts.
func (c *collector) says(name model.PropertyName, v model.Value) {
	if v.IsZero() {
		c.mistake("its property %q, or an item of it, says nothing", shortened(string(name)))
	}
	switch name {
	case property.InitialState, property.MovingInitialState, property.TriggerArguments:
		return
	}
	for _, item := range v.List {
		c.says(name, item)
	}
}

// need demands that an object has something.
func (c *collector) need(has bool, what string) {
	if !has {
		c.mistake("it has no %s", what)
	}
}

func (c *collector) partitioning(t model.Table) {
	switch t.Partitioning.Strategy {
	case "":
	case model.PartitionByRange, model.PartitionByList, model.PartitionByHash:
		c.need(len(t.Partitioning.Keys) > 0, "partition key")
	default:
		c.mistake("there is no partitioning by %q", t.Partitioning.Strategy)
	}
}

// value collects from a value in an object and all that is in it.
func (c *collector) value(v reflect.Value) {
	switch x := v.Interface().(type) {
	case model.Expr:
		if !x.IsZero() {
			c.add(whatExpression, x.Text, x.Text)
		}
		return
	case model.Type:
		c.typ(x)
		return
	case model.QName:
		c.need(x.IsZero() || x.Name != "", "name for what it refers to")
		return
	case model.ColumnRef:
		c.need(x.IsZero() || x.Column != "" && x.Table.Name != "", "column or table for what it refers to")
		return
	case model.Identity:
		if x.IsZero() {
			return
		}
	case model.ReplicaIdentity:
		switch x.Mode {
		case model.ReplicaDefault, model.ReplicaFull, model.ReplicaNothing:
		case model.ReplicaIndex:
			c.need(x.Index != "", "index for its replica identity")
		default:
			c.mistake("there is no replica identity %q", shortened(string(x.Mode)))
		}
	case model.SequenceOptions:
		switch x.Type {
		case "smallint", "integer", "bigint":
		default:
			c.mistake("there is no sequence of type %q", shortened(x.Type))
		}
	case model.Attribute:
		c.need(x.Name != "" && x.Type.Name != "", "name or type for an attribute")
	case model.Option:
		c.need(x.Name != "", "name for one of its parameters")
	case model.Action:
		switch x {
		case model.NoAction, model.Restrict, model.Cascade, model.SetNull, model.SetDefault:
		default:
			c.mistake("there is no action %q", x)
		}
	case model.IndexKey:
		c.need(x.Column != "" || !x.Expr.IsZero(), "column or expression in a key")
	case model.PartitionKey:
		c.need(x.Column != "" || !x.Expr.IsZero(), "column or expression in its partition key")
	case model.BoundValue:
		c.need(x.Infinite == "minvalue" || x.Infinite == "maxvalue" || x.Infinite == "" && !x.Expr.IsZero(), "value in its bound")
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			c.value(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.element(v.Index(i))
		}
	default:
	}
}

// element collects from an element of a list. One that is an object has an
// entry of its own.
func (c *collector) element(v reflect.Value) {
	switch x := v.Interface().(type) {
	case model.Object:
		return
	case string:
		c.need(x != "", "name for one of its columns")
	case model.Expr:
		c.need(!x.IsZero(), "value in its bound")
	}
	c.value(v)
}

// typ collects a built-in type as the cast to it. Of another type the writer
// quotes all that isn't a plain word.
func (c *collector) typ(t model.Type) {
	if t.IsZero() || !t.Builtin() {
		return
	}
	t.Array = false
	text := t.String()
	if strings.ContainsAny(text, ";:'$/[]") || strings.Contains(text, "--") || !strings.ContainsAny(text[:1], "\"abcdefghijklmnopqrstuvwxyz") {
		c.mistake("%s %q isn't one", whatType, shortened(text))
		return
	}
	c.add(whatType, "CAST(NULL AS "+text+")", text)
}

// shortened cuts a text for a message.
func shortened(text string) string {
	const limit = 80
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}
