package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// naming says how unnamed objects of a kind are told apart. Two objects with
// equal signatures are the same but for their names; if only the cores of the
// signatures are equal, they are still about the same thing.
type naming[T any] struct {
	name     func(*T) *string
	implicit func(*T) bool
	// alike: nothing tells objects apart that are of different classes.
	class     func(*T) string
	signature func(s scope, side Side, o *T) (core, rest string)
	space     space
}

// settleNames gives the unnamed elements of new the names of the elements of
// old that they match. New is changed in place. It takes linear time: each step
// is a pass over what the steps before have left.
func settleNames[T any](s *settler, scope scope, n naming[T], old, new []T) {
	n.space = s.space(n.space)
	m := matcher[T]{settler: s, scope: scope, naming: n, old: old, new: new, used: make([]bool, len(old))}
	m.byName = make(map[string]int, len(old))
	for i := range old {
		m.byName[m.key(&old[i], *n.name(&old[i]))] = i
	}
	for i := range new {
		switch j, ok := m.byName[m.key(&new[i], *n.name(&new[i]))]; {
		case !n.implicit(&new[i]):
			if ok {
				m.used[j] = true
			}
		default:
			m.open = append(m.open, i)
		}
	}
	plain := scope
	plain.oracle = nil // compares texts as they are
	m.bySignature(plain, true)
	m.bySignature(scope, true)
	m.bySignature(scope, false)
	m.claim(func(i int) int {
		if j, ok := m.byName[m.key(&new[i], *n.name(&new[i]))]; ok {
			return j
		}
		return -1
	})
	for _, i := range m.open {
		s.free = append(s.free, unnamed{owner: scope.newOwner, space: n.space, name: n.name(&new[i])})
	}
}

// matcher matches unnamed objects of one kind in one place.
type matcher[T any] struct {
	*settler
	scope  scope
	naming naming[T]
	old    []T
	new    []T
	byName map[string]int
	used   []bool // of old
	open   []int  // of new
}

func (m *matcher[T]) key(o *T, name string) string { return m.class(o) + "\x00" + name }

// class tells what can be the same object. What has no name at all is another one
// than what has a name.
func (m *matcher[T]) class(o *T) string {
	class := m.naming.class(o)
	if names, ok := m.rules.(NameRules); ok && names.Unnamed(*m.naming.name(o)) {
		class += "\x00unnamed"
	}
	return class
}

// bySignature matches what has the same signature. Of several candidates the
// one of the same name is taken, else the next in canonical order.
func (m *matcher[T]) bySignature(s scope, whole bool) {
	if len(m.open) == 0 {
		return
	}
	sign := func(side Side, o *T) string {
		core, rest := m.naming.signature(s, side, o)
		if !whole {
			rest = ""
		}
		return m.class(o) + "\x00" + core + "\x00" + rest
	}
	candidates := map[string][]int{}
	signatures := make([]string, len(m.old))
	for j := range m.old {
		if !m.used[j] {
			signatures[j] = sign(OldSide, &m.old[j])
			candidates[signatures[j]] = append(candidates[signatures[j]], j)
		}
	}
	wanted := make(map[int]string, len(m.open))
	for _, i := range m.open {
		wanted[i] = sign(NewSide, &m.new[i])
	}
	m.claim(func(i int) int {
		j, ok := m.byName[m.key(&m.new[i], *m.naming.name(&m.new[i]))]
		if ok && !m.used[j] && signatures[j] == wanted[i] {
			return j
		}
		return -1
	})
	if s.oracle == nil {
		return // names first: what has another text may still be what has this name
	}
	m.claim(func(i int) int {
		list := candidates[wanted[i]]
		for len(list) > 0 && m.used[list[0]] {
			list = list[1:]
		}
		candidates[wanted[i]] = list
		if len(list) == 0 {
			return -1
		}
		return list[0]
	})
}

// claim gives each open object the name of the candidate that choose returns.
func (m *matcher[T]) claim(choose func(i int) int) {
	rest := m.open[:0]
	for _, i := range m.open {
		j := choose(i)
		if j < 0 || m.used[j] || !m.take(&m.new[i], *m.naming.name(&m.old[j])) {
			rest = append(rest, i)
			continue
		}
		m.used[j] = true
	}
	m.open = rest
}

// take gives an object a name, unless the new side has given it to another
// relation.
func (m *matcher[T]) take(o *T, name string) bool {
	at := m.naming.name(o)
	if *at == name {
		return true
	}
	owner := m.scope.newOwner
	if m.naming.space.relations() {
		to := model.QName{Schema: owner.Schema, Name: name}
		if m.named(to) {
			return false
		}
		m.renamed[model.QName{Schema: owner.Schema, Name: *at}] = to
	}
	given := *at
	m.givenUp = append(m.givenUp, unnamed{owner: owner, space: m.naming.space, name: &given})
	*at = name
	return true
}

func keyNaming() naming[model.Key] {
	return naming[model.Key]{
		name:     func(o *model.Key) *string { return &o.Name },
		implicit: func(o *model.Key) bool { return o.ImplicitName },
		class:    func(o *model.Key) string { return string(o.Kind()) },
		signature: func(s scope, side Side, o *model.Key) (core, rest string) {
			if !o.Primary { // of which a table has one
				core = signNames(o.Columns)
			}
			elements := join(o.Elements, func(k model.IndexKey) string { return s.signKey(side, k) })
			return core, sign(signNames(o.Columns), elements, signNames(o.Include), s.signParent(side, o.Parent),
				signFlags(o.WithoutOverlaps, o.NullsNotDistinct, o.Deferrable, o.InitiallyDeferred, o.Clustered),
				signOptions(o.Options), o.Tablespace)
		},
		space: keyNames,
	}
}

func checkNaming(use Use, space space) naming[model.Check] {
	return naming[model.Check]{
		name:     func(o *model.Check) *string { return &o.Name },
		implicit: func(o *model.Check) bool { return o.ImplicitName },
		class:    func(*model.Check) string { return "" },
		signature: func(s scope, side Side, o *model.Check) (core, rest string) {
			return s.sign(side, use, o.Expr), sign(signFlags(o.NoInherit, o.NotValid, o.NotEnforced, o.Inherited, o.Local), o.Column)
		},
		space: space,
	}
}

func foreignKeyNaming() naming[model.ForeignKey] {
	return naming[model.ForeignKey]{
		name:     func(o *model.ForeignKey) *string { return &o.Name },
		implicit: func(o *model.ForeignKey) bool { return o.ImplicitName },
		class:    func(*model.ForeignKey) string { return "" },
		signature: func(_ scope, _ Side, o *model.ForeignKey) (core, rest string) {
			return sign(signNames(o.Columns), signQName(o.References), signNames(o.RefColumns)),
				sign(string(o.OnUpdate), string(o.OnDelete), signNames(o.OnDeleteColumns),
					signFlags(o.MatchFull, o.Period, o.Deferrable, o.InitiallyDeferred, o.NotValid, o.NotEnforced))
		},
		space: constraintNames,
	}
}

func exclusionNaming() naming[model.Exclusion] {
	return naming[model.Exclusion]{
		name:     func(o *model.Exclusion) *string { return &o.Name },
		implicit: func(o *model.Exclusion) bool { return o.ImplicitName },
		class:    func(*model.Exclusion) string { return "" },
		signature: func(s scope, side Side, o *model.Exclusion) (core, rest string) {
			elements := join(o.Elements, func(e model.ExclusionElement) string {
				return sign(s.signKey(side, e.IndexKey), signQName(e.Operator))
			})
			return sign(o.Method, elements, s.sign(side, UsePredicate, o.Predicate)),
				sign(signNames(o.Include), signFlags(o.Deferrable, o.InitiallyDeferred, o.Clustered),
					signOptions(o.Options), o.Tablespace, s.signParent(side, o.Parent))
		},
		space: keyNames,
	}
}

func indexNaming() naming[model.Index] {
	return naming[model.Index]{
		name:     func(o *model.Index) *string { return &o.Name },
		implicit: func(o *model.Index) bool { return o.ImplicitName },
		class:    func(*model.Index) string { return "" },
		signature: func(s scope, side Side, o *model.Index) (core, rest string) {
			keys := join(o.Keys, func(k model.IndexKey) string { return s.signKey(side, k) })
			return sign(o.Method, signFlags(o.Unique), keys, s.sign(side, UsePredicate, o.Predicate)),
				sign(signFlags(o.NullsNotDistinct, o.Clustered), signNames(o.Include), signOptions(o.Options),
					o.Tablespace, s.signParent(side, o.Parent))
		},
		space: relationNames,
	}
}

func statisticsNaming() naming[model.Statistics] {
	return naming[model.Statistics]{
		name:     func(o *model.Statistics) *string { return &o.Name },
		implicit: func(o *model.Statistics) bool { return o.ImplicitName },
		class:    func(o *model.Statistics) string { return o.Schema },
		signature: func(s scope, side Side, o *model.Statistics) (core, rest string) {
			exprs := join(o.Exprs, func(e model.Expr) string { return s.sign(side, UseStatistics, e) })
			return sign(signSet(o.Columns), exprs), sign(signSet(o.Kinds), strconv.Itoa(o.Target))
		},
		space: statisticsNames,
	}
}

// sign joins texts so that different lists give different texts.
func sign(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(strconv.Itoa(len(p)))
		b.WriteByte(':')
		b.WriteString(p)
	}
	return b.String()
}

// signParent returns what an index is attached to, by the name that this has
// taken.
func (s scope) signParent(side Side, parent model.QName) string {
	if to, ok := s.renamed[parent]; ok && side == NewSide {
		parent = to
	}
	return signQName(parent)
}

func signNames(list []string) string { return sign(list...) }
func signQName(q model.QName) string { return sign(q.Schema, q.Name) }
func signFlags(flags ...bool) string { return join(flags, yesNo) }
func signSet(list []string) string   { return sign(slices.Sorted(slices.Values(list))...) }
func signOptions(l []model.Option) string {
	return join(sortedOptions(l), func(o model.Option) string { return sign(o.Name, o.Value) })
}

// sign returns what an expression is: its key, or only its text if there is no
// oracle.
func (s scope) sign(side Side, use Use, e model.Expr) string {
	if s.oracle == nil {
		return sign(e.Text)
	}
	return sign(s.key(side, use, e))
}

func (s scope) signKey(side Side, k model.IndexKey) string {
	return sign(k.Column, s.sign(side, UseIndexKey, k.Expr), signQName(k.Collation), signQName(k.Opclass),
		signOptions(k.OpclassOptions), strconv.Itoa(k.Length), signFlags(k.Descending, k.NullsFirst))
}
