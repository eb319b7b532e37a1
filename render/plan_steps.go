package render

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// NewPlan plans the way from result.Old to result.New.
//
// Where the careful forms for a busy server stand in each other's way, the plan
// is made of the plain ones.
func NewPlan(result diff.Result, dialect Dialect, opts Options) (Plan, error) {
	plan, _, err := planFrom(result, dialect, opts, nil)
	return plan, err
}

// planFrom is NewPlan with the nodes that are known already; it returns them
// for another plan, unless names changed on the way.
func planFrom(result diff.Result, dialect Dialect, opts Options, known *sides) (Plan, *sides, error) {
	plan, known, err := newPlan(result, dialect, opts, known)
	if errors.Is(err, errCycle) && !opts.Offline {
		opts.Offline = true
		plan, known, err = newPlan(result, dialect, opts, known)
	}
	return plan, known, err
}

func newPlan(result diff.Result, dialect Dialect, opts Options, known *sides) (Plan, *sides, error) {
	if result.Empty() {
		return Plan{}, known, nil
	}
	p := planner{result: result, sides: known}
	names, renames, err := newRenames(result)
	if err != nil {
		return Plan{}, nil, fmt.Errorf("planning renames: %w", err)
	}
	p.renames = renames
	p.task = p.newTask(names, opts)
	if p.session, err = dialect.Begin(p.task); err != nil {
		return Plan{}, nil, fmt.Errorf("planning: %w", err)
	}
	if p.sides == nil {
		if p.sides, err = newSides(p.session, p.task); err != nil {
			return Plan{}, nil, fmt.Errorf("planning: %w", err)
		}
	}
	known = p.sides
	if !names.Empty() {
		known = nil
	}
	if err := p.collect(); err != nil {
		return Plan{}, known, err
	}
	if err := p.write(); err != nil {
		return Plan{}, known, err
	}
	plan, err := p.arrange()
	return plan, known, err
}

func (p *planner) newTask(names diff.Names, opts Options) Task {
	task := Task{
		Original: p.result.Old, Old: names.Carry(p.result.Old), New: p.result.New,
		Renamed: names.ID, Options: opts, Version: opts.Version,
		Planned: func(n Node) Verb {
			if i := p.sides.numberOf(n); i >= 0 && p.ops[i] != nil {
				return p.ops[i].Verb
			}
			return Keep
		},
	}
	if !names.Empty() {
		task.Old.Sort()
	}
	if task.Version == 0 {
		task.Version = version(p.result)
	}
	return task
}

// write asks the dialect for the steps of every rename and operation.
func (p *planner) write() error {
	for _, r := range p.renames {
		step, ok, err := p.session.Rename(r.at, r.to)
		if err != nil {
			return fmt.Errorf("renaming %s: %w", r.from, err)
		}
		if ok {
			step.Phase, step.Unchained = PhaseRename, true
			p.steps = append(p.steps, &step)
		}
	}
	for _, i := range p.planned() {
		op, n := p.ops[i], p.sides.nodes[i]
		if op.Verb == Keep {
			continue
		}
		steps, err := p.session.Steps(*op)
		if err != nil {
			return fmt.Errorf("planning %s: %w", n, err)
		}
		for i := range steps {
			if steps[i].Node == (Node{}) {
				steps[i].Node = n
			}
			steps[i].Unchained = steps[i].Unchained || i == 0
		}
		for i := range steps {
			p.steps = append(p.steps, &steps[i])
		}
	}
	return nil
}

// before lists every order between two steps that must hold.
func (p *planner) before() []Before {
	byNode := map[int32][]int{}
	var list []Before
	renames := p.renameSteps()
	for i, s := range p.steps {
		if s.Phase == PhaseRename {
			continue
		}
		list = append(list, renames.before(s, i)...)
		n := p.sides.numberOf(s.Node)
		byNode[n] = append(byNode[n], i)
		if !s.Unchained {
			list = append(list, Before{First: i - 1, Second: i, Commit: s.Commit})
		}
	}
	for i, s := range p.steps {
		if s.Phase == PhaseRename {
			continue
		}
		if n := p.sides.numberOf(s.Node); n >= 0 {
			list = append(list, p.removals(byNode, n, i)...)
			list = append(list, p.arrivals(byNode, n, i)...)
		}
	}
	list = append(list, renames.chain()...)
	list = append(list, p.names()...)
	return append(list, p.session.Order(p.steps)...)
}

// renameOrder orders the steps by the renames.
type renameOrder struct {
	steps  []*Step
	at     []int // the renames in their order
	schema int   // how many of them rename schemas
}

func (p *planner) renameSteps() renameOrder {
	r := renameOrder{steps: p.steps}
	for i, s := range p.steps {
		if s.Phase == PhaseRename {
			r.at = append(r.at, i)
			if s.Node.ID.Kind == model.KindSchema {
				r.schema = len(r.at)
			}
		}
	}
	return r
}

// chain: the renames run one after the other.
func (r renameOrder) chain() []Before {
	var list []Before
	for n := 1; n < len(r.at); n++ {
		list = append(list, Before{First: r.at[n-1], Second: r.at[n]})
	}
	return list
}

// before: the renames run before all else, except that a new schema is there
// before something moves into it.
func (r renameOrder) before(s *Step, i int) []Before {
	if len(r.at) == 0 || s.Around {
		return nil
	}
	into := -1
	if s.Node.ID.Kind == model.KindSchema && s.Phase == PhaseCreate {
		into = slices.IndexFunc(r.at, func(j int) bool { return r.steps[j].Node.ID.Schema == s.Node.ID.Name })
	}
	switch {
	case into < 0:
		return []Before{{First: r.at[len(r.at)-1], Second: i}}
	case r.schema == 0:
		return []Before{{First: i, Second: r.at[into]}}
	}
	return []Before{{First: r.at[r.schema-1], Second: i}, {First: i, Second: r.at[into]}}
}

// removals orders a step by what its node needed: the old state of a dependent
// ends first, unless the other step is gentle.
func (p *planner) removals(byNode map[int32][]int, d int32, i int) []Before {
	if !p.steps[i].Removes {
		return nil
	}
	var list []Before
	for _, n := range p.sides.needs[diff.OldSide][d] {
		if p.aside(i, byNode[n]) {
			continue
		}
		still := p.steps[i].Establishes && p.sides.needing(diff.NewSide, d, n)
		for _, j := range byNode[n] {
			if p.steps[j].Removes && !p.steps[j].Gentle && (!still || !p.steps[j].Establishes) {
				list = append(list, Before{First: i, Second: j})
			}
		}
	}
	return list
}

// arrivals orders a step by what its node needs: the new state of a dependent
// begins last.
func (p *planner) arrivals(byNode map[int32][]int, d int32, i int) []Before {
	if !p.steps[i].Establishes {
		return nil
	}
	var list []Before
	for _, n := range p.sides.needs[diff.NewSide][d] {
		if p.aside(i, byNode[n]) {
			continue
		}
		for _, j := range byNode[n] {
			if p.steps[j].Establishes {
				list = append(list, Before{First: j, Second: i})
			}
		}
	}
	return list
}

// aside reports whether the steps of a node do not order one that needs it.
func (p *planner) aside(i int, needed []int) bool {
	return len(needed) > 0 && slices.Contains(p.steps[i].Aside, p.steps[needed[0]].Node)
}

// names orders by names: one is freed before it is taken.
func (p *planner) names() []Before {
	freed := map[Name][]int{}
	for i, s := range p.steps {
		for _, n := range s.Frees {
			freed[n] = append(freed[n], i)
		}
	}
	var list []Before
	for i, s := range p.steps {
		if s.Phase == PhaseRename {
			continue
		}
		for _, n := range s.Takes {
			for _, j := range freed[n] {
				if j != i {
					list = append(list, Before{First: j, Second: i})
				}
			}
		}
	}
	return list
}
