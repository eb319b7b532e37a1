package plan_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws/mysqlgen"
)

// seeds is how many pairs are tried: $SCHEMADIFF_RANDOM, or else some.
func seeds(t *testing.T, usual int) int {
	t.Helper()
	text := os.Getenv("SCHEMADIFF_RANDOM")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRandomPairs needs no server. More of them:
//
//	SCHEMADIFF_RANDOM=3000 go test ./dialects/mysql/plan -run TestRandomPairs
func TestRandomPairs(t *testing.T) {
	for seed := range seeds(t, 120) {
		for _, s := range servers() {
			r := mysqlgen.New(seed)
			old, new := r.Everything(s), r.Everything(s)
			t.Run(fmt.Sprint(seed, s.Flavour), func(t *testing.T) { converge(t, s, old, new) })
		}
	}
}

func TestServerRandomPairs(t *testing.T) {
	eachLab(t, func(t *testing.T, l *lab) {
		for seed := range seeds(t, 30) {
			r := mysqlgen.New(1000 + seed)
			old, new := r.Everything(l.server), r.Everything(l.server)
			t.Run(fmt.Sprint(seed), func(t *testing.T) { l.converge(t, old, new) })
		}
	})
}
