package render

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// arrange orders the steps, writes those with hosts into them, and merges and
// groups the statements.
func (p *planner) arrange() (Plan, error) {
	g, err := newGraph(p.steps, p.before())
	if err != nil {
		return Plan{}, err
	}
	order, level := g.sorted()
	guests := g.guests()
	p.gone = map[model.QName]int{}
	var plan Plan
	last := -1
	var set map[Setting]bool // the settings of the current group
	var open *pending
	flush := func() {
		if open != nil {
			group := &plan.Groups[len(plan.Groups)-1]
			group.Statements = append(group.Statements, open.statements()...)
			open = nil
		}
	}
	for _, i := range order {
		p.level = level[i]
		next := p.compose(g, guests, i)
		plan.Losses = append(plan.Losses, next.losses...)
		if next.empty() {
			continue
		}
		if level[i] != last {
			flush()
			plan.Groups = append(plan.Groups, Group{Transactional: level[i]%groupKinds != groupOutside})
			last, set = level[i], map[Setting]bool{}
		}
		for _, setting := range p.steps[i].Settings {
			if !set[setting] {
				flush()
				group := &plan.Groups[len(plan.Groups)-1]
				sql := setting.Local
				if !group.Transactional || p.task.Options.Apart {
					sql = setting.Session
				}
				group.Statements = append(group.Statements, Statement{SQL: sql + ";", Transactional: true})
				set[setting] = true
			}
		}
		if open != nil && open.joins(next) && g.inTurn(open.steps, i) {
			open.join(next, p.session.Stronger)
			continue
		}
		flush()
		open = &next
	}
	flush()
	plan.Locks = p.strongestLocks(plan)
	plan.Remade = p.remade()
	for _, c := range p.result.Changes {
		if u, ok := c.(diff.Unsupported); ok {
			plan.Unsupported = append(plan.Unsupported, u)
		}
	}
	return plan, nil
}

// remade lists the objects without a change that are made anew; those that
// come and go with another one of the list are left out.
func (p *planner) remade() []model.ID {
	inTable := []model.Kind{model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindForeignKey}
	changed := map[model.ID]bool{}
	for _, c := range p.result.Changes {
		if alter, ok := c.(diff.Alter); ok {
			changed[alter.NewID] = true
		}
		if id := c.Object(); slices.Contains(inTable, id.Kind) {
			changed[tableOf(id)] = true
		}
	}
	isMade := func(id model.ID) bool {
		i := p.sides.numberOf(Node{ID: id})
		return i >= 0 && p.ops[i] != nil && (p.ops[i].Verb == Recreate || p.ops[i].Verb == Replace)
	}
	var list []model.ID
	for _, i := range p.planned() {
		id := p.sides.nodes[i].ID
		if p.sides.nodes[i].Part != "" || changed[id] || !isMade(id) || p.ops[i].New == nil {
			continue
		}
		if id.Parent != "" && isMade(tableOf(id)) {
			continue
		}
		list = append(list, id)
	}
	return list
}

// strongestLocks lists the strongest lock of a plan on each table.
func (p *planner) strongestLocks(plan Plan) []TableLock {
	modes := map[model.QName]string{}
	for _, s := range plan.Statements() {
		for _, l := range s.LockedTables {
			modes[l.Table] = p.session.Stronger(modes[l.Table], l.Mode)
		}
	}
	var list []TableLock
	for _, table := range slices.SortedFunc(maps.Keys(modes), model.QName.Compare) {
		list = append(list, TableLock{Table: table, Mode: modes[table]})
	}
	return list
}

// guests lists for every step those that are directly written inside it, in
// their order.
func (g *graph) guests() [][]int {
	guests := make([][]int, len(g.steps))
	for i, h := range g.host {
		if h >= 0 {
			guests[h] = append(guests[h], i)
		}
	}
	for _, list := range guests {
		slices.SortStableFunc(list, func(a, b int) int {
			if c := g.steps[a].Position - g.steps[b].Position; c != 0 {
				return c
			}
			return compareSteps(g.steps[a], g.steps[b])
		})
	}
	return guests
}

// pending is a statement that other clauses may still join.
type pending struct {
	steps   []int
	target  string
	alone   bool
	clauses []string
	then    []Statement
	stmt    Statement
	losses  []Loss
}

// compose writes a step with everything that is written inside it.
func (p *planner) compose(g *graph, guests [][]int, i int) pending {
	s := p.steps[i]
	next := pending{steps: []int{i}, target: s.Target, alone: s.Alone, stmt: Statement{Transactional: !s.Outside}}
	if text := g.text(guests, i, s.Text); text != "" {
		next.clauses = []string{text}
	}
	p.gather(g, guests, i, true, &next)
	next.stmt = p.without(next.stmt)
	for j, then := range next.then {
		next.then[j] = p.without(then)
	}
	next.stmt.Lock = strongest(next.stmt.LockedTables, p.session.Stronger)
	p.drops(guests, i)
	return next
}

// without leaves out of what is known of a statement the tables and views that
// the plan has dropped before.
func (p *planner) without(s Statement) Statement {
	if len(p.gone) == 0 {
		return s
	}
	gone := func(q model.QName) bool {
		until, ok := p.gone[q]
		return ok && p.level <= until
	}
	s.LockedTables = slices.DeleteFunc(s.LockedTables, func(l TableLock) bool { return gone(l.Table) })
	s.Rewrites, s.Scans = slices.DeleteFunc(s.Rewrites, gone), slices.DeleteFunc(s.Scans, gone)
	return s
}

// drops notes what a step drops, or one that is written inside it. Nobody else
// sees what is made anew in the same transaction.
func (p *planner) drops(guests [][]int, i int) {
	s := p.steps[i]
	if s.Phase == PhaseDrop && s.Node.Part == "" {
		q := s.Node.ID.QName()
		switch verb := p.task.Planned(s.Node); {
		case s.Node.ID.Kind == model.KindTable && verb == Drop:
			p.gone[q] = math.MaxInt
		case verb == Recreate && p.level%groupKinds != groupOutside && slices.ContainsFunc(s.Locks, func(l TableLock) bool { return l.Table == q }):
			p.gone[q] = p.level
		}
	}
	for _, j := range guests[i] {
		p.drops(guests, j)
	}
}

// text writes the guests of a step into its text.
func (g *graph) text(guests [][]int, i int, t Text) string {
	if t.IsZero() {
		return ""
	}
	var inner []string
	for _, j := range guests[i] {
		if text := g.text(guests, j, g.how[j].Inline); text != "" {
			inner = append(inner, text)
		}
	}
	if len(inner) == 0 {
		return t.Head + t.Slot.Empty + t.Tail
	}
	return t.Head + t.Slot.Open + strings.Join(inner, t.Slot.Sep) + t.Slot.Close + t.Tail
}

// gather collects what is known of a step and its guests.
func (p *planner) gather(g *graph, guests [][]int, i int, aloud bool, next *pending) {
	s := p.steps[i]
	next.stmt.Objects = addID(next.stmt.Objects, s.Node.ID)
	next.stmt.LockedTables = addLocks(next.stmt.LockedTables, s.Locks, p.session.Stronger)
	next.stmt.Rewrites = addNames(next.stmt.Rewrites, s.Rewrites)
	next.stmt.Scans = addNames(next.stmt.Scans, s.Scans)
	if aloud {
		for _, h := range s.Hazards {
			h.Object = s.Node.ID
			next.stmt.Hazards = addHazards(next.stmt.Hazards, []Hazard{h})
		}
		next.losses = append(next.losses, s.Losses...)
	}
	for _, after := range s.After {
		next.then = append(next.then, p.follow(s, after)...)
	}
	for _, sql := range s.Then {
		next.then = append(next.then, Statement{SQL: sql + ";", Objects: []model.ID{s.Node.ID}, Transactional: true})
	}
	for _, j := range guests[i] {
		p.gather(g, guests, j, aloud && !g.how[j].Silent, next)
	}
}

// follow writes a step that follows another one directly.
func (p *planner) follow(s *Step, after Step) []Statement {
	n := pending{target: after.Target, clauses: []string{after.Text.Head + after.Text.Tail}}
	n.stmt = Statement{
		Objects: []model.ID{s.Node.ID}, Transactional: true, Rewrites: addNames(nil, after.Rewrites), Scans: addNames(nil, after.Scans),
		LockedTables: addLocks(nil, after.Locks, p.session.Stronger),
	}
	for _, h := range after.Hazards {
		h.Object = s.Node.ID
		n.stmt.Hazards = addHazards(n.stmt.Hazards, []Hazard{h})
	}
	n.stmt.Lock = strongest(n.stmt.LockedTables, p.session.Stronger)
	for _, sql := range after.Then {
		n.then = append(n.then, Statement{SQL: sql + ";", Objects: []model.ID{s.Node.ID}, Transactional: true})
	}
	return n.statements()
}

func (n pending) empty() bool { return len(n.clauses) == 0 && len(n.then) == 0 }

// joins reports whether the clauses of both can be one statement.
func (n *pending) joins(next pending) bool {
	return n.target != "" && n.target == next.target && !n.alone && !next.alone &&
		n.stmt.Transactional == next.stmt.Transactional && len(n.clauses) > 0 && len(next.clauses) > 0
}

// inTurn reports whether a step in one statement with others would still have
// its turn after those of them that must come before it.
func (g *graph) inTurn(others []int, i int) bool {
	return !slices.ContainsFunc(others, func(o int) bool {
		return g.steps[o].Turn > g.steps[i].Turn && slices.ContainsFunc(g.out[o], func(e edge) bool { return e.to == i && !e.soft })
	})
}

func (n *pending) join(next pending, stronger func(a, b string) string) {
	n.steps = append(n.steps, next.steps...)
	n.clauses = append(n.clauses, next.clauses...)
	n.then = append(n.then, next.then...)
	for _, id := range next.stmt.Objects {
		n.stmt.Objects = addID(n.stmt.Objects, id)
	}
	n.stmt.LockedTables = addLocks(n.stmt.LockedTables, next.stmt.LockedTables, stronger)
	n.stmt.Rewrites = addNames(n.stmt.Rewrites, next.stmt.Rewrites)
	n.stmt.Scans = addNames(n.stmt.Scans, next.stmt.Scans)
	n.stmt.Hazards = addHazards(n.stmt.Hazards, next.stmt.Hazards)
	n.stmt.Lock = strongest(n.stmt.LockedTables, stronger)
}

// statements finishes the text.
func (n *pending) statements() []Statement {
	var list []Statement
	if len(n.clauses) > 0 {
		switch {
		case n.target == "":
			n.stmt.SQL = n.clauses[0] + ";"
		case len(n.clauses) == 1:
			n.stmt.SQL = n.target + " " + n.clauses[0] + ";"
		default:
			n.stmt.SQL = n.target + "\n    " + strings.Join(n.clauses, ",\n    ") + ";"
		}
		list = append(list, n.stmt)
	}
	return append(list, n.then...)
}

func addID(list []model.ID, id model.ID) []model.ID {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

func addNames(list, more []model.QName) []model.QName {
	for _, n := range more {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, model.QName.Compare)
	return list
}

func addLocks(list, more []TableLock, stronger func(a, b string) string) []TableLock {
	for _, l := range more {
		at := slices.IndexFunc(list, func(have TableLock) bool { return have.Table == l.Table })
		if at < 0 {
			list = append(list, l)
			continue
		}
		list[at].Mode = stronger(list[at].Mode, l.Mode)
	}
	slices.SortFunc(list, func(a, b TableLock) int { return a.Table.Compare(b.Table) })
	return list
}

func addHazards(list, more []Hazard) []Hazard {
	for _, h := range more {
		if !slices.Contains(list, h) {
			list = append(list, h)
		}
	}
	return list
}

func strongest(list []TableLock, stronger func(a, b string) string) string {
	mode := ""
	for _, l := range list {
		mode = stronger(mode, l.Mode)
	}
	return mode
}
