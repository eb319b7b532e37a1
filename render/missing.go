package render

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Missing is a change that was left out though one that was chosen can't be
// made without it.
type Missing struct {
	Chosen, Left model.ID
	Why          Lack
}

// Lack says what is the matter with a change that was left out.
type Lack string

// The ways in which a chosen change can need one that was left out.
const (
	LackAdd    Lack = "add"    // it would have to be made first
	LackDrop   Lack = "drop"   // it would have to be dropped first
	LackChange Lack = "change" // it would have to be changed too
	LackName   Lack = "name"   // it has the name that the chosen one takes
)

// String says what is missing.
func (m Missing) String() string {
	switch m.Why {
	case LackDrop:
		return fmt.Sprintf("%s can't go while %s stays as it is", m.Chosen, m.Left)
	case LackChange:
		return fmt.Sprintf("%s needs the change of %s", m.Chosen, m.Left)
	case LackName:
		return fmt.Sprintf("%s takes the name that %s has", m.Chosen, m.Left)
	case LackAdd:
	}
	return fmt.Sprintf("%s needs %s, which isn't there yet", m.Chosen, m.Left)
}

// FindMissing compares a result with the part of it that was chosen. A plan of
// the part fails when it is run if anything is missing.
func FindMissing(whole, chosen diff.Result, dialect Dialect) ([]Missing, error) {
	names := whole.Names()
	session, err := dialect.Begin(Task{
		Original: whole.Old, Old: names.Carry(whole.Old), New: whole.New,
		Renamed: names.ID, Version: version(whole),
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what is missing: %w", err)
	}
	fresh, err := items(session, whole.New)
	if err != nil {
		return nil, fmt.Errorf("looking for what is missing: %w", err)
	}
	old, err := items(session, whole.Old)
	if err != nil {
		return nil, fmt.Errorf("looking for what is missing: %w", err)
	}
	kept := changed(chosen)
	var rest []diff.Change
	for _, c := range whole.Changes {
		if !kept[key(c)] {
			rest = append(rest, c)
		}
	}
	mine, others := sets(chosen.Changes), sets(rest)
	list := slices.Concat(unmade(fresh, mine, others), undropped(old, mine, others), taken(mine, others), attached(mine, rest))
	called := kindsOf(whole)
	for i := range list {
		list[i].Chosen, list[i].Left = called.id(list[i].Chosen), called.id(list[i].Left)
	}
	slices.SortFunc(list, func(a, b Missing) int {
		return cmp.Or(a.Chosen.Compare(b.Chosen), a.Left.Compare(b.Left), cmp.Compare(a.Why, b.Why))
	})
	return slices.Compact(list), nil
}

// item is a node, what it needs and what it belongs to.
type item struct {
	Node   Node
	Needs  []Node
	Object model.Object
}

// items lists the nodes of a schema.
func items(session Session, s model.Schema) ([]item, error) {
	objects := map[model.ID]model.Object{}
	for _, e := range s.Entries() {
		objects[e.ID] = e.Object
	}
	var list []item
	err := session.Walk(s, func(n Node, needs []Node) {
		list = append(list, item{n, slices.Clone(needs), objects[n.ID]})
	})
	return list, err
}

// unmade finds what chosen changes need on the new side and others would make
// or change.
func unmade(items []item, mine, others changeSets) []Missing {
	var list []Missing
	ofTable := map[model.ID][]Node{}
	for _, item := range items {
		if item.Node.ID.Kind == model.KindTable {
			ofTable[item.Node.ID] = append(ofTable[item.Node.ID], item.Needs...)
		}
	}
	for _, item := range items {
		maker, ok := mine.makes(item.Node.ID)
		if !ok || others.added[item.Node.ID] {
			continue // an index, say, that was left out of a chosen table
		}
		for _, need := range item.Needs {
			if left, ok := among(others.added, need.ID); ok {
				if table := tableOf(left); others.added[table] {
					left = table // which stands for its parts
				}
				list = append(list, Missing{Chosen: maker, Left: left, Why: LackAdd})
			} else if others.reshaped[need.ID] && need.ID != maker && !others.spares(need.ID, item.Object) {
				list = append(list, Missing{Chosen: maker, Left: need.ID, Why: LackChange})
			}
		}
		if item.Node.ID.Kind == model.KindColumn {
			// What a column is may come from the type of its table, or a parent.
			for _, need := range ofTable[tableOf(item.Node.ID)] {
				if others.reshaped[need.ID] {
					list = append(list, Missing{Chosen: maker, Left: need.ID, Why: LackChange})
				}
			}
		}
	}
	return list
}

// undropped finds what on the old side needs what chosen changes drop, and
// others would drop or change.
func undropped(items []item, mine, others changeSets) []Missing {
	var list []Missing
	for _, item := range items {
		left, ok := others.frees(item.Node.ID)
		if !ok {
			continue
		}
		for _, need := range item.Needs {
			if dropper, ok := among(mine.dropped, need.ID); ok {
				list = append(list, Missing{Chosen: dropper, Left: left, Why: LackDrop})
			}
		}
	}
	return list
}

// tableOf returns the table that an object is a part of.
func tableOf(id model.ID) model.ID {
	owner := id.Owner()
	return model.ID{Kind: model.KindTable, Schema: owner.Schema, Name: owner.Name}
}

// taken finds names that chosen changes take and that others would free.
func taken(mine, others changeSets) []Missing {
	held := map[Name]model.ID{}
	for id := range others.gone {
		for _, n := range namesOf(id) {
			held[n] = id
		}
	}
	var list []Missing
	for id := range mine.added {
		for _, n := range namesOf(id) {
			if left, ok := held[n]; ok && left != id {
				list = append(list, Missing{Chosen: id, Left: left, Why: LackName})
			}
		}
	}
	for table, id := range mine.clusters {
		if left, ok := others.unclusters[table]; ok {
			list = append(list, Missing{Chosen: id, Left: left, Why: LackChange})
		}
	}
	return list
}

// attached finds indexes that come with an attachment: a partition that is
// attached gets those of its partitioned table.
func attached(mine changeSets, rest []diff.Change) []Missing {
	var list []Missing
	for _, c := range rest {
		add, ok := c.(diff.Add)
		if !ok {
			continue
		}
		parent, _ := indexOf(add.New)
		if table := tableOf(add.ID); !parent.IsZero() && mine.reshaped[table] {
			list = append(list, Missing{Chosen: table, Left: add.ID, Why: LackAdd})
		}
	}
	return list
}

// changeKey tells the changes of a result apart.
type changeKey struct {
	id   model.ID
	verb string
}

func key(c diff.Change) changeKey { return changeKey{c.Object(), fmt.Sprintf("%T", c)} }

func changed(r diff.Result) map[changeKey]bool {
	set := map[changeKey]bool{}
	for _, c := range r.Changes {
		set[key(c)] = true
	}
	return set
}

// among looks for an object, or for the table or domain that it is a part of
// and that stands for it.
func among(set map[model.ID]bool, id model.ID) (model.ID, bool) {
	if set[id] {
		return id, true
	}
	if id.Parent != "" {
		owner := id.Owner()
		for _, k := range []model.Kind{model.KindTable, model.KindDomain} {
			whole := model.ID{Kind: k, Schema: owner.Schema, Name: owner.Name}
			if set[whole] {
				return whole, true
			}
		}
	}
	return model.ID{}, false
}
