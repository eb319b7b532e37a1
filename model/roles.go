package model

// TakeRoles moves roles from those of the server to those of the schema, with
// their memberships and the groups that they are members of.
func (s *Schema) TakeRoles(names map[string]bool) {
	memberships := map[string][]int{}
	places := map[string]int{}
	for i, d := range s.Cluster {
		switch d.ID.Kind {
		case KindRole:
			places[d.ID.Name] = i
		case KindMembership:
			member := MemberOf(d)
			memberships[member] = append(memberships[member], i)
		default:
		}
	}
	taken := map[int]bool{}
	seen := map[string]bool{}
	var take func(name string)
	take = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		if i, ok := places[name]; ok {
			taken[i] = true
		}
		for _, i := range memberships[name] {
			taken[i] = true
			take(s.Cluster[i].ID.Parent)
		}
	}
	for name := range names {
		take(name)
	}
	var rest []Definition
	for i, d := range s.Cluster {
		if taken[i] {
			s.Definitions = append(s.Definitions, d)
		} else {
			rest = append(rest, d)
		}
	}
	s.Cluster = rest
}

// MemberOf returns the member of a membership.
func MemberOf(d Definition) string { return d.Get("member").Ref.Name }
