package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// tally counts what the summary line tells.
type tally struct {
	added, dropped, altered map[string]int
	risks, doubts           int
}

func (g *grouping) tally() tally {
	t := tally{added: map[string]int{}, dropped: map[string]int{}, altered: map[string]int{}}
	t.doubts = len(g.onlyOld) + len(g.onlyNew)
	for _, b := range g.order {
		noun := nounOf(g.kind(b.owner))
		switch {
		case b.head == nil:
			t.altered[noun]++
		case b.head.sign == signAdd:
			t.added[noun]++
		case b.head.sign == signDrop:
			t.dropped[noun]++
		case b.head.sign == signAlter || len(b.parts) > 0:
			t.altered[noun]++
		}
		for _, e := range b.entries() {
			t.risks += len(e.risks)
			t.doubts += len(e.doubts)
		}
	}
	for _, e := range g.apart {
		t.risks += len(e.risks)
	}
	return t
}

// nouns lists what there is to tell about, tables first.
func (n tally) nouns() []string {
	seen := map[string]bool{}
	for _, counts := range []map[string]int{n.added, n.dropped, n.altered} {
		for noun := range counts {
			seen[noun] = true
		}
	}
	delete(seen, tableNoun)
	rest := slices.Sorted(maps.Keys(seen))
	if n.added[tableNoun]+n.dropped[tableNoun]+n.altered[tableNoun] > 0 {
		rest = append([]string{tableNoun}, rest...)
	}
	return rest
}

const tableNoun = string(model.KindTable)

// phrase writes "3 tables changed, 1 added".
func (n tally) phrase(noun string) string {
	var parts []string
	for _, c := range []struct {
		count int
		verb  string
	}{{n.altered[noun], "changed"}, {n.added[noun], "added"}, {n.dropped[noun], "dropped"}} {
		switch {
		case c.count == 0:
		case len(parts) == 0:
			parts = append(parts, counted(c.count, noun)+" "+c.verb)
		default:
			parts = append(parts, strconv.Itoa(c.count)+" "+c.verb)
		}
	}
	return strings.Join(parts, ", ")
}

// typeNoun stands for all kinds of types.
const typeNoun = "type"

func nounOf(k model.Kind) string {
	types := []model.Kind{model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange, diff.KindMultirange}
	if slices.Contains(types, k) {
		return typeNoun
	}
	return string(k)
}

// counted writes "1 view", "2 policies", "3 indexes".
func counted(n int, noun string) string {
	text := strconv.Itoa(n) + " "
	if n == 1 || noun == string(model.KindStatistics) {
		return text + noun
	}
	stem, y := strings.CutSuffix(noun, "y")
	switch {
	case y && !strings.HasSuffix(stem, "e"): // policies, but keys
		return text + stem + "ies"
	case strings.HasSuffix(noun, "privileges"):
		return text + noun
	case strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "s"):
		return text + noun + "es"
	}
	return text + noun + "s"
}
