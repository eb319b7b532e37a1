package laws

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Study collects what the laws came to over many cases.
type Study struct {
	tb   testing.TB
	name string

	mu       sync.Mutex
	tallies  map[int]*tally
	examples map[string]*example
}

// tally counts one law.
type tally struct{ schemas, pairs, failures, refused int }

// example is the first case that failed in some way, and how many more did.
type example struct {
	sign, text string
	count      int
	where      []string
}

// NewStudy makes an empty one.
func NewStudy(tb testing.TB, name string) *Study {
	return &Study{tb: tb, name: name, tallies: map[int]*tally{}, examples: map[string]*example{}}
}

// Schema notes what a law about one schema came to. Show writes the case for
// people; it is called for the first failure of each sort.
func (s *Study) Schema(law int, where string, err error, show func() string) {
	s.record(law, where, err, show, func(t *tally) { t.schemas++ })
}

// Pair notes what a law about a pair came to.
func (s *Study) Pair(law int, where string, err error, show func() string) {
	s.record(law, where, err, show, func(t *tally) { t.pairs++ })
}

func (s *Study) record(law int, where string, err error, show func() string, count func(*tally)) {
	sign := ""
	var f *Failure
	if errors.As(err, &f) {
		law = f.Law
		sign = fmt.Sprintf("law %d, %s [%s]", f.Law, f.Step, f.Sign)
	} else if err != nil {
		sign = fmt.Sprintf("law %d: %s", law, signOf(err))
	}
	s.mu.Lock()
	t := s.tallies[law]
	if t == nil {
		t = &tally{}
		s.tallies[law] = t
	}
	count(t)
	if err == nil || errors.Is(err, ErrRowsRefused) {
		if err != nil {
			t.refused++
		}
		s.mu.Unlock()
		return
	}
	t.failures++
	e := s.examples[sign]
	first := e == nil
	if first {
		e = &example{sign: sign}
		s.examples[sign] = e
	}
	e.count++
	e.where = append(e.where, where)
	s.mu.Unlock()
	if first {
		text := ""
		if show != nil {
			text = show()
		}
		if text == "" {
			text = fmt.Sprintf("%s: %v", where, err)
		}
		s.mu.Lock()
		e.text = text
		s.mu.Unlock()
	}
}

// Finish reports: the figures as a log, every sort of failure as an error.
func (s *Study) Finish() {
	s.tb.Helper()
	var lines []string
	for law := 1; law <= 9; law++ {
		if t := s.tallies[law]; t != nil {
			lines = append(lines, fmt.Sprintf("%s: law %d: %d schemas, %d pairs, %d failures, %d pairs whose rows did not fit", s.name, law, t.schemas, t.pairs, t.failures, t.refused))
		}
	}
	report := strings.Join(lines, "\n")
	s.tb.Log("\n" + report)
	if file := os.Getenv("SCHEMADIFF_LAWS_REPORT"); file != "" {
		if err := appendTo(file, report+"\n"); err != nil {
			s.tb.Error(err)
		}
	}
	var list []*example
	for _, e := range s.examples {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *example) int { return strings.Compare(a.sign, b.sign) })
	for _, e := range list {
		slices.Sort(e.where)
		s.tb.Errorf("%d × %s\nin %s\n%s", e.count, e.sign, strings.Join(e.where[:min(8, len(e.where))], " "), e.text)
	}
}

func appendTo(file, text string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
