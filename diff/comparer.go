package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// pair is an object that both sides have: as the old side has it, the same in
// the new side's names, and as the new side has it.
type pair[T any] struct {
	original, old, new *T
}

// comparer compares one facet of two objects.
type comparer[T any] struct {
	name FacetName
	show func(*T) string
	same func(scope, pair[T]) answer
}

// attribute compares values with ==.
func attribute[T any, V comparable](name FacetName, get func(*T) V, show func(V) string) comparer[T] {
	return comparer[T]{
		name: name,
		show: func(o *T) string { return show(get(o)) },
		same: func(_ scope, p pair[T]) answer { return equal(get(p.old) == get(p.new)) },
	}
}

func text[T any](name FacetName, get func(*T) string) comparer[T] {
	return attribute(name, get, func(s string) string { return s })
}

func flag[T any](name FacetName, get func(*T) bool) comparer[T] {
	return attribute(name, get, yesNo)
}

func number[T any](name FacetName, get func(*T) int64) comparer[T] {
	return attribute(name, get, func(n int64) string { return strconv.FormatInt(n, 10) })
}

// target compares statistics targets, which are stored plus one.
func target[T any](get func(*T) int) comparer[T] {
	return attribute(FacetStatisticsTarget, get, showTarget)
}

func qualified[T any](name FacetName, get func(*T) model.QName) comparer[T] {
	return attribute(name, get, model.QName.String)
}

func dataType[T any](name FacetName, get func(*T) model.Type) comparer[T] {
	return attribute(name, get, showType)
}

// names compares lists whose order matters.
func names[T any](name FacetName, get func(*T) []string) comparer[T] {
	return comparer[T]{
		name: name,
		show: func(o *T) string { return strings.Join(get(o), ", ") },
		same: func(_ scope, p pair[T]) answer { return equal(slices.Equal(get(p.old), get(p.new))) },
	}
}

// nameSet compares lists whose order means nothing.
func nameSet[T any](name FacetName, get func(*T) []string) comparer[T] {
	return comparer[T]{
		name: name,
		show: func(o *T) string { return strings.Join(get(o), ", ") },
		same: func(_ scope, p pair[T]) answer { return equal(sameSet(get(p.old), get(p.new))) },
	}
}

func sameSet(a, b []string) bool {
	if slices.Equal(a, b) {
		return true
	}
	return len(a) == len(b) && slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func options[T any](name FacetName, get func(*T) []model.Option) comparer[T] {
	return comparer[T]{
		name: name,
		show: func(o *T) string { return showOptions(get(o)) },
		same: func(_ scope, p pair[T]) answer { return equal(sameOptions(get(p.old), get(p.new))) },
	}
}

func sameOptions(a, b []model.Option) bool {
	if slices.Equal(a, b) {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	return slices.Equal(sortedOptions(a), sortedOptions(b))
}

func sortedOptions(list []model.Option) []model.Option {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b model.Option) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// expression compares expressions of one use.
func expression[T any](name FacetName, use Use, get func(*T) model.Expr) comparer[T] {
	return comparer[T]{
		name: name,
		show: func(o *T) string { return get(o).Text },
		same: func(s scope, p pair[T]) answer { return s.expr(use, get(p.old), get(p.new)) },
	}
}

// when limits a comparer to pairs that it has a meaning for.
func when[T any](meant func(*T) bool, c comparer[T]) comparer[T] {
	compare, show := c.same, c.show
	c.same = func(s scope, p pair[T]) answer {
		if !meant(p.old) || !meant(p.new) {
			return same
		}
		return compare(s, p)
	}
	c.show = func(o *T) string {
		if !meant(o) {
			return ""
		}
		return show(o)
	}
	return c
}

// all answers for the elements of two lists together.
func all[E any](old, new []E, each func(i int, old, new *E) answer) answer {
	if len(old) != len(new) {
		return different
	}
	sum := same
	for i := range old {
		sum = max(sum, each(i, &old[i], &new[i]))
	}
	return sum
}
