package canon

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// analysis compares the expressions of two schemas: it implements
// [diff.Analysis]. Both sides are analysed as the server that will be changed
// does it, which is the old side's. What it costs depends on how many texts
// differ; a catalog is made when the first of its side does.
type analysis struct {
	major      int
	normalizer Normalizer
	names      diff.Names
	// sides are the schemas, both in the new side's names.
	sides [2]side
	keys  map[question]answer
	// renamed are the parts of types that have other names; reused: an old name
	// of them is also a new one.
	renamed expr.Renamed
	reused  bool
}

// side is one schema and what was made of it.
type side struct {
	schema  model.Schema
	catalog *expr.Catalog
	err     error // why there is no catalog
	// own are the tables as the side itself has them; tables and domains are
	// in the new side's names. All are found by the side's own names.
	own     map[model.QName]*model.Table
	tables  map[model.QName]*model.Table
	domains map[model.QName]*model.Domain
	scopes  map[model.QName]expr.Scope
	// definitions are in the new side's names, found by the side's own.
	definitions map[model.ID]*model.Definition
}

// question asks for the key of an expression where it stands on a side.
type question struct {
	at diff.Expression
	on diff.Side
}

// answer is a key or the reason why there is none.
type answer struct {
	key string
	err error
}

func newAnalysis(major int, normalizer Normalizer, old, new model.Schema, names diff.Names) *analysis {
	a := &analysis{major: major, normalizer: normalizer, names: names, keys: map[question]answer{}}
	carried := carryFacts(names, names.Carry(old))
	a.sides = [2]side{{schema: carried}, {schema: new}}
	a.renamed, a.reused = renamedParts(names, old, new)
	for i, own := range [2]model.Schema{old, new} {
		s := &a.sides[i]
		s.own = make(map[model.QName]*model.Table, len(own.Tables))
		s.tables = make(map[model.QName]*model.Table, len(own.Tables))
		for j := range own.Tables {
			s.own[own.Tables[j].QName()] = &own.Tables[j]
			s.tables[own.Tables[j].QName()] = &s.schema.Tables[j]
		}
		s.domains = make(map[model.QName]*model.Domain, len(own.Domains))
		for j := range own.Domains {
			s.domains[model.QName{Schema: own.Domains[j].Schema, Name: own.Domains[j].Name}] = &s.schema.Domains[j]
		}
		s.scopes = map[model.QName]expr.Scope{}
		s.definitions = definitionsOf(own.Definitions, s.schema.Definitions)
	}
	return a
}

// carriedTypes puts types into the new side's names.
func carriedTypes(names diff.Names, types []model.Type) []model.Type {
	list := make([]model.Type, len(types))
	for i, t := range types {
		list[i] = names.Type(t)
	}
	return list
}

// carryFacts puts the signatures of routines, operators and casts into the new
// side's names.
func carryFacts(names diff.Names, s model.Schema) model.Schema {
	if names.Empty() {
		return s
	}
	schemaOf := func(schema, name string) string {
		return names.ID(model.ID{Kind: model.KindRoutine, Schema: schema, Name: name}).Schema
	}
	s.Routines = slices.Clone(s.Routines)
	for i := range s.Routines {
		r := &s.Routines[i]
		types := make([]model.Type, len(r.Args))
		for j := range r.Args {
			types[j] = r.Args[j].Type
		}
		to := names.ID(kind.RoutineID(kind.Routine(r.Kind), r.Schema, r.Name, types))
		r.Schema, r.Name = to.Schema, strings.TrimSuffix(to.Name, model.SignatureName("", carriedTypes(names, types)))
		r.Args = slices.Clone(r.Args)
		for j := range r.Args {
			r.Args[j].Type = names.Type(r.Args[j].Type)
		}
		r.Returns = names.Type(r.Returns)
	}
	s.Operators = slices.Clone(s.Operators)
	for i := range s.Operators {
		o := &s.Operators[i]
		o.Schema = schemaOf(o.Schema, o.Name)
		o.Left, o.Right, o.Result = names.Type(o.Left), names.Type(o.Right), names.Type(o.Result)
	}
	s.Casts = slices.Clone(s.Casts)
	for i := range s.Casts {
		s.Casts[i].From, s.Casts[i].To = names.Type(s.Casts[i].From), names.Type(s.Casts[i].To)
	}
	return s
}

// compareChunk bounds how many parse trees are kept at a time.
const compareChunk = 200

// Compare implements [diff.Analysis].
func (a *analysis) Compare(ctx context.Context, pairs []diff.Pair) ([]diff.Verdict, error) {
	verdicts := make([]diff.Verdict, 0, len(pairs))
	for chunk := range slices.Chunk(pairs, compareChunk) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		verdicts = append(verdicts, a.compareChunk(chunk)...)
	}
	if a.normalizer == nil {
		return verdicts, nil
	}
	return verdicts, a.askServer(ctx, pairs, verdicts)
}

// compareChunk parses all texts together, which is faster than one by one, and
// each text once: schemas repeat themselves.
func (a *analysis) compareChunk(pairs []diff.Pair) []diff.Verdict {
	places := make(map[string]int, 2*len(pairs))
	texts := make([]string, 0, 2*len(pairs))
	place := func(text string) int {
		at, ok := places[text]
		if !ok {
			at = len(texts)
			places[text] = at
			texts = append(texts, text)
		}
		return at
	}
	at := make([][2]int, len(pairs))
	for i, p := range pairs {
		at[i] = [2]int{place(a.parsed(diff.OldSide, p.Old, a.carried(p.Old, a.reused))), place(a.parsed(diff.NewSide, p.New, p.New.Text))}
	}
	nodes, errs := parse.Exprs(texts)
	verdicts := make([]diff.Verdict, len(pairs))
	for i, p := range pairs {
		old, new := at[i][0], at[i][1]
		verdicts[i] = a.compare(p, tree{nodes[old], errs[old]}, tree{nodes[new], errs[new]})
	}
	return verdicts
}

// tree is a parsed expression.
type tree struct {
	node *parse.Node
	err  error
}

// compare goes down the ladder, the likeliest step first. Where the type of a
// column changes, the server reads the text that it has again with the new
// type; so the old text is tried among the new side's columns before it is
// tried among its own.
func (a *analysis) compare(p diff.Pair, old, new tree) diff.Verdict {
	if a.reused && a.names.Mention(p.Old.Text) {
		// Only the old side's catalog knows what the old text means.
		here := a.key(diff.OldSide, p.Old, old)
		return verdict(here, here, a.key(diff.NewSide, p.New, new))
	}
	if old.err == nil && new.err == nil && expr.SameNode(old.node, new.node) {
		return diff.Verdict{}
	}
	wanted := a.key(diff.NewSide, p.New, new)
	moved := p.New // where the new text stands
	moved.Text = p.Old.Text
	there := a.key(diff.NewSide, moved, old)
	if agree(there, wanted) {
		return diff.Verdict{}
	}
	return verdict(there, a.key(diff.OldSide, p.Old, old), wanted)
}

// verdict compares the old text, among the new side's columns and among its own,
// with the new one.
func verdict(there, here, wanted answer) diff.Verdict {
	switch {
	case agree(here, wanted):
		return diff.Verdict{}
	case apart(wanted, there, here):
		return diff.Verdict{Outcome: diff.Different}
	case wanted.err != nil:
		return diff.Verdict{Outcome: diff.Undecided, Reason: wanted.err.Error()}
	case there.err != nil && here.err != nil:
		return diff.Verdict{Outcome: diff.Undecided, Reason: here.err.Error()}
	}
	return diff.Verdict{Outcome: diff.Different}
}

// agree reports whether two answers prove that expressions are the same.
// Provisional keys do if they are equal.
func agree(a, b answer) bool {
	if a.err == nil && b.err == nil {
		return a.key == b.key
	}
	var x, y *expr.UndecidedError
	return errors.As(a.err, &x) && errors.As(b.err, &y) && x.Provisional != "" && x.Provisional == y.Provisional
}

// apart reports whether what is wanted differs from all that is known of the
// others for another reason than a constant whose value is not known.
func apart(wanted answer, others ...answer) bool {
	key, ok := expr.Provisional(wanted.key, wanted.err)
	if !ok {
		return false
	}
	found := false
	for _, o := range others {
		other, ok := expr.Provisional(o.key, o.err)
		if ok && !expr.Apart(key, other) {
			return false
		}
		found = found || ok
	}
	return found
}

// Key implements [diff.Analysis]. An expression that can't be analysed has its
// text as a key.
func (a *analysis) Key(on diff.Side, e diff.Expression) string {
	q := question{e, on}
	found, ok := a.keys[q]
	if !ok {
		text := e.Text
		if on == diff.OldSide {
			text = a.carried(e, a.reused)
		}
		node, err := parse.Expr(a.parsed(on, e, text))
		found = a.key(on, e, tree{node, err})
		if found.err != nil {
			found = answer{key: "text " + text}
		} else {
			found.key = "key " + found.key
		}
		a.keys[q] = found
	}
	return found.key
}

// key analyses an expression where it stands on a side.
func (a *analysis) key(on diff.Side, at diff.Expression, t tree) answer {
	if t.err != nil {
		return answer{err: &expr.UndecidedError{Reason: t.err.Error()}}
	}
	catalog, err := a.catalog(on)
	if err != nil {
		return answer{err: err}
	}
	scope, err := a.scope(on, at)
	if err != nil {
		return answer{err: err}
	}
	if statement := parse.EnclosedStatement(t.node); (at.Property == property.SQLBody || at.Property == property.Actions) && statement != nil {
		key, err := catalog.StatementKey(scope, statement, a.columnsOf(on))
		return answer{key, err}
	}
	if query := parse.EnclosedStatement(t.node).GetSelectStmt(); query != nil && isQuery(at) {
		key, err := catalog.QueryKeyNode(scope, query)
		return answer{key, err}
	}
	key, err := catalog.KeyNode(scope, t.node)
	return answer{key, err}
}

func (a *analysis) catalog(on diff.Side) (*expr.Catalog, error) {
	s := &a.sides[on]
	if s.catalog == nil && s.err == nil {
		var renamed expr.Renamed
		if on == diff.OldSide {
			renamed = a.renamed
		}
		s.catalog, s.err = expr.NewRenamedCatalog(a.major, &s.schema, renamed)
	}
	return s.catalog, s.err
}

// scope says what an expression sees where it stands.
func (a *analysis) scope(on diff.Side, e diff.Expression) (expr.Scope, error) {
	s := &a.sides[on]
	switch e.Use {
	case diff.UseDomainCheck, diff.UseDomainDefault:
		d, ok := s.domains[e.Owner]
		if !ok {
			return expr.Scope{}, missing("domain", e.Owner.String())
		}
		if e.Use == diff.UseDomainDefault {
			return expr.Scope{}.Assign(d.Base), nil
		}
		return expr.DomainScope(d), nil
	case diff.UseProperty, diff.UseQuery:
		return a.propertyScope(on, e)
	case diff.UseDefault, diff.UseGenerated, diff.UseCheck, diff.UseIndexKey, diff.UsePredicate,
		diff.UsePartitionKey, diff.UsePartitionBound, diff.UseStatistics:
	}
	t, ok := s.tables[e.Owner]
	if !ok {
		return expr.Scope{}, missing("table", e.Owner.String())
	}
	scope, ok := s.scopes[e.Owner]
	if !ok {
		scope = expr.TableScope(t)
		s.scopes[e.Owner] = scope
	}
	switch e.Use {
	case diff.UsePartitionBound:
		target, err := a.partitionType(on, e.Owner, scope, e.Position)
		return expr.Scope{}.Bound(target), err
	case diff.UseDefault, diff.UseGenerated:
		name := e.Column
		if on == diff.OldSide {
			name = a.names.Column(e.Owner, e.Column)
		}
		for i := range t.Columns {
			if t.Columns[i].Name == name {
				return scope.Assign(t.Columns[i].Type), nil
			}
		}
		return expr.Scope{}, missing("column", e.Owner.String()+"."+name)
	case diff.UseCheck, diff.UseIndexKey, diff.UsePredicate, diff.UsePartitionKey, diff.UseStatistics,
		diff.UseDomainCheck, diff.UseDomainDefault, diff.UseProperty, diff.UseQuery:
	}
	return scope, nil
}

func missing(kind, name string) error {
	return &expr.UndecidedError{Reason: "there is no " + kind + " " + name}
}

// partitionType returns the type of one part of a table's partition key.
func (a *analysis) partitionType(on diff.Side, owner model.QName, scope expr.Scope, position int) (model.Type, error) {
	t := a.sides[on].tables[owner]
	if position >= len(t.Partitioning.Keys) {
		return model.Type{}, missing("partition key", t.QName().String())
	}
	k := t.Partitioning.Keys[position]
	if k.Column != "" {
		c, ok := t.Column(k.Column)
		if !ok {
			return model.Type{}, missing("column", t.QName().String()+"."+k.Column)
		}
		return c.Type, nil
	}
	catalog, err := a.catalog(on)
	if err != nil {
		return model.Type{}, err
	}
	text := k.Expr.Text
	if on == diff.OldSide {
		text = a.carriedText(diff.Expression{Use: diff.UsePartitionKey, Owner: owner, Text: text})
	}
	return catalog.TypeOf(scope, text)
}
