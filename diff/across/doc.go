// Package across compares schemas of different databases.
//
// Both are said in neutral words (package neutral). Then the new side is levelled:
// where it means the same as the old side in other words, it gets the old side's.
// What is left is compared as any two schemas are, so that matching, the change
// set and the writers are those of package diff.
//
// Two principles decide what means the same. What one of the two databases has no
// word for is no difference but a note: nobody can remove it. And what is only
// said by one side (a length, how many bits an integer has) is no difference
// either. The page docs/cross-dialect.md lists the rules, and the tests of this
// package have a case for each.
package across

import (
	"context"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Side is a schema in the words of its dialect, and who knows these.
type Side struct {
	Schema model.Schema
	neutral.Translator
}

// Compare says what differs between two schemas, in neutral words. Its result
// can't be planned.
func Compare(ctx context.Context, old, new Side, opts diff.Options) (diff.Result, error) {
	a, b := said(old), said(new)
	notes := append(a.without(b), b.without(a)...)
	rename(a.schema, &b.schema)
	l := leveller{old: a, new: b}
	l.level()
	result, err := diff.Compare(ctx, l.old.schema, l.new.schema, rules{}, opts)
	if err != nil {
		return result, err
	}
	result.Notes = append(result.Notes, append(notes, l.notes...)...)
	slices.SortStableFunc(result.Notes, func(a, b diff.Note) int { return a.ID.Compare(b.ID) })
	result.Notes = slices.CompactFunc(result.Notes, func(a, b diff.Note) bool { return a == b })
	result.Old.Dialect, result.Old.Version = old.Schema.Dialect, old.Schema.Version
	result.New.Dialect, result.New.Version = new.Schema.Dialect, new.Schema.Version
	return result, nil
}

// side is a schema in neutral words.
type side struct {
	neutral.Translator
	schema model.Schema
	losses []neutral.Loss
	// foreign are the parts of objects that the other side has no word for.
	foreign map[model.ID]map[neutral.Part]bool
}

func said(s Side) *side {
	schema, losses := s.Neutral(s.Schema)
	for i := range schema.Tables {
		t := clone(schema.Tables[i])
		label(&t)
		gather(&t)
		schema.Tables[i] = t
	}
	schema.Tables = slices.Clone(schema.Tables)
	return &side{Translator: s.Translator, schema: schema, losses: losses}
}

// clone copies the lists of a table.
func clone(t model.Table) model.Table {
	t.Columns, t.Keys, t.Checks = slices.Clone(t.Columns), slices.Clone(t.Keys), slices.Clone(t.Checks)
	t.ForeignKeys, t.Indexes = slices.Clone(t.ForeignKeys), slices.Clone(t.Indexes)
	return t
}

// without takes out what the other side has no word for, and notes it.
func (s *side) without(other *side) []diff.Note {
	_, lost := other.Dialect(s.schema)
	s.foreign = map[model.ID]map[neutral.Part]bool{}
	var notes []diff.Note
	note := func(l neutral.Loss, text string) {
		notes = append(notes, diff.Note{ID: l.ID, Old: l.ID, Text: text})
	}
	whole := map[model.ID]bool{}
	for _, l := range lost {
		if s.foreign[l.ID] == nil {
			s.foreign[l.ID] = map[neutral.Part]bool{}
		}
		s.foreign[l.ID][l.Part] = true
		switch {
		case l.ID.Kind == neutral.KindView:
		case l.Part == neutral.Whole:
			whole[l.ID] = true
			note(l, other.Name()+" has no counterpart: "+l.Text)
		case l.Part == neutral.Default, l.Part == neutral.Generation, l.Part == neutral.Numbering:
			note(l, other.Name()+" has no counterpart: "+l.Text)
		}
	}
	for _, l := range s.losses {
		if l.Part == neutral.Whole {
			note(l, s.Name()+" has it, and it is not compared: "+l.Text)
		}
	}
	s.remove(whole)
	return notes
}

// remove takes objects out.
func (s *side) remove(gone map[model.ID]bool) {
	for i := range s.schema.Tables {
		t := &s.schema.Tables[i]
		has := func(kind model.Kind, name string) bool {
			return gone[model.ID{Kind: kind, Schema: t.Schema, Parent: t.Name, Name: name}]
		}
		t.Keys = slices.DeleteFunc(t.Keys, func(o model.Key) bool { return has(o.Kind(), o.Name) })
		t.Checks = slices.DeleteFunc(t.Checks, func(o model.Check) bool { return has(model.KindCheck, o.Name) })
		t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(o model.ForeignKey) bool { return has(model.KindForeignKey, o.Name) })
		t.Indexes = slices.DeleteFunc(t.Indexes, func(o model.Index) bool { return has(model.KindIndex, o.Name) })
	}
	s.schema.Sequences = slices.DeleteFunc(slices.Clone(s.schema.Sequences), func(o model.Sequence) bool {
		return gone[model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}]
	})
}

// lacks reports whether the other side has no word for a part of an object.
func (s *side) lacks(id model.ID, part neutral.Part) bool { return s.foreign[id][part] }
