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
	// Drop: what was left out would have to be dropped first; else it would
	// have to be created first.
	Drop bool
}

// String says what is missing.
func (m Missing) String() string {
	if m.Drop {
		return fmt.Sprintf("%s can't be dropped while %s is there", m.Chosen, m.Left)
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
	fresh, err := session.Items(whole.New)
	if err != nil {
		return nil, fmt.Errorf("looking for what is missing: %w", err)
	}
	old, err := session.Items(whole.Old)
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
	list := append(unmade(fresh, mine, others), undropped(old, mine, others)...)
	slices.SortFunc(list, func(a, b Missing) int { return cmp.Or(a.Chosen.Compare(b.Chosen), a.Left.Compare(b.Left)) })
	return slices.Compact(list), nil
}

// unmade finds what chosen changes need on the new side and others would make.
func unmade(items []Item, mine, others changeSets) []Missing {
	var list []Missing
	for _, item := range items {
		maker, ok := mine.makes(item.Node.ID)
		if !ok || others.added[item.Node.ID] {
			continue // an index, say, that was left out of a chosen table
		}
		for _, need := range item.Needs {
			left, ok := among(others.added, need.ID)
			if !ok {
				continue
			}
			if table := tableOf(left); others.added[table] {
				left = table // which stands for its parts
			}
			list = append(list, Missing{Chosen: maker, Left: left})
		}
	}
	return list
}

// undropped finds what on the old side needs what chosen changes drop, and
// others would drop or change.
func undropped(items []Item, mine, others changeSets) []Missing {
	var list []Missing
	for _, item := range items {
		left, ok := others.frees(item.Node.ID)
		if !ok {
			continue
		}
		for _, need := range item.Needs {
			if dropper, ok := among(mine.dropped, need.ID); ok {
				list = append(list, Missing{Chosen: dropper, Left: left, Drop: true})
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

// changeSets holds changes by verb: what is altered under the old name and
// under the new one.
type changeSets struct {
	added, dropped, alteredOld, alteredNew map[model.ID]bool
}

func sets(changes []diff.Change) changeSets {
	s := changeSets{map[model.ID]bool{}, map[model.ID]bool{}, map[model.ID]bool{}, map[model.ID]bool{}}
	for _, c := range changes {
		switch c := c.(type) {
		case diff.Add:
			s.added[c.ID] = true
		case diff.Drop:
			s.dropped[c.ID] = true
		case diff.Alter:
			s.alteredOld[c.OldID], s.alteredNew[c.NewID] = true, true
		case diff.Rename:
			s.added[c.To] = true // nobody can use the new name before
		case diff.Unsupported:
		}
	}
	return s
}

// makes returns the object whose change gives an object its new state.
func (s changeSets) makes(id model.ID) (model.ID, bool) {
	if s.alteredNew[id] {
		return id, true
	}
	return among(s.added, id)
}

// frees returns the object whose change ends the old state of an object.
func (s changeSets) frees(id model.ID) (model.ID, bool) {
	if s.alteredOld[id] {
		return id, true
	}
	return among(s.dropped, id)
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
