package op_test

import (
	"crypto/sha256"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// printed is a script that was written.
type printed struct{ strings.Builder }

// lines are those that begin with some words.
func (p *printed) lines(words ...string) []string {
	var list []string
	for line := range strings.Lines(p.String()) {
		if slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(line, word) }) {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

// show prints what a revision runs.
func show(r op.Revision) {
	program, err := r.Program(runner.Dialect{})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range program.Script.Up.Statements {
		fmt.Println("up   ", s.SQL)
	}
	for _, s := range program.Script.Down.Statements {
		fmt.Println("down ", s.SQL)
	}
}

func hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
