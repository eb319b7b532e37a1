package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Order implements [render.Session]: layer by layer, and in each of them what others
// refer to first, or last where it goes.
func (s *session) Order(steps []*render.Step) []render.Before {
	o := &ordering{session: s, steps: steps, layers: map[int][]int{}}
	for i, step := range steps {
		if step.Phase != render.PhaseRename && len(step.Hosts) == 0 {
			o.layers[step.Sort.Class] = append(o.layers[step.Sort.Class], i)
		}
	}
	var before []int
	for layer := layerRename; layer <= layerEvent; layer++ {
		list := o.layers[layer]
		if len(list) == 0 {
			continue
		}
		for _, first := range before {
			for _, second := range list {
				o.list = append(o.list, render.Before{First: first, Second: second})
			}
		}
		before = list
	}
	o.tables(layerCreateTable, s.new, false)
	o.tables(layerDropTable, s.old, true)
	o.definitions()
	return o.list
}

type ordering struct {
	*session
	steps  []*render.Step
	layers map[int][]int
	list   []render.Before
}

// tables orders tables by their foreign keys. Those that close circles are made and
// dropped apart.
func (o *ordering) tables(layer int, d *side, backwards bool) {
	places := map[string]int{}
	for _, i := range o.layers[layer] {
		if o.steps[i].Node.ID.Kind == model.KindTable {
			places[o.steps[i].Node.ID.Name] = i
		}
	}
	apart := o.later
	if backwards {
		apart = o.first
	}
	for _, t := range d.schema.Tables {
		child, ok := places[t.Name]
		if !ok {
			continue
		}
		for _, f := range t.ForeignKeys {
			parent, there := places[f.References.Name]
			if !there || parent == child || apart[model.ID{Kind: model.KindForeignKey, Parent: t.Name, Name: f.Name}] {
				continue
			}
			if backwards {
				o.list = append(o.list, render.Before{First: child, Second: parent})
			} else {
				o.list = append(o.list, render.Before{First: parent, Second: child})
			}
		}
	}
}

// definitions orders views by what they name, and triggers by what they follow.
func (o *ordering) definitions() {
	views := map[string]int{}
	for _, i := range o.layers[layerView] {
		views[o.steps[i].Node.ID.Name] = i
	}
	for _, i := range o.layers[layerView] {
		d := o.new.definitions[o.steps[i].Node.ID]
		for _, name := range mysql.Mentions(d.Get(mysql.PropertyQuery).Query.Text) {
			if first, ok := views[name]; ok && first != i && !o.circular(name, d.ID.Name) {
				o.list = append(o.list, render.Before{First: first, Second: i})
			}
		}
	}
	for _, i := range o.layers[layerTrigger] {
		d := o.new.definitions[o.steps[i].Node.ID]
		for _, j := range o.layers[layerTrigger] {
			if o.steps[j].Node.ID.Name == d.Get(mysql.PropertyFollows).Text && o.steps[j].Node.ID.Parent == d.ID.Parent {
				o.list = append(o.list, render.Before{First: j, Second: i})
			}
		}
	}
}

// circular reports whether a view names another one that seems to name it: words of a
// query may be other things than views.
func (o *ordering) circular(name, by string) bool {
	seen := map[string]bool{}
	var reaches func(string) bool
	reaches = func(at string) bool {
		if at == by {
			return true
		}
		d := o.new.definitions[model.ID{Kind: mysql.KindView, Name: at}]
		if d == nil || seen[at] {
			return false
		}
		seen[at] = true
		return slices.ContainsFunc(mysql.Mentions(d.Get(mysql.PropertyQuery).Query.Text), reaches)
	}
	return reaches(name)
}
