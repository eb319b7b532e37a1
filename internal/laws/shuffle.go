package laws

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Repeatable is law 5 for the readers: reading again gives the same bytes.
func (l *Lab) Repeatable(ctx context.Context, b Both) error {
	parsed, err := l.parse(ctx, b.Script.Sources())
	if err != nil {
		return failed(5, "reading again", err)
	}
	inspected, err := l.inspect(ctx, b.db)
	if err != nil {
		return failed(5, "inspecting again", err)
	}
	for _, side := range []struct {
		name        string
		first, then model.Schema
	}{{"parsed", b.Parsed, parsed}, {"inspected", b.Inspected, inspected}} {
		want, err := snapshotOf(side.first)
		if err != nil {
			return failed(5, "writing a snapshot", err)
		}
		if got, err := snapshotOf(side.then); err != nil || got != want {
			return &Failure{Law: 5, Step: side.name + " again", Sign: "bytes", Detail: firstDifference([]byte(want), []byte(got))}
		}
	}
	return nil
}

// Determinism is law 5: the outputs of a comparison stay the same when the
// lists of both schemas are shuffled.
func (l *Lab) Determinism(ctx context.Context, old, new model.Schema, opts diff.Options, seed uint64) error {
	want, err := l.outputs(ctx, old, new, opts)
	if err != nil {
		return failed(5, "comparing", err)
	}
	random := rand.New(rand.NewPCG(seed, 5))
	for range 3 {
		shuffled := opts
		shuffled.Renames = shuffledList(random, opts.Renames)
		got, err := l.outputs(ctx, shuffledSchema(random, old), shuffledSchema(random, new), shuffled)
		if err != nil {
			return failed(5, "comparing shuffled", err)
		}
		if !bytes.Equal(want, got) {
			return &Failure{Law: 5, Step: "outputs", Sign: "bytes", Detail: firstDifference(want, got)}
		}
	}
	return nil
}

// outputs are all texts that a comparison is shown as.
func (l *Lab) outputs(ctx context.Context, old, new model.Schema, opts diff.Options) ([]byte, error) {
	result, err := l.compare(ctx, old, new, opts)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, offline := range []bool{false, true} {
		m, err := render.NewMigration(result, postgres.Planner{}, render.Options{Offline: offline})
		if err != nil {
			return nil, err
		}
		report := render.Report{From: "a", To: "b", Result: result, Migration: m}
		if err := render.WriteJSON(&b, report); err != nil {
			return nil, err
		}
		if err := render.WriteText(&b, report, render.TextOptions{}); err != nil {
			return nil, err
		}
		b.WriteString(sqlOf(m.Up) + sqlOf(m.Down))
	}
	for _, s := range []model.Schema{old, new} {
		text, err := render.DDL(s, postgres.Planner{})
		if err != nil {
			return nil, err
		}
		b.WriteString(text)
	}
	return b.Bytes(), nil
}

func firstDifference(want, got []byte) string {
	a, b := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			return string(a[i]) + "\nbecame\n" + string(b[i])
		}
	}
	return "one of them is longer"
}

func shuffledList[T any](random *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// shuffledSchema is the schema with every list whose order means nothing in
// another order.
func shuffledSchema(random *rand.Rand, s model.Schema) model.Schema {
	s.Namespaces = shuffledList(random, s.Namespaces)
	s.Extensions = shuffledList(random, s.Extensions)
	s.Enums = shuffledList(random, s.Enums)
	s.Domains = shuffledList(random, s.Domains)
	for i := range s.Domains {
		s.Domains[i].Checks = shuffledList(random, s.Domains[i].Checks)
	}
	s.Composites = shuffledList(random, s.Composites)
	s.Ranges = shuffledList(random, s.Ranges)
	s.Sequences = shuffledList(random, s.Sequences)
	s.Tables = shuffledList(random, s.Tables)
	for i := range s.Tables {
		s.Tables[i] = shuffledTable(random, s.Tables[i])
	}
	s.Statistics = shuffledList(random, s.Statistics)
	for i := range s.Statistics {
		s.Statistics[i].Kinds = shuffledList(random, s.Statistics[i].Kinds)
	}
	s.Routines = shuffledList(random, s.Routines)
	s.Operators = shuffledList(random, s.Operators)
	s.Casts = shuffledList(random, s.Casts)
	s.Unsupported = shuffledList(random, s.Unsupported)
	return s
}

func shuffledTable(random *rand.Rand, t model.Table) model.Table {
	t.Keys = shuffledList(random, t.Keys)
	for i := range t.Keys {
		t.Keys[i].Options = shuffledList(random, t.Keys[i].Options)
	}
	t.Checks = shuffledList(random, t.Checks)
	t.Exclusions = shuffledList(random, t.Exclusions)
	for i := range t.Exclusions {
		t.Exclusions[i].Options = shuffledList(random, t.Exclusions[i].Options)
	}
	t.ForeignKeys = shuffledList(random, t.ForeignKeys)
	t.Indexes = shuffledList(random, t.Indexes)
	for i := range t.Indexes {
		t.Indexes[i].Options = shuffledList(random, t.Indexes[i].Options)
	}
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		t.Columns[i].Options = shuffledList(random, t.Columns[i].Options)
	}
	t.Options = shuffledList(random, t.Options)
	t.Bound.In = shuffledList(random, t.Bound.In)
	return t
}
