package diff

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/model"
)

// space says among what a name must be the only one.
type space uint8

const (
	relationNames   space = iota // indexes: among the relations of a schema
	constraintNames              // among the constraints of a table
	keyNames                     // constraints with an index: both
	statisticsNames              // among the statistics of a schema
	domainNames                  // among the constraints of a domain
	ownIndexNames                // keys and indexes: among those of a table; see [TableRules]
)

// space returns where names of the kind count.
func (c *comparison) space(usual space) space {
	if c.ownIndexNames && usual.relations() {
		return ownIndexNames
	}
	return usual
}

func (s space) relations() bool { return s == relationNames || s == keyNames }

// unnamed is a name that the declared side has left to the server.
type unnamed struct {
	owner model.QName // table or domain
	space space
	name  *string
}

// place is a name where it must be the only one.
type place struct {
	space space
	owner model.QName
	name  string
}

// places lists where the name counts.
func (u unnamed) places(name string) []place {
	schema := model.QName{Schema: u.owner.Schema}
	switch u.space {
	case relationNames, statisticsNames:
		return []place{{u.space, schema, name}}
	case keyNames:
		return []place{{relationNames, schema, name}, {constraintNames, u.owner, name}}
	case constraintNames, domainNames, ownIndexNames:
		return []place{{u.space, u.owner, name}}
	}
	return nil
}

// avoidTaken gives other names to unnamed objects that are new, where their
// name has meanwhile been taken by an unnamed object that is not: the server
// numbers such names, and the old side has numbered them otherwise.
func (s *settler) avoidTaken() {
	if len(s.free) == 0 || len(s.givenUp) == 0 {
		return
	}
	count := map[place]int{}
	s.eachName(func(u unnamed) {
		for _, p := range u.places(*u.name) {
			count[p]++
		}
	})
	fits := func(u unnamed, name string, limit int) bool {
		return !slices.ContainsFunc(u.places(name), func(p place) bool { return count[p] > limit })
	}
	givenUp := map[model.QName][]unnamed{}
	for _, g := range s.givenUp {
		givenUp[g.owner] = append(givenUp[g.owner], g)
	}
	for _, list := range givenUp {
		slices.SortFunc(list, func(a, b unnamed) int { return cmp.Compare(*a.name, *b.name) })
	}
	for _, u := range s.free {
		if fits(u, *u.name, 1) {
			continue
		}
		name := s.freshName(u, givenUp[u.owner], func(name string) bool { return fits(u, name, 0) })
		for _, p := range u.places(*u.name) {
			count[p]--
		}
		for _, p := range u.places(name) {
			count[p]++
		}
		if u.space.relations() {
			s.renamed[model.QName{Schema: u.owner.Schema, Name: *u.name}] = model.QName{Schema: u.owner.Schema, Name: name}
		}
		*u.name = name
	}
}

// freshName returns a name that fits: best one that the declared side would
// have got.
func (s *settler) freshName(u unnamed, givenUp []unnamed, fits func(string) bool) string {
	for _, g := range givenUp {
		if g.space == u.space && fits(*g.name) {
			return *g.name
		}
	}
	for n := 1; ; n++ {
		if name := s.rules.CutName(*u.name, strconv.Itoa(n)); fits(name) {
			return name
		}
	}
}

// eachName lists every name of the new side that an unnamed object must not
// take.
func (s *settler) eachName(visit func(unnamed)) {
	relation := func(q model.QName) { visit(unnamed{owner: q, space: relationNames, name: &q.Name}) }
	for i := range s.new.Tables {
		t := &s.new.Tables[i]
		owner := t.QName()
		relation(owner)
		for j := range t.Columns {
			if !t.Columns[j].Identity.IsZero() {
				relation(t.Columns[j].Identity.Sequence)
			}
		}
		for j := range t.Keys {
			visit(unnamed{owner, s.space(keyNames), &t.Keys[j].Name})
		}
		for j := range t.Exclusions {
			visit(unnamed{owner, s.space(keyNames), &t.Exclusions[j].Name})
		}
		for j := range t.Checks {
			visit(unnamed{owner, constraintNames, &t.Checks[j].Name})
		}
		for j := range t.ForeignKeys {
			visit(unnamed{owner, constraintNames, &t.ForeignKeys[j].Name})
		}
		for j := range t.Indexes {
			visit(unnamed{owner, s.space(relationNames), &t.Indexes[j].Name})
		}
	}
	for i := range s.new.Sequences {
		relation(qname(s.new.Sequences[i]))
	}
	for i := range s.new.Composites {
		relation(model.QName{Schema: s.new.Composites[i].Schema, Name: s.new.Composites[i].Name})
	}
	for i := range s.new.Statistics {
		o := &s.new.Statistics[i]
		visit(unnamed{model.QName{Schema: o.Schema}, statisticsNames, &o.Name})
	}
	for i := range s.new.Domains {
		d := &s.new.Domains[i]
		for j := range d.Checks {
			visit(unnamed{domainName(d), domainNames, &d.Checks[j].Name})
		}
	}
}

// named reports whether the new side itself names a relation like that.
func (s *settler) named(q model.QName) bool {
	if s.explicit == nil {
		s.explicit = explicitRelations(s.new)
	}
	return s.explicit[q]
}

func explicitRelations(new model.Schema) map[model.QName]bool {
	set := map[model.QName]bool{}
	add := func(implicit bool, schema, name string) {
		if !implicit {
			set[model.QName{Schema: schema, Name: name}] = true
		}
	}
	for _, t := range new.Tables {
		add(false, t.Schema, t.Name)
		for _, o := range t.Columns {
			add(o.Identity.ImplicitName || o.Identity.IsZero(), o.Identity.Sequence.Schema, o.Identity.Sequence.Name)
		}
		for _, o := range t.Keys {
			add(o.ImplicitName, t.Schema, o.Name)
		}
		for _, o := range t.Exclusions {
			add(o.ImplicitName, t.Schema, o.Name)
		}
		for _, o := range t.Indexes {
			add(o.ImplicitName, t.Schema, o.Name)
		}
	}
	for _, o := range new.Sequences {
		add(o.ImplicitName, o.Schema, o.Name)
	}
	for _, o := range new.Composites {
		add(false, o.Schema, o.Name)
	}
	return set
}
