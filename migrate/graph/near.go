package graph

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/internal/typo"
)

// near lists the IDs and labels that may have been meant by one that is unknown,
// the likeliest first: those that contain it, and those that are, as far as it
// goes, a few letters away.
func (g *Graph) near(typed string) []string {
	const most = 3
	if typed == "" {
		return nil
	}
	type candidate struct {
		name     string
		distance int
	}
	limit := 1 + len(typed)/4
	var list []candidate
	consider := func(name string) {
		d := limit + 1
		switch {
		case len(typed) > 2 && strings.Contains(strings.ToLower(name), strings.ToLower(typed)):
			d = 0
		case name != "":
			d = typo.Distance(strings.ToLower(typed), strings.ToLower(name), limit)
			if len(name) > len(typed) && len(typed) > 3 {
				d = min(d, typo.Distance(strings.ToLower(typed), strings.ToLower(name[:len(typed)]), limit))
			}
		}
		if d <= limit && d < len(typed) {
			list = append(list, candidate{name, d})
		}
	}
	for i := range g.nodes {
		consider(g.nodes[i].ID)
	}
	for _, label := range g.labels {
		consider(label)
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for i := 0; i < len(list) && i < most && list[i].distance <= list[0].distance+1; i++ {
		names = append(names, list[i].name)
	}
	return names
}
