package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// publicationRecipe returns how publications and subscriptions are written.
func publicationRecipe(k model.Kind) (recipe, bool) {
	switch k {
	case kind.Publication:
		return recipe{
			class: classTrigger, noun: globalNoun("PUBLICATION "), takes: nameOnTable, create: createPublication,
			alterable: []model.PropertyName{
				property.PublicationTables, property.PublicationSchemas, property.Publish, property.ViaRoot, property.GeneratedColumns,
			},
			alter: alterPublication,
		}, true
	case kind.Subscription:
		return recipe{
			class: classTrigger, noun: globalNoun("SUBSCRIPTION "), takes: nameOnTable, create: createSubscription, then: enableSubscription, drop: dropSubscription,
			alters: altersSubscription, alter: alterSubscription, hazards: subscriptionHazards,
		}, true
	default:
		return recipe{}, false
	}
}

func createPublication(s *session, d model.Definition, _ bool) (string, error) {
	if err := s.publicationNeeds(d); err != nil {
		return "", err
	}
	w := write("CREATE PUBLICATION ").Ident(d.ID.Name)
	objects := publishedObjects(d.Get(property.PublicationTables).List, d.Get(property.PublicationSchemas).List, true)
	switch {
	case d.Has(property.AllTables):
		w.Key(" FOR ALL TABLES")
	case len(objects) > 0:
		w.Key(" FOR ").joined(objects)
	}
	if parameters := publicationParameters(model.Definition{}, d); len(parameters) > 0 {
		w.Key(" WITH (").joined(parameters).Key(")")
	}
	return w.String(), nil
}

// publicationNeeds fails if the server is too old for what is published.
func (s *session) publicationNeeds(d model.Definition) error {
	parts := d.Has(property.PublicationSchemas)
	for _, t := range d.Get(property.PublicationTables).List {
		parts = parts || len(t.List) > 0 || !t.Expr.IsZero()
	}
	if err := s.needs(!parts || s.version.Major() >= 15, 15, "a publication of columns, rows or schemas"); err != nil {
		return err
	}
	return s.needs(!d.Has(property.GeneratedColumns) || s.version.Major() >= 18, 18, "publishing generated columns")
}

// joined writes a list with commas.
func (w writer) joined(items []writer) writer {
	for i, item := range items {
		if i > 0 {
			w.Key(", ")
		}
		w.add(item)
	}
	return w
}

// publishedObjects writes tables and schemas; whole: with their columns and
// rows. Servers before 15 don't take TABLE before each table.
func publishedObjects(tables, schemas []model.Value, whole bool) []writer {
	var items []writer
	for i, t := range tables {
		w := write("")
		if i == 0 {
			w.Key("TABLE ")
		}
		w.Key("ONLY ").Name(t.Ref.QName())
		if whole && len(t.List) > 0 {
			names := make([]string, len(t.List))
			for j, c := range t.List {
				names[j] = c.Ref.Name
			}
			w.Key(" ").columns(names)
		}
		if whole && !t.Expr.IsZero() {
			w.Key(" WHERE ").parenthesised(t.Expr)
		}
		items = append(items, w)
	}
	for i, v := range schemas {
		w := write("")
		if i == 0 {
			w.Key("TABLES IN SCHEMA ")
		}
		items = append(items, w.Ident(v.Ref.Name))
	}
	return items
}

// publicationParameters writes the parameters in which a publication differs
// from another one.
func publicationParameters(old, fresh model.Definition) []writer {
	var items []writer
	differs := func(name model.PropertyName) bool {
		return diff.ShowValue(old.Get(name)) != diff.ShowValue(fresh.Get(name))
	}
	if differs(property.Publish) {
		var words []string
		for _, v := range fresh.Get(property.Publish).List {
			if v.Text != "none" {
				words = append(words, v.Text)
			}
		}
		if !fresh.Has(property.Publish) {
			words = property.PublishAll()
		}
		items = append(items, write("publish = ").Literal(strings.Join(words, ", ")))
	}
	if differs(property.ViaRoot) {
		items = append(items, write("publish_via_partition_root = ").boolean(fresh.Has(property.ViaRoot)))
	}
	if differs(property.GeneratedColumns) {
		word := "none"
		if fresh.Has(property.GeneratedColumns) {
			word = fresh.Get(property.GeneratedColumns).Text
		}
		items = append(items, write("publish_generated_columns = ").Literal(word))
	}
	return items
}

func (w writer) boolean(b bool) writer {
	if b {
		return w.Key("true")
	}
	return w.Key("false")
}

// alterPublication drops what is not published any more, adds what is new, and
// drops and adds a table of which other columns or rows are published. The
// parameters come in between: rows and columns of a partitioned table can be
// chosen only as long as it is published via its root.
func alterPublication(s *session, c definitionChange) ([]string, error) {
	if err := s.publicationNeeds(c.fresh); err != nil {
		return nil, err
	}
	lost := func(name model.PropertyName, a, b model.Definition) []model.Value {
		return slices.DeleteFunc(slices.Clone(a.Get(name).List), func(v model.Value) bool {
			return slices.ContainsFunc(b.Get(name).List, func(o model.Value) bool { return diff.ShowValue(o) == diff.ShowValue(v) })
		})
	}
	alter := func(word render.Keyword, items []writer) string {
		return write("ALTER PUBLICATION ").Ident(c.fresh.ID.Name).Key(" ").Key(word).joined(items).String()
	}
	var statements []string
	gone := publishedObjects(lost(property.PublicationTables, c.old, c.fresh), lost(property.PublicationSchemas, c.old, c.fresh), false)
	if len(gone) > 0 {
		statements = append(statements, alter("DROP ", gone))
	}
	if parameters := publicationParameters(c.old, c.fresh); len(parameters) > 0 {
		statements = append(statements, alter("SET (", parameters)+")")
	}
	added := publishedObjects(lost(property.PublicationTables, c.fresh, c.old), lost(property.PublicationSchemas, c.fresh, c.old), true)
	if len(added) > 0 {
		statements = append(statements, alter("ADD ", added))
	}
	return statements, nil
}

// parameter is a parameter of a subscription: the version that has it, and
// whether it is on or off.
type parameter struct {
	name  model.PropertyName
	word  render.Keyword
	since int
	usual func(s *session) string
}

func usually(text string) func(*session) string { return func(*session) string { return text } }

// subscriptionParameters are those that CREATE SUBSCRIPTION and ALTER
// SUBSCRIPTION … SET take, without the slot.
func subscriptionParameters() []parameter {
	return []parameter{
		{property.SynchronousCommit, "synchronous_commit = ", 0, usually("off")},
		{property.Binary, "binary = ", 14, usually("false")},
		{property.Streaming, "streaming = ", 14, func(s *session) string { return property.DefaultStreaming(s.version.Major()) }},
		{property.TwoPhase, "two_phase = ", 15, usually("false")},
		{property.DisableOnError, "disable_on_error = ", 15, usually("false")},
		{property.PasswordRequired, "password_required = ", 16, usually("true")},
		{property.RunAsOwner, "run_as_owner = ", 16, usually("false")},
		{property.Origin, "origin = ", 16, usually("any")},
		{property.Failover, "failover = ", 17, usually("false")},
	}
}

// parameterItems writes the parameters in which a subscription differs from
// another one.
func (s *session) parameterItems(old, fresh model.Definition) ([]writer, error) {
	var items []writer
	for _, p := range subscriptionParameters() {
		text := fresh.Get(p.name).Text
		if text == old.Get(p.name).Text {
			continue
		}
		if err := s.needs(s.version.Major() >= p.since, p.since, "the parameter "+string(p.name)+" of a subscription"); err != nil {
			return nil, err
		}
		switch text {
		case "":
			text = p.usual(s)
		case model.On:
			text = "true"
		case "no":
			text = "false"
		}
		if text == "true" || text == "false" {
			items = append(items, write(p.word).boolean(text == "true"))
		} else {
			items = append(items, write(p.word).Literal(text))
		}
	}
	return items, nil
}

// createSubscription writes a subscription that doesn't connect to the
// publisher: the migration must run where that can't be reached.
func createSubscription(s *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE SUBSCRIPTION ").Ident(d.ID.Name).Key("\n    CONNECTION ").Literal(d.Get(property.Connection).Text)
	w.Key("\n    PUBLICATION ").names(d.Get(property.Publications).List).Key("\n    WITH (connect = false")
	w.Key(", slot_name = ").slot(d)
	items, err := s.parameterItems(model.Definition{}, d)
	if err != nil {
		return "", err
	}
	for _, item := range items {
		w.Key(", ").add(item)
	}
	return w.Key(")").String(), nil
}

// slot writes the name of a subscription's slot.
func (w writer) slot(d model.Definition) writer {
	switch name := d.Get(property.SlotName).Text; name {
	case "":
		return w.Literal(d.ID.Name)
	case "none":
		return w.Key("NONE")
	default:
		return w.Literal(name)
	}
}

// names writes a list of names.
func (w writer) names(list []model.Value) writer {
	for i, v := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.Ident(v.Text)
	}
	return w
}

// enableSubscription: one that was created without a connection is not running.
func enableSubscription(_, d model.Definition) []string {
	if d.Has(property.Disabled) || d.Get(property.SlotName).Text == "none" {
		return nil
	}
	return []string{write("ALTER SUBSCRIPTION ").Ident(d.ID.Name).Key(" ENABLE").String()}
}

func subscriptionHazards(s *session, step *render.Step, d model.Definition) {
	hazard(step, render.Incomplete, "Create the replication slot on the publisher and run ALTER SUBSCRIPTION … REFRESH PUBLICATION: the subscription is made without a connection.")
	secretHazard(s, step, d)
}

// dropSubscription gives the slot up before: else the server would connect to
// the publisher to drop it there.
func dropSubscription(d model.Definition) []string {
	alter := func() writer { return write("ALTER SUBSCRIPTION ").Ident(d.ID.Name) }
	drop := write("DROP SUBSCRIPTION ").Ident(d.ID.Name).String()
	if d.Get(property.SlotName).Text == "none" {
		return []string{drop}
	}
	return []string{alter().Key(" DISABLE").String(), alter().Key(" SET (slot_name = NONE)").String(), drop}
}

// altersSubscription: all but what the server asks the publisher for.
func altersSubscription(_ *session, _, _ model.Definition, facets []diff.FacetName) bool {
	return !slices.ContainsFunc(facets, func(f diff.FacetName) bool {
		name := model.PropertyName(f)
		return name == property.TwoPhase || name == property.Failover
	})
}

func alterSubscription(s *session, c definitionChange) ([]string, error) {
	alter := func() writer { return write("ALTER SUBSCRIPTION ").Ident(c.fresh.ID.Name) }
	var statements []string
	stopped := []model.PropertyName{property.SlotName}
	runs, ran := !c.fresh.Has(property.Disabled), !c.old.Has(property.Disabled)
	pauses := ran && (c.has(stopped...) || !runs)
	if pauses {
		statements = append(statements, alter().Key(" DISABLE").String())
	}
	if c.has(property.Connection) {
		statements = append(statements, alter().Key(" CONNECTION ").Literal(c.fresh.Get(property.Connection).Text).String())
	}
	if c.has(property.Publications) {
		statements = append(statements, alter().Key(" SET PUBLICATION ").names(c.fresh.Get(property.Publications).List).Key(" WITH (refresh = false)").String())
	}
	items, err := s.parameterItems(c.old, c.fresh)
	if err != nil {
		return nil, err
	}
	if c.has(property.SlotName) {
		items = append(items, write("slot_name = ").slot(c.fresh))
	}
	if len(items) > 0 {
		statements = append(statements, alter().Key(" SET (").joined(items).Key(")").String())
	}
	if runs && (pauses || !ran) {
		statements = append(statements, alter().Key(" ENABLE").String())
	}
	return statements, nil
}
