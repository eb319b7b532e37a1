package diff

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
)

// resolveRenames finds the objects that the requests and the new side's
// directives are about. All mistakes are reported together.
func resolveRenames(old, new model.Schema, requests []RenameRequest) ([]Rename, error) {
	if len(requests) == 0 && len(new.Directives) == 0 {
		return nil, nil
	}
	r := &resolver{schema: old, old: newDirectory(old), new: newDirectory(new)}
	// Each stage needs the names that the one before has settled: schemas, what
	// is in them, parts.
	for stage := range 3 {
		r.names = NewNames(old, r.renames)
		r.carried = r.old.carried(r.names)
		for _, q := range requests {
			if stageOf(q.kinds()[0]) == stage {
				r.request(q)
			}
		}
		for _, d := range new.Directives {
			if stageOf(d.To.Kind) == stage {
				r.directive(d)
			}
		}
	}
	r.checkTargets()
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return r.renames, nil
}

func stageOf(k model.Kind) int {
	switch k {
	case model.KindSchema:
		return 0
	case model.KindTable, kindView, model.KindSequence, model.KindStatistics,
		model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange:
		return 1
	default:
		return 2
	}
}

func (r RenameRequest) kinds() []model.Kind {
	if rule, ok := ruleOf(r.what); ok {
		return rule.kinds
	}
	return []model.Kind{""}
}

type resolver struct {
	schema   model.Schema // the old one
	old, new directory
	renames  []Rename
	// names are what the renames of the stages before lead to; carried leads
	// from the names that they give to those of the old side.
	names   Names
	carried map[model.ID]model.ID
	errs    []error
}

// request resolves what the user has asked for.
func (r *resolver) request(q RenameRequest) {
	fail := func(format string, args ...any) {
		r.errs = append(r.errs, fmt.Errorf("rename %s: %s", q.text, fmt.Sprintf(format, args...)))
	}
	if q.what == "" {
		r.errs = append(r.errs, errors.New("a rename is empty"))
		return
	}
	found := r.old.find(q.kinds(), q.from)
	if len(found) == 0 {
		found = r.old.findPlain(q.kinds(), q.from)
	}
	switch {
	case len(found) == 0:
		fail("the old schema has no %s %s%s", q.what, strings.Join(q.from, "."), r.old.advice(q.kinds(), q.from))
		return
	case len(found) > 1:
		fail("%s can be %s; write more of its path", strings.Join(q.from, "."), join(found, model.ID.String))
		return
	}
	from := found[0]
	to := r.names.ID(from)
	to.Name = signed(q.to[len(q.to)-1], signatureOf(to.Name, r.old.plain[from], from))
	if len(q.to) > 1 {
		to.Schema = q.to[0]
	}
	if to == r.names.ID(from) {
		fail("that is its name already")
		return
	}
	if !r.new.ids[to] {
		path := pathOf(to)
		for _, other := range r.new.byName[to.Name] {
			if other.Schema == to.Schema && other.Parent == to.Parent && other.Kind != to.Kind && to.Kind != model.KindColumn {
				fail("the new schema has no %s, but %s", to, other)
				return
			}
		}
		shown := to
		if q.what == RenameMaterialized {
			shown.Kind = model.KindMaterializedView
		}
		fail("the new schema has no %s%s", shown, r.new.advice([]model.Kind{to.Kind}, path))
		return
	}
	r.add(Rename{From: from, To: to}, "rename "+q.text)
}

// directive resolves a request that stands in an SQL file. It stays there after
// the rename has happened, and also when the file is applied to an empty
// database, so that a missing old object is a mistake only if something like it
// would be dropped.
func (r *resolver) directive(d model.Directive) {
	source := "rename of " + d.To.String()
	if !d.Pos.IsZero() {
		source = d.Pos.String() + ": " + source
	}
	fail := func(format string, args ...any) {
		r.errs = append(r.errs, fmt.Errorf("%s: %s", source, fmt.Sprintf(format, args...)))
	}
	if !r.new.ids[d.To] {
		fail("there is no such %s%s", d.To.Kind, r.new.advice([]model.Kind{d.To.Kind}, pathOf(d.To)))
		return
	}
	if _, done := r.carried[d.To]; done {
		return
	}
	from, ok := r.carried[d.From]
	if !ok && r.old.ids[d.From] {
		from, ok = d.From, true
	}
	if ok {
		r.add(Rename{From: from, To: d.To}, source)
		return
	}
	var lost []string
	for id := range r.carried {
		if id.Kind == d.From.Kind && id.Schema == d.From.Schema && id.Parent == d.From.Parent && !r.new.ids[id] {
			lost = append(lost, id.Name)
		}
	}
	slices.Sort(lost)
	near := typo.List(d.From.Name, lost, 1)
	switch {
	case len(near) > 0:
		fail("the old schema has no %s; did you mean %q?", d.From, near[0])
	case len(lost) > 0 && d.From.Parent != "":
		fail("the old schema has no %s; those that the new schema lacks are %s", d.From, strings.Join(lost, ", "))
	}
}

func (r *resolver) add(n Rename, source string) {
	for _, other := range r.renames {
		if other == n {
			return
		}
		if other.From == n.From {
			r.errs = append(r.errs, fmt.Errorf("%s: %s is to become both %s and %s", source, n.From, other.To.Path(), n.To.Path()))
			return
		}
	}
	r.renames = append(r.renames, n)
}

// checkTargets refuses a name that something else of the old side keeps.
func (r *resolver) checkTargets() {
	names := NewNames(r.schema, r.renames)
	targets := make(map[model.ID]model.ID, len(r.renames))
	for _, n := range r.renames {
		if other, twice := targets[n.To]; twice {
			r.errs = append(r.errs, fmt.Errorf("rename to %s: both %s and %s are to become that", n.To, other.Path(), n.From.Path()))
		}
		targets[n.To] = n.From
	}
	for _, id := range r.old.list {
		if from, ok := targets[names.ID(id)]; ok && from != id {
			r.errs = append(r.errs, fmt.Errorf("rename of %s: the old schema has %s as well", from, id))
		}
	}
}

// signatureOf returns the types that are part of a name, as they are called now.
func signatureOf(name, plain string, from model.ID) string {
	if plain == "" || plain == from.Name {
		return ""
	}
	return strings.TrimPrefix(name, plain)
}

// signed adds a signature to a name that has none.
func signed(name, signature string) string {
	if strings.HasSuffix(name, ")") {
		return name
	}
	return name + signature
}

// directory finds the objects of a schema by parts of their paths.
type directory struct {
	list   []model.ID
	ids    map[model.ID]bool
	byName map[string][]model.ID
	// plain are the names of definitions without their signatures.
	plain map[model.ID]string
}

func newDirectory(s model.Schema) directory {
	d := directory{ids: map[model.ID]bool{}, byName: map[string][]model.ID{}, plain: map[model.ID]string{}}
	for _, o := range s.Definitions {
		d.plain[o.ID] = o.PlainName()
	}
	eachID(s, func(id model.ID) {
		d.list = append(d.list, id)
		d.ids[id] = true
		d.byName[id.Name] = append(d.byName[id.Name], id)
	})
	return d
}

func (d directory) carried(names Names) map[model.ID]model.ID {
	m := make(map[model.ID]model.ID, len(d.list))
	for _, id := range d.list {
		m[names.ID(id)] = id
	}
	return m
}

// find returns the objects of some kinds whose path ends in path.
func (d directory) find(kinds []model.Kind, path []string) []model.ID {
	var found []model.ID
	for _, id := range d.byName[path[len(path)-1]] {
		if slices.Contains(kinds, id.Kind) && endsIn(id, path) {
			found = append(found, id)
		}
	}
	return found
}

// findPlain is find for what is called after types, by its name without them.
func (d directory) findPlain(kinds []model.Kind, path []string) []model.ID {
	var found []model.ID
	for _, id := range d.list {
		plain := d.plain[id]
		if plain == "" || plain == id.Name || plain != path[len(path)-1] || !slices.Contains(kinds, id.Kind) {
			continue
		}
		bare := id
		bare.Name = plain
		if endsIn(bare, path) {
			found = append(found, id)
		}
	}
	return found
}

// endsIn reports whether path is the end of the object's own. The schema of an
// index may stand directly before its name, as SQL has it.
func endsIn(id model.ID, path []string) bool {
	full := pathOf(id)
	if len(path) <= len(full) && slices.Equal(full[len(full)-len(path):], path) {
		return true
	}
	switch id.Kind {
	case model.KindIndex, model.KindPrimaryKey, model.KindUnique, model.KindExclusion:
		return slices.Equal(path, []string{id.Schema, id.Name})
	default:
		return false
	}
}

func pathOf(id model.ID) []string {
	var path []string
	for _, p := range []string{id.Schema, id.Parent, id.Name} {
		if p != "" {
			path = append(path, p)
		}
	}
	return path
}

// advice says what there is instead of a path: the most similar ones, or all if
// they are few.
func (d directory) advice(kinds []model.Kind, path []string) string {
	wanted := strings.Join(path, ".")
	var texts, siblings []string
	for _, id := range d.list {
		full := pathOf(id)
		if !slices.Contains(kinds, id.Kind) || len(full) < len(path) {
			continue
		}
		full = full[len(full)-len(path):]
		texts = append(texts, strings.Join(full, "."))
		if slices.Equal(full[:len(full)-1], path[:len(path)-1]) {
			siblings = append(siblings, id.Name)
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if near := typo.List(wanted, texts, 3); len(near) > 0 {
		return "; did you mean " + strings.Join(near, " or ") + "?"
	}
	slices.Sort(siblings)
	switch siblings = slices.Compact(siblings); {
	case len(siblings) == 0:
		return ""
	case len(siblings) > 20:
		return fmt.Sprintf("; there are %d others", len(siblings))
	}
	return "; there are " + strings.Join(siblings, ", ")
}

// eachID visits everything that can be renamed.
func eachID(s model.Schema, visit func(model.ID)) {
	for i := range s.Namespaces {
		visit(model.ID{Kind: model.KindSchema, Name: s.Namespaces[i].Name})
	}
	for _, o := range s.Enums {
		visit(model.ID{Kind: model.KindEnum, Schema: o.Schema, Name: o.Name})
		for _, l := range o.Labels {
			visit(model.ID{Kind: KindEnumValue, Schema: o.Schema, Parent: o.Name, Name: l})
		}
	}
	for _, o := range s.Domains {
		visit(model.ID{Kind: model.KindDomain, Schema: o.Schema, Name: o.Name})
		for _, c := range o.Checks {
			visit(model.ID{Kind: model.KindDomainConstraint, Schema: o.Schema, Parent: o.Name, Name: c.Name})
		}
	}
	for _, o := range s.Composites {
		visit(model.ID{Kind: model.KindComposite, Schema: o.Schema, Name: o.Name})
		for _, a := range o.Attributes {
			visit(model.ID{Kind: KindAttribute, Schema: o.Schema, Parent: o.Name, Name: a.Name})
		}
	}
	for _, o := range s.Ranges {
		visit(model.ID{Kind: model.KindRange, Schema: o.Schema, Name: o.Name})
	}
	for i := range s.Definitions {
		visit(s.Definitions[i].ID)
	}
	for _, o := range s.Sequences {
		visit(model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name})
	}
	for i := range s.Tables {
		eachTableID(&s.Tables[i], visit)
	}
	for _, o := range s.Statistics {
		visit(model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name})
	}
}

func eachTableID(t *model.Table, visit func(model.ID)) {
	visit(model.ID{Kind: model.KindTable, Schema: t.Schema, Name: t.Name})
	member := func(k model.Kind, name string) {
		visit(model.ID{Kind: k, Schema: t.Schema, Parent: t.Name, Name: name})
	}
	for i := range t.Columns {
		member(model.KindColumn, t.Columns[i].Name)
	}
	for i := range t.Keys {
		member(t.Keys[i].Kind(), t.Keys[i].Name)
	}
	for i := range t.Checks {
		member(model.KindCheck, t.Checks[i].Name)
	}
	for i := range t.Exclusions {
		member(model.KindExclusion, t.Exclusions[i].Name)
	}
	for i := range t.ForeignKeys {
		member(model.KindForeignKey, t.ForeignKeys[i].Name)
	}
	for i := range t.Indexes {
		member(model.KindIndex, t.Indexes[i].Name)
	}
}
