package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// renaming is one rename as it will be run: at is where the object stands when
// its turn comes.
type renaming struct{ from, at, to model.ID }

// newRenames collects the renames and orders them so that each name is free
// when it is taken. Where names are swapped or the name belongs to something
// that is dropped later, a temporary name steps in. The names lead from the
// old side to what its objects are called when all renames are done.
func newRenames(result diff.Result) (diff.Names, []renaming, error) {
	seen := map[model.ID]bool{}
	var list []diff.Rename
	for _, c := range result.Changes {
		if c, ok := c.(diff.Rename); ok {
			if seen[c.From] {
				return diff.Names{}, nil, fmt.Errorf("%s has two new names", c.From)
			}
			seen[c.From] = true
			list = append(list, c)
		}
	}
	if len(list)+len(result.Moved) == 0 {
		return diff.Names{}, nil, nil
	}
	list = append(list, park(result, list)...)
	names := diff.NewNames(result.Old, list, result.Moved...)
	return names, orderRenames(names, list), nil
}

// park gives a temporary name to what is dropped but holds a name that a
// rename takes.
func park(result diff.Result, renames []diff.Rename) []diff.Rename {
	names := diff.NewNames(result.Old, renames, result.Moved...)
	taken := map[model.ID]bool{}
	for _, r := range renames {
		taken[nameKey(r.To)] = true
	}
	var list []diff.Rename
	for _, c := range result.Changes {
		drop, ok := c.(diff.Drop)
		if !ok || !taken[nameKey(names.ID(drop.ID))] {
			continue
		}
		to := names.ID(drop.ID)
		to.Name = temporary(to.Name)
		list = append(list, diff.Rename{From: drop.ID, To: to})
	}
	return list
}

// order puts the renames of what contains others first, and among those that
// hand names on, the one that frees a name first.
func orderRenames(names diff.Names, list []diff.Rename) []renaming {
	slices.SortStableFunc(list, func(a, b diff.Rename) int {
		if c := depth(a.To) - depth(b.To); c != 0 {
			return c
		}
		return a.To.Compare(b.To)
	})
	rest := make([]renaming, len(list))
	for i, c := range list {
		rest[i] = renaming{from: c.From, at: standsAt(names, c), to: c.To}
	}
	var done []renaming
	for len(rest) > 0 {
		next := slices.IndexFunc(rest, func(x renaming) bool {
			return depth(x.to) == depth(rest[0].to) && !slices.ContainsFunc(rest, func(y renaming) bool {
				return y.from != x.from && nameKey(y.at) == nameKey(x.to)
			})
		})
		if next < 0 {
			// Everybody waits: the first one steps aside.
			aside := rest[0]
			aside.to.Schema, aside.to.Name = aside.at.Schema, temporary(aside.at.Name)
			done = append(done, aside)
			rest[0].at = aside.to
			continue
		}
		done = append(done, rest[next])
		rest = slices.Delete(rest, next, next+1)
	}
	return done
}

// standsAt returns where an object stands when all that contains it has been
// renamed and it has not.
func standsAt(names diff.Names, r diff.Rename) model.ID {
	at := r.From
	if at.Parent != "" {
		at.Schema, at.Parent = r.To.Schema, r.To.Parent
		return at
	}
	if at.Schema != "" {
		at.Schema = names.ID(model.ID{Kind: model.KindSchema, Name: at.Schema}).Name
	}
	return at
}

// depth is how far inside other objects an object is.
func depth(id model.ID) int {
	switch {
	case id.Kind == model.KindSchema:
		return 0
	case id.Parent == "" && !isDefinition(id.Kind):
		return 1
	}
	return 2 // definitions are called after types
}

// nameKey folds kinds that share their names: a rename waits for every one of
// them, which is more than is needed and never less.
func nameKey(id model.ID) model.ID {
	switch id.Kind {
	case model.KindSchema, model.KindExtension, model.KindColumn, diff.KindEnumValue, diff.KindAttribute:
		return id
	case model.KindCheck, model.KindForeignKey, model.KindDomainConstraint:
		id.Kind = model.KindCheck
		return id
	default: // relations, indexes and types
		if isDefinition(id.Kind) {
			return id
		}
		return model.ID{Kind: model.KindTable, Schema: id.Schema, Name: id.Name}
	}
}

// isDefinition reports whether objects of a kind are known by their properties and
// have names of their own, apart from those of relations.
func isDefinition(k model.Kind) bool {
	if slices.Contains([]model.Kind{"view", "materialized view", "foreign table"}, k) {
		return false
	}
	return k != diff.KindMultirange && !slices.Contains(model.Kinds(), k)
}

// temporary returns a name that nobody has chosen.
func temporary(name string) string {
	const suffix = "__schemadiff_old"
	if at := strings.IndexByte(name, '('); at > 0 && strings.HasSuffix(name, ")") {
		return temporary(name[:at]) + name[at:] // of a routine
	}
	return truncate(name, 63-len(suffix)) + suffix
}

// truncate cuts a name to at most that many bytes without breaking a
// character.
func truncate(name string, limit int) string {
	if len(name) <= limit {
		return name
	}
	for limit > 0 && name[limit]&0xC0 == 0x80 {
		limit--
	}
	return name[:limit]
}
