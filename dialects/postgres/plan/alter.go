package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// alter writes the steps that change a node in place.
func (s *session) alter(op render.Op) ([]render.Step, error) {
	switch op.Node.Part {
	case partDefault:
		return s.alterDefault(op)
	case partReplica:
		steps, err := s.replicaIdentity(op)
		for i := range steps {
			steps[i].Removes = true
		}
		return steps, err
	case partAttach:
		return s.rebound(op)
	case partInherit:
		before, err := s.noInherit(op)
		if err != nil {
			return nil, err
		}
		after, err := s.inherit(op)
		return append(before, after...), err
	}
	switch o := op.New.(type) {
	case model.Namespace:
		return s.comment(op, commentOnSchema(o)), nil
	case model.Extension:
		return s.alterExtension(op, o)
	case model.Enum:
		return s.alterEnum(op, o)
	case model.Domain:
		return s.alterDomain(op, o)
	case model.Composite:
		return s.alterComposite(op, o)
	case model.Range:
		return s.comment(op, write("COMMENT ON TYPE ").Name(op.Node.ID.QName()).isComment(o.Comment)), nil
	case model.Sequence:
		return s.alterSequence(op, o)
	case model.Table:
		return s.alterTable(op, o)
	case model.Column:
		return s.alterColumn(op, o)
	case model.Key:
		old, _ := op.Old.(model.Key)
		return s.alterIndexed(op, indexState{old.Options, o.Options, o.Tablespace, o.Clustered, o.Comment, o.IndexComment})
	case model.Exclusion:
		old, _ := op.Old.(model.Exclusion)
		steps, err := s.alterIndexed(op, indexState{old.Options, o.Options, o.Tablespace, o.Clustered, o.Comment, o.IndexComment})
		return append(s.alterKeyStatistics(op), steps...), err
	case model.Check:
		return s.alterCheck(op, o)
	case model.ForeignKey:
		return s.alterForeignKey(op, o)
	case model.Index:
		return s.alterIndex(op, o)
	case model.Statistics:
		var steps []render.Step
		if op.Has(diff.FacetStatisticsTarget) {
			steps = append(steps, alteration(render.Text{Head: statisticsTarget(o)}))
		}
		if op.Has(diff.FacetComment) {
			steps = append(steps, alteration(render.Text{Head: commentOnStatistics(o)}))
		}
		return steps, nil
	case model.Definition:
		return s.alterDefinition(op, o)
	}
	return nil, fmt.Errorf("altering %s: it is not in the new schema", op.Node)
}

// comment returns the step that sets a comment.
func (s *session) comment(op render.Op, sql string) []render.Step {
	if !op.Has(diff.FacetComment) {
		return nil
	}
	step := gain(render.Text{Head: sql})
	step.Aspect = "comment"
	switch op.Node.ID.Kind {
	case model.KindTable, model.KindStatistics, model.KindColumn:
		// COMMENT takes this lock on what it is about, if that is a relation.
		step.Locks = s.locks(lockShareUpdateExclusive, op.Node.ID.QName())
	default: // no relation
	}
	return []render.Step{step}
}

func (s *session) alterSequence(op render.Op, o model.Sequence) ([]render.Step, error) {
	name := op.Node.ID.QName()
	old, _ := op.Old.(model.Sequence)
	w, have := write(""), old.Options
	if op.Has(diff.FacetType) {
		w.Key(" AS ").typ(model.Type{Name: o.Options.Type})
		have = retyped(have, o.Options.Type)
	}
	w.sequenceChange("", have, o.Options)
	restart := outside(old.Options, o.Options)
	var steps []render.Step
	alter := write("ALTER SEQUENCE ").Name(name).String()
	if text := w.String(); text != "" {
		step := alteration(render.Text{Head: alter + text})
		if restart {
			hazard(&step, render.ValueChange, "The sequence begins anew, since where it began lies outside its new limits.")
		} else {
			hazard(&step, render.MayFail, "Fails if the sequence already stands outside its new limits.")
		}
		steps = append(steps, step)
	}
	if op.Has(diff.FacetUnlogged) {
		if err := s.needs(s.version.HasUnloggedSequences(), 15, "the persistence of a sequence"); err != nil {
			return nil, err
		}
		if o.Unlogged {
			steps = append(steps, alteration(render.Text{Head: alter + " SET UNLOGGED"}))
		} else {
			steps = append(steps, alteration(render.Text{Head: alter + " SET LOGGED"}))
		}
	}
	return append(steps, s.comment(op, commentOnSequence(name, o.Comment))...), nil
}

// outside reports whether a sequence that has not moved yet stands outside its
// new limits, so that they cannot be set without starting it anew.
func outside(old, fresh model.SequenceOptions) bool {
	return old.Start < fresh.Min || old.Start > fresh.Max
}

func (s *session) alterTable(op render.Op, o model.Table) ([]render.Step, error) {
	old, _ := op.Old.(model.Table)
	name := o.QName()
	var steps []render.Step
	var toastSet, toastReset []model.Option
	clause := func(text render.Text, mode string) *render.Step {
		step := alteration(text)
		step.Target, step.Locks = s.altering(name), s.locks(mode, name)
		steps = append(steps, step)
		return &steps[len(steps)-1]
	}
	if op.Has(diff.FacetOfType) {
		s.alterOfType(op, old, o, &steps)
	}
	if op.Has(diff.FacetAccessMethod) {
		method := o.AccessMethod
		if method == "" {
			method = "heap"
		}
		step := clause(write("SET ACCESS METHOD ").Ident(method).text(), lockAccessExclusive)
		s.rewrite(step, name, "SET ACCESS METHOD writes the whole table anew while nobody can read or write it.")
	}
	if op.Has(diff.FacetTablespace) {
		step := clause(write("SET TABLESPACE ").tablespace(o.Tablespace).text(), lockAccessExclusive)
		step.Alone = true
		if o.Partitioning.IsZero() {
			s.rewrite(step, name, "SET TABLESPACE copies the whole table while nobody can read or write it.")
		}
	}
	if op.Has(diff.FacetStorageParameters) {
		set, reset := changedOptions(old.Options, o.Options)
		set, toastSet = splitOptions(set)
		reset, toastReset = splitOptions(reset)
		if len(reset) > 0 {
			clause(write("RESET ").optionNames(reset).text(), optionsLock(reset))
		}
		if len(set) > 0 {
			clause(write("SET ").options(set).text(), optionsLock(set))
		}
	}
	if op.Has(diff.FacetForeignOptions) {
		step := clause(write("").changeForeignOptions(old.ForeignOptions, o.ForeignOptions).text(), lockAccessExclusive)
		foreignSecrets(step, o.ForeignOptions)
	}
	if op.Has(diff.FacetRowSecurity) {
		s.rowSecurity(clause, o)
	}
	if op.Has(diff.FacetForceRowSecurity) {
		if o.ForceRowSecurity {
			clause(render.Text{Head: "FORCE ROW LEVEL SECURITY"}, lockAccessExclusive)
		} else {
			clause(render.Text{Head: "NO FORCE ROW LEVEL SECURITY"}, lockAccessExclusive)
		}
	}
	steps = append(steps, s.comment(op, commentOnTable(o))...)
	return append(steps, s.toastOptions(name, toastSet, toastReset)...), nil
}

func (s *session) rowSecurity(clause func(render.Text, string) *render.Step, o model.Table) {
	if o.RowSecurity {
		step := clause(render.Text{Head: "ENABLE ROW LEVEL SECURITY"}, lockAccessExclusive)
		hazard(step, render.Weakened, "Without a policy that lets them, others than the owner see no rows any more.")
		return
	}
	step := clause(render.Text{Head: "DISABLE ROW LEVEL SECURITY"}, lockAccessExclusive)
	hazard(step, render.Weakened, "The policies of the table no longer restrict who sees which rows.")
}

// tablespace writes the name of a tablespace. The model knows the database's
// own one as empty; its usual name is pg_default.
func (w writer) tablespace(name string) writer {
	if name == "" {
		return w.Ident("pg_default")
	}
	return w.Ident(name)
}

// optionsLock returns the lock for SET and RESET of storage parameters: some
// of the user-catalog parameters take the strongest one (reloptions.c).
func optionsLock(list []model.Option) string {
	for _, o := range list {
		if slices.Contains([]string{"user_catalog_table", "security_barrier", "security_invoker", "check_option", "buffering", "fastupdate", "deduplicate_items", "pages_per_range", "autosummarize"}, o.Name) {
			return lockAccessExclusive
		}
	}
	return lockShareUpdateExclusive
}

// indexState is what can be changed of the index of a constraint.
type indexState struct {
	old, fresh            []model.Option
	tablespace            string
	clustered             bool
	comment, indexComment string
}

func (s *session) alterIndexed(op render.Op, x indexState) ([]render.Step, error) {
	steps := append(s.staysValid(op), s.alterIndexState(op, x)...)
	if op.Has(diff.FacetComment) {
		steps = append(steps, s.comment(op, commentOnConstraint(op.Node.ID, x.comment))...)
	}
	if op.Has(diff.FacetIndexComment) {
		step := alteration(render.Text{Head: commentOnIndex(op.Node.ID, x.indexComment)})
		step.Aspect = "index comment"
		steps = append(steps, step)
	}
	return steps, nil
}

// alterIndexState changes parameters, tablespace and the cluster mark.
func (s *session) alterIndexState(op render.Op, x indexState) []render.Step {
	id := op.Node.ID
	alter := write("ALTER INDEX ").Name(id.QName()).String()
	var steps []render.Step
	if op.Has(diff.FacetStorageParameters) {
		set, reset := changedOptions(x.old, x.fresh)
		for _, part := range []struct {
			list []model.Option
			text writer
		}{{reset, write("RESET ").optionNames(reset)}, {set, write("SET ").options(set)}} {
			if len(part.list) == 0 {
				continue
			}
			step := alteration(part.text.text())
			step.Target = alter
			step.Aspect = "parameters"
			steps = append(steps, step)
		}
	}
	if op.Has(diff.FacetTablespace) {
		step := alteration(write("SET TABLESPACE ").tablespace(x.tablespace).text())
		step.Target, step.Alone = alter, true
		hazard(&step, render.BlocksWrites, "Copies the index while nobody can use it.")
		steps = append(steps, step)
	}
	if op.Has(diff.FacetClustered) {
		if x.clustered {
			step := alteration(render.Text{Head: clusterOn(id)})
			step.Locks = s.locks(lockShareUpdateExclusive, id.Owner())
			steps = append(steps, step)
		} else if !s.clusteredElsewhere(id) {
			step := alteration(render.Text{Head: "SET WITHOUT CLUSTER"})
			step.Target, step.Locks = s.altering(id.Owner()), s.locks(lockShareUpdateExclusive, id.Owner())
			steps = append(steps, step)
		}
	}
	return steps
}

// clusteredElsewhere reports whether another index of the table bears the
// cluster mark on the new side: setting it there takes it away here.
func (s *session) clusteredElsewhere(id model.ID) bool {
	for _, e := range s.new.table(id.Owner()).Parts() {
		switch o := e.Object.(type) {
		case model.Key:
			if o.Clustered {
				return true
			}
		case model.Index:
			if o.Clustered {
				return true
			}
		case model.Exclusion:
			if o.Clustered {
				return true
			}
		case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
			model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
		}
	}
	return false
}

func (s *session) alterIndex(op render.Op, x model.Index) ([]render.Step, error) {
	old, _ := op.Old.(model.Index)
	steps := append(s.staysValid(op), s.alterIndexState(op, indexState{old: old.Options, fresh: x.Options, tablespace: x.Tablespace, clustered: x.Clustered})...)
	steps = append(steps, s.alterKeyStatistics(op)...)
	return append(steps, s.comment(op, commentOnIndex(op.Node.ID, x.Comment))...), nil
}
