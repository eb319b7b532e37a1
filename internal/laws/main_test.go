package laws_test

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// cases is how many random cases a test takes.
func cases(tb testing.TB, usual int) int {
	tb.Helper()
	text := os.Getenv("SCHEMADIFF_LAWS_CASES")
	if text == "" {
		if testing.Short() {
			return max(1, usual/10)
		}
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("reading SCHEMADIFF_LAWS_CASES: %v", err)
	}
	return n
}

// firstSeed lets a run look at other cases than the usual ones.
func firstSeed(tb testing.TB) int {
	tb.Helper()
	n, err := strconv.Atoi(os.Getenv("SCHEMADIFF_LAWS_SEED"))
	if err != nil {
		return 0
	}
	return n
}

// tries bounds how long a failed case is reduced.
func tries() int {
	n, err := strconv.Atoi(os.Getenv("SCHEMADIFF_LAWS_REDUCE"))
	if err != nil {
		return 120
	}
	return n
}

// newLab prepares the server of a version.
func newLab(t *testing.T, major int) *laws.Lab {
	t.Helper()
	lab, err := laws.NewLab(context.Background(), pgtest.Need(t, major))
	if err != nil {
		t.Fatal(err)
	}
	return lab
}

// workers is how many cases are tried at once: the server and the reading of it
// take turns.
const workers = 3

// each calls f with every number below n, a few at a time.
func each(n int, f func(i int)) {
	numbers := make(chan int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := range numbers {
				f(i)
			}
		})
	}
	for i := range n {
		numbers <- i
	}
	close(numbers)
	wait.Wait()
}
