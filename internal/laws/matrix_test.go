package laws_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// A matrix run tries on every server what a usual run tries on one, with the
// schemas that are too long for that; and what a usual run leaves out because
// there is so much of it (the steps of histories, the ways to try a pair, pairs of
// schemas that have nothing to do with each other) once, on one of the servers.

// matrix is the servers that share such a run, none if it is a usual one.
// $SCHEMADIFF_MATRIX is 1, for those of this process, or a list with commas of
// which this process has a part.
func matrix(tb testing.TB) []int {
	tb.Helper()
	switch list := os.Getenv("SCHEMADIFF_MATRIX"); list {
	case "":
		return nil
	case "1":
		return pgtest.Majors(tb)
	default:
		var majors []int
		for word := range strings.SplitSeq(list, ",") {
			major, err := strconv.Atoi(strings.TrimSpace(word))
			if err != nil {
				tb.Fatalf("reading SCHEMADIFF_MATRIX: %v", err)
			}
			majors = append(majors, major)
		}
		return majors
	}
}

func inMatrix(tb testing.TB) bool {
	tb.Helper()
	return len(matrix(tb)) > 0
}

// dealt says whether a server has the n-th of the cases that those which are
// able to share.
func dealt(tb testing.TB, major, n int, able func(major int) bool) bool {
	tb.Helper()
	majors := slices.DeleteFunc(slices.Clone(matrix(tb)), func(m int) bool { return !able(m) })
	return len(majors) > 0 && majors[n%len(majors)] == major
}

// TestDealt proves that every case is dealt exactly once.
func TestDealt(t *testing.T) {
	able := func(major int) bool { return major >= 15 }
	t.Setenv("SCHEMADIFF_MATRIX", "")
	if inMatrix(t) || dealt(t, 15, 0, able) {
		t.Error("a usual run has a case of a matrix")
	}
	t.Setenv("SCHEMADIFF_MATRIX", "13, 14,15,16,17,18")
	for n := range 12 {
		var got []int
		for major := pgtest.Oldest; major <= pgtest.Newest; major++ {
			if dealt(t, major, n, able) {
				got = append(got, major)
			}
		}
		if want := 15 + n%4; !slices.Equal(got, []int{want}) {
			t.Errorf("case %d is dealt to %v, not to %d", n, got, want)
		}
	}
	t.Setenv("SCHEMADIFF_MATRIX", "1")
	t.Setenv("SCHEMADIFF_MAJORS", "14,16")
	if !dealt(t, 16, 3, able) || dealt(t, 14, 3, able) {
		t.Error("the servers of the process do not share what they are able to")
	}
}
