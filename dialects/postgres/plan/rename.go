package plan

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Rename implements [render.Session].
func (s *session) Rename(from, to model.ID) (render.Step, bool, error) {
	step := render.Step{Node: node(to), Phase: render.PhaseRename}
	step.Sort = render.Sort{Class: classTable, Owner: to.Owner()}
	if d, ok := s.renamedObject(from, to).(model.Definition); ok {
		return s.renameDefinition(step, from, d)
	}
	q, name := from.QName(), to.Name
	table := write(s.alterWord(to.Owner())).Name(from.Owner())
	var w writer
	switch to.Kind {
	case model.KindSchema:
		w = write("ALTER SCHEMA ").Ident(from.Name).Key(" RENAME TO ").Ident(name)
	case model.KindTable:
		alter := s.alterWord(to.QName())
		if s.old.table(to.QName()).Materialized() {
			alter = "ALTER MATERIALIZED VIEW "
		}
		w = move(&step, alter, from, to)
		step.Locks = []render.TableLock{{Table: to.QName(), Mode: lockAccessExclusive}}
	case model.KindSequence:
		w = move(&step, "ALTER SEQUENCE ", from, to)
	case model.KindEnum, model.KindComposite:
		w = move(&step, "ALTER TYPE ", from, to)
	case model.KindRange, diff.KindMultirange:
		w = move(&step, "ALTER TYPE ", from, to)
		step.Then = append(step.Then, s.moveConstructors(from, to)...)
	case model.KindDomain:
		w = move(&step, "ALTER DOMAIN ", from, to)
	case model.KindStatistics:
		w = move(&step, "ALTER STATISTICS ", from, to)
	case model.KindColumn:
		w = table.Key(" RENAME COLUMN ").Ident(from.Name).Key(" TO ").Ident(name)
		step.Locks = s.recursing(lockAccessExclusive, to.Owner())
	case model.KindPrimaryKey, model.KindUnique, model.KindExclusion, model.KindCheck, model.KindForeignKey:
		w = s.renameConstraint(&step, from, to)
	case model.KindIndex:
		w = write("ALTER INDEX ").Name(q).Key(" RENAME TO ").Ident(name)
		step.Locks = []render.TableLock{{Table: to.Owner(), Mode: lockShareUpdateExclusive}}
	case model.KindDomainConstraint:
		w = write("ALTER DOMAIN ").Name(from.Owner()).Key(" RENAME CONSTRAINT ").Ident(from.Name).Key(" TO ").Ident(name)
	case diff.KindEnumValue:
		w = write("ALTER TYPE ").Name(from.Owner()).Key(" RENAME VALUE ").Literal(from.Name).Key(" TO ").Literal(name)
	case diff.KindAttribute:
		w = write("ALTER TYPE ").Name(from.Owner()).Key(" RENAME ATTRIBUTE ").Ident(from.Name).Key(" TO ").Ident(name)
		if typed := s.typedTables(to.Owner()); len(typed) > 0 {
			w.Key(" CASCADE")
			step.Locks = s.locks(lockAccessExclusive, typed...)
		}
	default:
		return step, false, fmt.Errorf("a %s cannot be renamed", to.Kind)
	}
	s.renamed = append(s.renamed, diff.Rename{From: from, To: to})
	step.Text = w.text()
	hazard(&step, render.Renamed, "Whatever uses the old name fails from this moment on.")
	return step, true, nil
}

// renamedObject returns what a rename is about. One that only steps aside while
// others take their names is not known by the name that it gets: it is found by
// the one that it gives up.
func (s *session) renamedObject(from, to model.ID) model.Object {
	if o := s.old.object(to); o != nil {
		return o
	}
	for _, e := range s.task.Original.Entries() {
		if e.ID.Kind != from.Kind || e.ID.Name != from.Name {
			continue
		}
		final := s.task.Renamed(e.ID)
		namespace := s.task.Renamed(model.ID{Kind: model.KindSchema, Name: e.ID.Schema}).Name
		if from.Parent != "" {
			namespace = final.Schema
		}
		if namespace != from.Schema || e.ID.Parent != "" && final.Parent != from.Parent {
			continue
		}
		d, ok := s.old.object(final).(model.Definition)
		if !ok {
			return s.old.object(final)
		}
		signature := strings.TrimPrefix(d.ID.Name, d.PlainName())
		d.ID = to
		d.ID.Name = strings.TrimSuffix(functionName(to).Name, signature) + signature
		return d
	}
	return nil
}

// renameDefinition gives a definition, which is what it shall be called, another
// name, another schema or both.
func (s *session) renameDefinition(step render.Step, from model.ID, d model.Definition) (render.Step, bool, error) {
	r, err := recipeOf(d.ID.Kind)
	if err != nil {
		return step, false, err
	}
	name := d.PlainName()
	signature := strings.TrimPrefix(d.ID.Name, name)
	at := d
	at.ID.Schema, at.ID.Parent, at.ID.Name = from.Schema, from.Parent, from.Name
	if signature != "" {
		at.ID.Name = strings.TrimSuffix(functionName(from).Name, signature) + signature
	}
	statement := func() writer { return write("ALTER ").add(r.noun(at)) }
	var texts []string
	if at.PlainName() != name {
		texts = append(texts, statement().Key(" RENAME TO ").Ident(name).String())
		at.ID.Name = d.ID.Name
	}
	if d.ID.Parent == "" && from.Schema != d.ID.Schema {
		texts = append(texts, statement().Key(" SET SCHEMA ").Ident(d.ID.Schema).String())
	}
	if len(texts) == 0 {
		return step, false, nil
	}
	step.Text, step.Then = render.Text{Head: texts[0]}, texts[1:]
	step.Sort = s.sort(render.Op{Node: node(d.ID), Old: d})
	step.Locks = s.locks(r.dropLock, d.ID.Owner())
	s.renamed = append(s.renamed, diff.Rename{From: from, To: d.ID})
	hazard(&step, render.Renamed, "Whatever uses the old name fails from this moment on.")
	return step, true, nil
}

// renameConstraint gives a constraint another name. The server refuses that in
// the table of a type: there the index of the constraint can be renamed, and
// what has none while the table is not of its type.
func (s *session) renameConstraint(step *render.Step, from, to model.ID) writer {
	step.Locks = []render.TableLock{{Table: to.Owner(), Mode: lockAccessExclusive}}
	if to.Kind == model.KindCheck {
		step.Locks = s.recursing(lockAccessExclusive, to.Owner())
	}
	typ := s.old.table(to.Owner()).OfType
	if !typ.IsZero() && s.old.isIndex(to) {
		step.Locks[0].Mode = lockShareUpdateExclusive
		return write("ALTER INDEX ").Name(from.QName()).Key(" RENAME TO ").Ident(to.Name)
	}
	return renameUntyped(step, from.Owner(), typ, from.Name, to.Name)
}

// renameUntyped renames a constraint of a table, which leaves its type for that
// time if it has one.
func renameUntyped(step *render.Step, table, typ model.QName, from, to string) writer {
	alter := func() writer { return write("ALTER TABLE ").Name(table) }
	rename := alter().Key(" RENAME CONSTRAINT ").Ident(from).Key(" TO ").Ident(to)
	if typ.IsZero() {
		return rename
	}
	step.Then = append(step.Then, rename.String(), alter().Key(" OF ").Name(typ).String())
	return alter().Key(" NOT OF")
}

// move gives an object another name, another schema or both: then another
// statement follows.
func move(step *render.Step, alter render.Keyword, from, to model.ID) writer {
	w := write(alter).Name(from.QName())
	switch {
	case from.Schema == to.Schema:
		return w.Key(" RENAME TO ").Ident(to.Name)
	case from.Name == to.Name:
		return w.Key(" SET SCHEMA ").Ident(to.Schema)
	}
	renamed := model.QName{Schema: from.Schema, Name: to.Name}
	step.Then = append(step.Then, write(alter).Name(renamed).Key(" SET SCHEMA ").Ident(to.Schema).String())
	return w.Key(" RENAME TO ").Ident(to.Name)
}

// typedTables lists the tables of a composite type.
func (s *session) typedTables(q model.QName) []model.QName {
	var list []model.QName
	for i := range s.old.schema.Tables {
		if t := &s.old.schema.Tables[i]; t.OfType == q {
			list = append(list, t.QName())
		}
	}
	return list
}
