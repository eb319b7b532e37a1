package render

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/diff"
)

// NewPlan plans the way from result.Old to result.New.
//
// Where the careful forms for a busy server stand in each other's way, the plan
// is made of the plain ones.
func NewPlan(result diff.Result, dialect Dialect, opts Options) (Plan, error) {
	plan, err := newPlan(result, dialect, opts)
	if errors.Is(err, errCycle) && !opts.Offline {
		opts.Offline = true
		plan, err = newPlan(result, dialect, opts)
	}
	return plan, err
}

func newPlan(result diff.Result, dialect Dialect, opts Options) (Plan, error) {
	p := planner{result: result}
	names, renames, err := newRenames(result)
	if err != nil {
		return Plan{}, fmt.Errorf("planning renames: %w", err)
	}
	p.renames = renames
	p.task = Task{
		Original: result.Old, Old: names.Carry(result.Old), New: result.New,
		Renamed: names.ID, Options: opts, Version: opts.Version,
		Planned: func(n Node) Verb {
			if op, ok := p.ops[n]; ok {
				return op.Verb
			}
			return Keep
		},
	}
	if !names.Empty() {
		p.task.Old.Sort()
	}
	if p.task.Version == 0 {
		p.task.Version = version(result)
	}
	if p.session, err = dialect.Begin(p.task); err != nil {
		return Plan{}, fmt.Errorf("planning: %w", err)
	}
	if p.sides, err = newSides(p.session, p.task); err != nil {
		return Plan{}, fmt.Errorf("planning: %w", err)
	}
	if err := p.collect(); err != nil {
		return Plan{}, err
	}
	if err := p.write(); err != nil {
		return Plan{}, err
	}
	return p.arrange()
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
			p.steps = append(p.steps, step)
		}
	}
	for _, n := range p.sides.order {
		op, ok := p.ops[n]
		if !ok || op.Verb == Keep {
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
		p.steps = append(p.steps, steps...)
	}
	return nil
}

// before lists every order between two steps that must hold.
func (p *planner) before() []Before {
	byNode := map[Node][]int{}
	var list []Before
	last := -1 // last rename
	for i, s := range p.steps {
		if s.Phase == PhaseRename {
			if last >= 0 {
				list = append(list, Before{First: last, Second: i})
			}
			last = i
			continue
		}
		if last >= 0 {
			list = append(list, Before{First: last, Second: i})
		}
		byNode[s.Node] = append(byNode[s.Node], i)
		if !s.Unchained {
			list = append(list, Before{First: i - 1, Second: i, Commit: s.Commit})
		}
	}
	list = append(list, p.removals(byNode)...)
	list = append(list, p.arrivals(byNode)...)
	list = append(list, p.names()...)
	return append(list, p.session.Order(p.steps)...)
}

// removals orders by what was needed: a dependent's old state ends first.
func (p *planner) removals(byNode map[Node][]int) []Before {
	var list []Before
	for _, d := range p.sides.order {
		for _, i := range byNode[d] {
			if !p.steps[i].Removes {
				continue
			}
			for _, n := range p.sides.old[d].Needs {
				still := p.steps[i].Establishes && needs(p.sides.new, d, n)
				for _, j := range byNode[n] {
					if p.steps[j].Removes && (!still || !p.steps[j].Establishes) {
						list = append(list, Before{First: i, Second: j})
					}
				}
			}
		}
	}
	return list
}

// arrivals orders by what is needed: a dependent's new state begins last.
func (p *planner) arrivals(byNode map[Node][]int) []Before {
	var list []Before
	for _, d := range p.sides.order {
		for _, i := range byNode[d] {
			if !p.steps[i].Establishes {
				continue
			}
			for _, n := range p.sides.new[d].Needs {
				for _, j := range byNode[n] {
					if p.steps[j].Establishes {
						list = append(list, Before{First: j, Second: i})
					}
				}
			}
		}
	}
	return list
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
