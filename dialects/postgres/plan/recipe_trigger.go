package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// triggerRecipe returns how triggers and event triggers are written.
func triggerRecipe(k model.Kind) (recipe, bool) {
	switch k {
	case kind.Trigger:
		return recipe{
			class: classTrigger, noun: triggerNoun, takes: nameOnTable, create: createTrigger, replaces: replacesTrigger,
			createLock: lockShareRowExclusive, dropLock: lockAccessExclusive, alterLock: lockShareRowExclusive,
			alterable: []model.PropertyName{property.Enabled, property.PartitionStates}, alter: alterTrigger, then: enableTrigger,
			after: func(s *session, fresh model.Definition) []string { return s.copyStates(model.Definition{}, fresh) },
		}, true
	case kind.EventTrigger:
		return recipe{
			class: classTrigger, noun: func(d model.Definition) writer { return write("EVENT TRIGGER ").Ident(d.ID.Name) },
			takes: nameOnTable, create: createEventTrigger,
			alterable: []model.PropertyName{property.Enabled}, alter: alterEventTrigger, then: enableEventTrigger,
		}, true
	default:
		return recipe{}, false
	}
}

// nameOnTable is a name that is taken among the objects of a kind, of one table
// if they belong to tables.
func nameOnTable(d model.Definition) []render.Name {
	return []render.Name{{Space: string(d.ID.Kind), Name: d.ID.Owner(), Sub: d.ID.Name}}
}

func triggerNoun(d model.Definition) writer {
	return write("TRIGGER ").Ident(d.ID.Name).Key(" ON ").Name(d.ID.Owner())
}

// functionName returns the name of a function that a property refers to.
func functionName(ref model.ID) model.QName {
	name, _, _ := strings.Cut(ref.Name, "(")
	return model.QName{Schema: ref.Schema, Name: name}
}

func createTrigger(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	if d.Has(property.Constraint) {
		w.Key("CONSTRAINT ")
	}
	w.Key("TRIGGER ").Ident(d.ID.Name).Key("\n    ")
	switch d.Get(property.Timing).Text {
	case "before":
		w.Key("BEFORE ")
	case "instead of":
		w.Key("INSTEAD OF ")
	default:
		w.Key("AFTER ")
	}
	for i, e := range d.Get(property.Events).List {
		if i > 0 {
			w.Key(" OR ")
		}
		switch e.Text {
		case "insert":
			w.Key("INSERT")
		case "delete":
			w.Key("DELETE")
		case "truncate":
			w.Key("TRUNCATE")
		default:
			w.Key("UPDATE")
			for j, c := range d.Get(property.Columns).List {
				if j == 0 {
					w.Key(" OF ").Ident(c.Ref.Name)
					continue
				}
				w.Key(", ").Ident(c.Ref.Name)
			}
		}
	}
	w.Key(" ON ").Name(d.ID.Owner())
	if from := d.Get(property.ConstraintFrom); !from.IsZero() {
		w.Key("\n    FROM ").Name(from.Ref.QName())
	}
	if d.Has(property.Deferrable) {
		w.Key("\n    DEFERRABLE")
		if d.Has(property.InitiallyDeferred) {
			w.Key(" INITIALLY DEFERRED")
		}
	}
	if old, fresh := d.Get(property.OldTable).Text, d.Get(property.NewTable).Text; old+fresh != "" {
		w.Key("\n    REFERENCING")
		if old != "" {
			w.Key(" OLD TABLE AS ").Ident(old)
		}
		if fresh != "" {
			w.Key(" NEW TABLE AS ").Ident(fresh)
		}
	}
	if d.Has(property.ForEachRow) {
		w.Key("\n    FOR EACH ROW")
	} else {
		w.Key("\n    FOR EACH STATEMENT")
	}
	if when := d.Get(property.When); !when.IsZero() {
		w.Key("\n    WHEN ").parenthesised(when.Expr)
	}
	w.Key("\n    EXECUTE FUNCTION ").Name(functionName(d.Get(property.Function).Ref)).Key("(")
	for i, a := range d.Get(property.TriggerArguments).List {
		if i > 0 {
			w.Key(", ")
		}
		w.Literal(a.Text)
	}
	return w.Key(")").String(), nil
}

// replacesTrigger: 14 can replace a trigger, unless it is a constraint, and keeps
// the state in which it is.
func replacesTrigger(s *session, old, fresh model.Definition) bool {
	return s.version.Major() >= 14 && !old.Has(property.Constraint) && !fresh.Has(property.Constraint) &&
		old.Get(property.Enabled).Text == fresh.Get(property.Enabled).Text &&
		diff.ShowValue(old.Get(property.PartitionStates)) == diff.ShowValue(fresh.Get(property.PartitionStates))
}

// triggerState writes the state of a trigger.
func triggerState(d model.Definition) render.Keyword {
	return stateKeyword(d.Get(property.Enabled).Text)
}

func stateKeyword(state string) render.Keyword {
	switch state {
	case "disabled":
		return "DISABLE"
	case "replica":
		return "ENABLE REPLICA"
	case "always":
		return "ENABLE ALWAYS"
	}
	return "ENABLE"
}

func alterTrigger(s *session, c definitionChange) ([]string, error) {
	var list []string
	if c.has(property.Enabled) {
		list = append(list, setTriggerState(c.fresh))
	}
	return append(list, s.copyStates(c.old, c.fresh)...), nil
}

// copyStates writes the states of a trigger's copies on partitions, those above
// first, since what is below follows. What was in a state of its own and isn't any
// more takes that of the table above.
func (s *session) copyStates(old, fresh model.Definition) []string {
	states := map[model.QName]string{}
	var tables []model.QName
	for _, v := range append(slices.Clone(fresh.Get(property.PartitionStates).List), old.Get(property.PartitionStates).List...) {
		if q := v.Ref.QName(); s.new.tables[q] != nil && !slices.Contains(tables, q) {
			tables = append(tables, q)
		}
	}
	for _, v := range fresh.Get(property.PartitionStates).List {
		states[v.Ref.QName()] = v.Text
	}
	above := func(q model.QName) int {
		n := 0
		for ; !q.IsZero() && n < len(s.new.tables); q = s.new.table(q).PartitionOf {
			n++
		}
		return n
	}
	slices.SortStableFunc(tables, func(a, b model.QName) int { return cmp.Or(above(a)-above(b), a.Compare(b)) })
	var list []string
	for _, q := range tables {
		state := fresh.Get(property.Enabled).Text
		for p := q; !p.IsZero() && p != fresh.ID.Owner(); p = s.new.table(p).PartitionOf {
			if own, ok := states[p]; ok {
				state = own
				break
			}
		}
		list = append(list, write("ALTER TABLE ").Name(q).Key(" ").Key(stateKeyword(state)).Key(" TRIGGER ").Ident(fresh.ID.Name).String())
	}
	return list
}

func setTriggerState(d model.Definition) string {
	return write("ALTER TABLE ").Name(d.ID.Owner()).Key(" ").Key(triggerState(d)).Key(" TRIGGER ").Ident(d.ID.Name).String()
}

func enableTrigger(_, d model.Definition) []string {
	if !d.Has(property.Enabled) {
		return nil
	}
	return []string{setTriggerState(d)}
}

func createEventTrigger(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE EVENT TRIGGER ").Ident(d.ID.Name).Key(" ON ").Ident(d.Get(property.Event).Text)
	for i, tag := range d.Get(property.Tags).List {
		if i == 0 {
			w.Key("\n    WHEN TAG IN (").Literal(tag.Text)
			continue
		}
		w.Key(", ").Literal(tag.Text)
	}
	if d.Has(property.Tags) {
		w.Key(")")
	}
	return w.Key("\n    EXECUTE FUNCTION ").Name(functionName(d.Get(property.Function).Ref)).Key("()").String(), nil
}

func alterEventTrigger(_ *session, c definitionChange) ([]string, error) {
	return []string{write("ALTER EVENT TRIGGER ").Ident(c.fresh.ID.Name).Key(" ").Key(triggerState(c.fresh)).String()}, nil
}

func enableEventTrigger(_, d model.Definition) []string {
	if !d.Has(property.Enabled) {
		return nil
	}
	list, _ := alterEventTrigger(nil, definitionChange{fresh: d})
	return list
}
