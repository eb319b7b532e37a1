package plan_test

import (
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws/mysqlgen"
)

func TestRandomPairs(t *testing.T) {
	for seed := range 120 {
		r := mysqlgen.New(seed)
		old, new := r.Schema(), r.Schema()
		for _, s := range servers() {
			t.Run(fmt.Sprint(seed, s.Flavour), func(t *testing.T) { converge(t, s, old, new) })
		}
	}
}

func TestServerRandomPairs(t *testing.T) {
	eachLab(t, func(t *testing.T, l *lab) {
		for seed := range 30 {
			r := mysqlgen.New(1000 + seed)
			old, new := r.Schema(), r.Schema()
			t.Run(fmt.Sprint(seed), func(t *testing.T) { l.converge(t, old, new) })
		}
	})
}
