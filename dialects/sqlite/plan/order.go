package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// ordering collects what orders steps beside the graph.
type ordering struct {
	*session
	steps []*render.Step
	list  []render.Before
	// creates and drops are the steps that make and drop tables.
	creates, drops map[string]int
}

func (o *ordering) before(first, second int) {
	if first != second {
		o.list = append(o.list, render.Before{First: first, Second: second})
	}
}

// layer says when a step has its turn: views and triggers go first and come last,
// since DROP COLUMN fails while any of them names what isn't there.
func layer(step *render.Step) (int, bool) {
	switch {
	case step.Phase == render.PhaseRename || len(step.Hosts) > 0 || step.Node.ID.Kind == kindPragma:
		return 0, false
	case step.Node.ID.Kind == kind.View || step.Node.ID.Kind == kind.Trigger:
		if step.Phase == render.PhaseDrop {
			return 0, true
		}
		return 2, true
	default:
		return 1, true
	}
}

// layers orders the steps of each layer before those of the next one, by the steps
// that stand between them.
func (o *ordering) layers() {
	tables := slices.IndexFunc(o.steps, func(s *render.Step) bool { return s.Aspect == aspectTables })
	definitions := slices.IndexFunc(o.steps, func(s *render.Step) bool { return s.Aspect == aspectDefinitions })
	if tables < 0 {
		return // there are but renames
	}
	o.before(tables, definitions)
	rename := slices.IndexFunc(o.steps, func(s *render.Step) bool { return s.Phase == render.PhaseRename })
	for i, step := range o.steps {
		switch n, ok := layer(step); {
		case !ok:
		case n == 0:
			o.before(i, tables)
			if rename >= 0 {
				o.before(i, rename) // and so before all of them
			}
		case n == 1:
			o.before(tables, i)
			o.before(i, definitions)
		default:
			o.before(definitions, i)
		}
	}
}

// tables makes the tables that others refer to first, and drops them last, as far
// as there are no circles.
func (o *ordering) tables() {
	for i, step := range o.steps {
		if step.Node.ID.Kind != model.KindTable || step.Node.Part != "" {
			continue
		}
		switch step.Phase {
		case render.PhaseCreate:
			o.creates[step.Node.ID.Name] = i
		case render.PhaseDrop:
			o.drops[step.Node.ID.Name] = i
		default:
		}
	}
	parentsFirst(o.new, o.creates, func(parent, child int) { o.before(parent, child) })
	parentsFirst(o.old, o.drops, func(parent, child int) { o.before(child, parent) })
}

// parentsFirst calls each with the steps of tables and of those that they refer
// to, but for those that would close a circle.
func parentsFirst(d *side, steps map[string]int, each func(parent, child int)) {
	state := map[string]int{} // 1: at work, 2: done
	var visit func(name string)
	visit = func(name string) {
		state[name] = 1
		for i := range d.tables[name].ForeignKeys {
			parent := d.tables[name].ForeignKeys[i].References.Name
			if _, there := steps[parent]; !there || state[parent] == 1 {
				continue
			}
			if state[parent] == 0 {
				visit(parent)
			}
			each(steps[parent], steps[name])
		}
		state[name] = 2
	}
	for i := range d.schema.Tables {
		name := d.schema.Tables[i].Name
		if _, there := steps[name]; there && state[name] == 0 {
			visit(name)
		}
	}
}

// columns orders what happens to one table: indexes go, columns come in their
// order, then others go; a table needs one at any time.
func (o *ordering) columns() {
	type part struct{ drops, adds, removes []int }
	parts := map[string]*part{}
	of := func(name string) *part {
		if parts[name] == nil {
			parts[name] = &part{}
		}
		return parts[name]
	}
	for i, step := range o.steps {
		id := step.Node.ID
		switch {
		case len(step.Hosts) > 0 || step.Node.Part != "":
		case id.Kind == model.KindIndex && step.Phase == render.PhaseDrop:
			of(id.Parent).drops = append(of(id.Parent).drops, i)
		case id.Kind == model.KindColumn && step.Establishes && !step.Removes:
			of(id.Parent).adds = append(of(id.Parent).adds, i)
		case id.Kind == model.KindColumn && step.Removes && !step.Establishes, id.Kind == model.KindCheck:
			of(id.Parent).removes = append(of(id.Parent).removes, i)
		}
	}
	for name, p := range parts {
		place := func(i int) int {
			return slices.IndexFunc(o.new.tables[name].Columns, func(c model.Column) bool { return c.Name == o.steps[i].Node.ID.Name })
		}
		if o.new.tables[name] != nil {
			slices.SortFunc(p.adds, func(a, b int) int { return place(a) - place(b) })
		}
		for n, i := range p.adds {
			if n > 0 {
				o.before(p.adds[n-1], i)
			}
		}
		for _, i := range p.removes {
			for _, first := range slices.Concat(p.drops, p.adds) {
				if o.steps[i].Node.ID.Kind == model.KindColumn || !o.steps[i].Removes {
					o.before(first, i)
				}
			}
		}
	}
	slices.SortStableFunc(o.list, func(a, b render.Before) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return a.Second - b.Second
	})
}
