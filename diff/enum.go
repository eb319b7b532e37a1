package diff

import "slices"

// EnumChange is how the labels of an enum differ.
type EnumChange struct {
	// Added lists the new labels in the order in which they can be added.
	Added []EnumAddition
	// Removed are the labels that are gone, in their old order.
	Removed []string
	// Reordered: labels that both sides have stand in another order.
	Reordered bool
}

// EnumAddition is a label to add directly behind After or, if After is empty,
// before Before; at the end if both are empty.
type EnumAddition struct {
	Label, After, Before string
}

// InPlace reports whether adding labels is all there is to do.
func (c EnumChange) InPlace() bool { return len(c.Removed) == 0 && !c.Reordered }

// EnumEdit says what leads from one list of labels to another. Labels that were
// renamed have to be replaced in old before.
func EnumEdit(old, new []string) EnumChange {
	place := make(map[string]int, len(new))
	for i, label := range new {
		place[label] = i
	}
	var c EnumChange
	kept := make(map[string]bool, len(old))
	last := -1
	for _, label := range old {
		i, ok := place[label]
		if !ok {
			c.Removed = append(c.Removed, label)
			continue
		}
		kept[label] = true
		c.Reordered = c.Reordered || i < last
		last = i
	}
	end := len(new) // from here on all labels are new
	for end > 0 && !kept[new[end-1]] {
		end--
	}
	for i, label := range new {
		if kept[label] {
			continue
		}
		added := EnumAddition{Label: label}
		switch {
		case i >= end: // at the end
		case i > 0:
			added.After = new[i-1]
		default:
			if next := slices.IndexFunc(new, func(l string) bool { return kept[l] }); next >= 0 {
				added.Before = new[next]
			}
		}
		c.Added = append(c.Added, added)
	}
	return c
}
