package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// TextOptions say how a review is written.
type TextOptions struct {
	// Color paints the text with the sequences of ANSI terminals.
	Color bool
	// Wording says what definitions are; without one they are a list of their
	// properties.
	Wording Wording
	// Advice stands behind the number of statements: where they can be read.
	Advice string
}

// The measures of the layout.
const (
	maxName   = 28 // a longer name doesn't push the others' definitions away
	maxIndent = 40 // a definition that goes on doesn't begin further to the right
	fits      = 88 // a line that is longer is broken after its facet's name
	longest   = 96 // a line that is longer has its locks on the next one
	fewest    = 8  // so many names of a kind are listed, more are counted
	several   = 4  // so many notes of the same are told together
)

// WriteText writes a report for a person who reviews it: by table, with what
// each change means for the server beside it.
func WriteText(w io.Writer, r Report, opts TextOptions) error {
	t := &reviewer{canvas: canvas{color: opts.Color}, words: opts.Wording, report: r, groups: newGrouping(r.Result), unnamed: r.unnamed(), told: map[risk]bool{}, advice: opts.Advice}
	if t.words == nil {
		t.words = plainWording{}
	}
	t.write()
	if _, err := io.WriteString(w, t.b.String()); err != nil {
		return fmt.Errorf("writing the review: %w", err)
	}
	return nil
}

// reviewer lays out one report.
type reviewer struct {
	canvas
	words Wording
	// unnamed are the constraints without names.
	unnamed unnamed
	report  Report
	groups  *grouping
	told    map[risk]bool // which have been explained
	advice  string
}

func (t *reviewer) write() {
	result := t.report.Result
	if result.Empty() {
		t.put(plain, "No differences between "+t.report.From+" and "+t.report.To+".")
		t.end()
	} else {
		t.put(strong, t.report.From+" → "+t.report.To)
		if t.report.Server != "" {
			t.put(faint, "  for "+t.report.Server)
		}
		t.end()
	}
	g := t.groups
	g.blame(t.report.Migration.Up)
	var before *block
	for _, b := range g.order {
		if before == nil || rank(before.owner.Kind) != rank(b.owner.Kind) || before.tall() || b.tall() {
			t.end()
		}
		t.block(b)
		before = b
	}
	t.uncompared("Only "+t.report.From+" has these, and there is no statement for them yet", signDrop, g.onlyOld)
	t.uncompared("Only "+t.report.To+" has these, and there is no statement for them yet", signAdd, g.onlyNew)
	t.missing(t.report.Missing)
	t.remade(t.report.Migration.Up.Remade)
	t.apart(g.apart)
	t.questions(result.Questions)
	t.notes(result.Notes)
	t.uncompared("On both sides, but not compared", "", result.NotCompared)
	if !result.Empty() {
		t.end()
		t.summary(g.tally(), len(result.Questions))
	}
}

func (t *reviewer) missing(list []Missing) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(danger, "Left out by the filter, but needed")
	t.end()
	for _, m := range list {
		t.space(4)
		t.put(plain, m.String())
		t.end()
	}
}

// remade lists by kind what is made anew without a change of its own.
func (t *reviewer) remade(list []model.ID) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(strong, "Dropped and created again as they are, because of what they use")
	t.end()
	for _, title := range t.groups.kinds.titles(list) {
		t.space(4)
		t.put(altered, title)
		t.end()
	}
}

// apart lists what statements touch though it has no difference of its own.
func (t *reviewer) apart(list []*entry) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(strong, "No difference of their own, but touched by the migration")
	t.end()
	for _, e := range list {
		t.space(4)
		t.put(altered, t.groups.kinds.title(e.id))
		t.trailer(e)
		t.end()
		t.below(e, 8)
	}
}

func (t *reviewer) questions(list []diff.Question) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(strong, "Renamed, or dropped and added? If renamed, repeat with")
	t.end()
	for _, q := range list {
		t.space(4)
		t.put(altered, "--rename "+shellWord(q.Hint))
		t.end()
	}
}

// shellWord quotes a word for a shell if it needs that.
func shellWord(s string) string {
	safe := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_-.:=/,+@%", r)
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !safe(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func (t *reviewer) notes(list []diff.Note) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(strong, "No difference, but worth knowing")
	t.end()
	type group struct {
		kind model.Kind
		text string
	}
	alike := map[group][]string{}
	for _, n := range list {
		g := group{t.groups.kinds.of(n.ID), n.Text}
		alike[g] = append(alike[g], n.ID.Path())
	}
	for _, n := range list {
		g := group{t.groups.kinds.of(n.ID), n.Text}
		names := alike[g]
		delete(alike, g)
		switch {
		case names == nil: // told with the first of them
		case len(names) < several:
			for _, m := range list {
				if (group{t.groups.kinds.of(m.ID), m.Text}) == g {
					t.space(4)
					t.put(plain, t.groups.kinds.title(m.ID)+": "+m.Text)
					t.end()
				}
			}
		default:
			t.space(4)
			t.put(plain, counted(len(names), string(g.kind))+": "+g.text)
			t.end()
			if len(names) <= fewest {
				t.space(8)
				t.put(faint, strings.Join(names, ", "))
				t.end()
			}
		}
	}
}

// uncompared counts objects of kinds that are not compared, and names them
// where they are few.
func (t *reviewer) uncompared(title string, s sign, list []model.ID) {
	if len(list) == 0 {
		return
	}
	t.end()
	t.put(strong, title)
	t.end()
	byKind := map[model.Kind][]string{}
	for _, id := range list {
		byKind[id.Kind] = append(byKind[id.Kind], id.Path())
	}
	for _, k := range slices.Sorted(maps.Keys(byKind)) {
		names := byKind[k]
		t.space(4)
		text := counted(len(names), string(k))
		if s != "" {
			text = string(s) + " " + text
		}
		t.put(s.paint(), text)
		if len(names) <= fewest {
			t.put(faint, "  "+strings.Join(names, ", "))
		}
		t.end()
	}
}

// summary ends the review: what changes, what to look at, how it is run.
func (t *reviewer) summary(n tally, questions int) {
	var tail []string
	for _, noun := range n.nouns() {
		tail = append(tail, n.phrase(noun))
	}
	if n.risks > 0 {
		tail = append(tail, counted(n.risks, "hazard"))
	}
	if n.doubts > 0 {
		tail = append(tail, counted(n.doubts, "difference")+" without a statement")
	}
	if questions > 0 {
		tail = append(tail, counted(questions, "question"))
	}
	for i := range tail {
		tail[i] += ";"
	}
	tail[len(tail)-1] = strings.TrimSuffix(tail[len(tail)-1], ";") + "."
	t.flow(strong, tail, 0, 0)
	t.end()
	if text := planPhrase(t.report.Migration.Up); text != "" {
		t.put(faint, strings.TrimRight(text+". "+t.advice, " "))
		t.end()
	}
}

// planPhrase says how the migration runs: "7 statements: 5 in 1 transaction, 2 outside".
func planPhrase(p Plan) string {
	inside, transactions, outside := 0, 0, 0
	for _, g := range p.Groups {
		if g.Transactional {
			transactions++
			inside += len(g.Statements)
		} else {
			outside += len(g.Statements)
		}
	}
	var parts []string
	if inside > 0 {
		parts = append(parts, fmt.Sprintf("%d in %s", inside, counted(transactions, "transaction")))
	}
	if outside > 0 {
		parts = append(parts, fmt.Sprintf("%d outside of any", outside))
	}
	if len(parts) == 0 {
		return ""
	}
	return counted(inside+outside, "statement") + ": " + strings.Join(parts, ", ")
}
