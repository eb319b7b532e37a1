package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// newType claims a name for a type. A shell type of that name is completed.
func (r *reader) newType(names []*parse.Node, k typeKind, modelKind model.Kind) *typ {
	ns, name := r.target(stringsOf(names), here)
	if old := ns.types[name]; old != nil && old.kind != shellType {
		r.fail(here, "type %s already exists", deparse.Qualified(ns.name, name))
	}
	t := &typ{ns: ns, name: name, kind: k, pos: r.pos(here)}
	put(r.db, ns.types, name, t)
	r.changed()
	r.directive(ns.name, name, modelKind)
	return t
}

func (r *reader) createEnum(s *parse.CreateEnumStmt) {
	t := r.newType(s.TypeName, enumType, model.KindEnum)
	t.labels = stringsOf(s.Vals)
	for i, label := range t.labels {
		if slices.Contains(t.labels[:i], label) {
			r.fail(here, "enum label %s is given twice", deparse.Literal(label))
		}
	}
}

// alterEnum applies ALTER TYPE … ADD VALUE and RENAME VALUE.
func (r *reader) alterEnum(s *parse.AlterEnumStmt) {
	t := r.typeNamed(stringsOf(s.TypeName))
	if t.kind != enumType || t.owned {
		r.fail(here, "%s is not an enum", quoteNames(s.TypeName))
	}
	save(r.db, t)
	t.labels = slices.Clone(t.labels)
	if s.OldVal != "" {
		i := slices.Index(t.labels, s.OldVal)
		if i < 0 {
			r.missing(here, "%s is not an existing enum label", deparse.Literal(s.OldVal))
		}
		if slices.Contains(t.labels, s.NewVal) {
			r.fail(here, "enum label %s already exists", deparse.Literal(s.NewVal))
		}
		uses := r.labelUses(t, s.OldVal)
		t.labels[i] = s.NewVal
		r.changed()
		r.relabel(t, uses, s.OldVal, s.NewVal)
		return
	}
	if slices.Contains(t.labels, s.NewVal) {
		if s.SkipIfNewValExists {
			return
		}
		r.fail(here, "enum label %s already exists", deparse.Literal(s.NewVal))
	}
	at := len(t.labels)
	if s.NewValNeighbor != "" {
		at = slices.Index(t.labels, s.NewValNeighbor)
		if at < 0 {
			r.missing(here, "%s is not an existing enum label", deparse.Literal(s.NewValNeighbor))
		}
		if s.NewValIsAfter {
			at++
		}
	}
	t.labels = slices.Insert(t.labels, at, s.NewVal)
	r.changed()
}

// typeNamed finds a type of the database.
func (r *reader) typeNamed(names []string) *typ {
	ref, ok := r.lookupType(names)
	if !ok || ref.user == nil || ref.array {
		r.missing(here, "type %s does not exist", quoteDot(names))
	}
	return ref.user
}

func (r *reader) createComposite(s *parse.CompositeTypeStmt) {
	names := nameNodes(rangeNames(s.Typevar)...)
	ns, name := r.target(rangeNames(s.Typevar), s.Typevar.Location)
	r.claim(ns, name, s.Typevar.Location)
	t := r.newType(names, compositeType, model.KindComposite)
	put(r.db, ns.relations, name, relation(t))
	for _, n := range s.Coldeflist {
		r.addAttribute(t, n.GetColumnDef())
	}
}

func (r *reader) addAttribute(t *typ, def *parse.ColumnDef) {
	name := naming.Truncate(def.Colname)
	if slices.ContainsFunc(t.attributes, func(a model.Attribute) bool { return a.Name == name }) {
		r.fail(def.Location, "attribute %s specified more than once", deparse.Ident(name))
	}
	a := model.Attribute{Name: name, Type: r.columnType(def.TypeName)}
	a.Collation = r.collationUnlessDefault(r.collation(def.CollClause), a.Type)
	t.attributes = append(slices.Clip(t.attributes), a)
}

// alterComposite applies ALTER TYPE … ADD, DROP and ALTER ATTRIBUTE. Typed
// tables follow with CASCADE.
func (r *reader) alterComposite(s *parse.AlterTableStmt) {
	t := r.typeNamed(rangeNames(s.Relation))
	if t.owned {
		return
	}
	if t.kind != compositeType {
		r.fail(s.Relation.Location, "%s is not a composite type", quoteDot(rangeNames(s.Relation)))
	}
	save(r.db, t)
	for _, n := range s.Cmds {
		c := n.GetAlterTableCmd()
		at := slices.IndexFunc(t.attributes, func(a model.Attribute) bool { return a.Name == c.Name })
		switch c.Subtype {
		case parse.AlterTableType_AT_AddColumn:
			r.addAttribute(t, c.Def.GetColumnDef())
			r.typedAdd(t)
		case parse.AlterTableType_AT_DropColumn:
			if at < 0 && c.MissingOk {
				continue
			}
			if at < 0 {
				r.missing(here, "column %s of relation %s does not exist", deparse.Ident(c.Name), t.qname())
			}
			t.attributes = slices.Delete(slices.Clone(t.attributes), at, at+1)
			for _, table := range r.db.typedTables(t) {
				r.dropColumn(table.column(c.Name), true, true)
			}
		case parse.AlterTableType_AT_AlterColumnType:
			if at < 0 {
				r.missing(here, "column %s of relation %s does not exist", deparse.Ident(c.Name), t.qname())
			}
			def := c.Def.GetColumnDef()
			t.attributes = slices.Clone(t.attributes)
			a := &t.attributes[at]
			a.Type = r.columnType(def.TypeName)
			a.Collation = r.collationUnlessDefault(r.collation(def.CollClause), a.Type)
			for _, table := range r.db.typedTables(t) {
				column := table.column(c.Name)
				save(r.db, column)
				column.typ, column.collation, column.storage = a.Type, a.Collation, ""
			}
		case parse.AlterTableType_AT_ChangeOwner:
			r.changeOwner(t, r.roleOf(c.Newowner))
		default:
			r.fail(here, "this form of ALTER TYPE is not understood: %v", c.Subtype)
		}
	}
	r.changed()
}

// typedAdd gives typed tables the attribute that their type got last.
func (r *reader) typedAdd(t *typ) {
	a := t.attributes[len(t.attributes)-1]
	for _, table := range r.db.typedTables(t) {
		save(r.db, table)
		table.columns = append(table.columns, &column{table: table, name: a.Name, typ: a.Type, collation: a.Collation, local: true, pos: table.pos})
	}
}

// typedTables lists the tables of a type.
func (db *database) typedTables(t *typ) []*table {
	return slices.DeleteFunc(db.tables(), func(table *table) bool { return table.ofType != t })
}

func (r *reader) createRange(s *parse.CreateRangeStmt) {
	t := r.newType(s.TypeName, rangeType, model.KindRange)
	t.rng = &rangeInfo{implicit: true}
	var opclass, collation *parse.DefElem
	multirange := []string{t.ns.name, naming.Multirange(t.name)}
	for _, n := range s.Params {
		d := n.GetDefElem()
		switch lower(d.GetDefname()) {
		case "subtype":
			t.rng.subtype = signatureType(r.columnType(typeOption(d)))
		case "subtype_opclass":
			opclass = d
		case "collation":
			collation = d
		case "canonical":
			t.rng.canonical = r.functionNamed(defNames(d), d.Location)
		case "subtype_diff":
			t.rng.subtypeDiff = r.functionNamed(defNames(d), d.Location)
		case "multirange_type_name":
			ns, name := r.target(defNames(d), d.Location)
			multirange = []string{ns.name, name}
			t.rng.implicit = name == naming.Multirange(t.name) && ns == t.ns
		default:
			r.fail(d.Location, "type attribute %s not recognized", deparse.Ident(d.Defname))
		}
	}
	if t.rng.subtype.IsZero() {
		r.fail(here, "type attribute \"subtype\" is required")
	}
	if opclass != nil {
		class := r.opclassNamed(defNames(opclass), "btree", opclass.Location)
		t.rng.opclass = r.opclassUnlessDefault(class.name, "btree", t.rng.subtype)
	}
	if collation != nil {
		t.rng.collation = r.collationUnlessDefault(r.collationNamed(defNames(collation), collation.Location), t.rng.subtype)
	}
	if r.version.HasMultiranges() {
		ns := r.namespace(multirange[0], here)
		t.rng.multirange = &typ{ns: ns, name: multirange[1], kind: multirangeType, of: t}
		put(r.db, ns.types, multirange[1], t.rng.multirange)
	}
	r.addConstructors(t)
}

// addConstructors adds the functions that make values of a range type and of its
// multirange type. They are named like the types, and keep their names.
func (r *reader) addConstructors(t *typ) {
	add := func(of *typ, variadic bool, args ...model.Type) {
		q := of.qname()
		f := &routine{ns: of.ns, owned: true, constructs: t, Routine: model.Routine{
			Schema: q.Schema, Name: q.Name, Kind: model.Function, Variadic: variadic, Returns: model.Type{Schema: q.Schema, Name: q.Name},
		}}
		for _, a := range args {
			f.Args = append(f.Args, model.RoutineArg{Type: a})
		}
		put(r.db, of.ns.routines, q.Name, append(slices.Clip(of.ns.routines[q.Name]), f))
	}
	add(t, false, t.rng.subtype, t.rng.subtype)
	add(t, false, t.rng.subtype, t.rng.subtype, model.Type{Name: "text"})
	if m := t.rng.multirange; m != nil {
		own := model.Type{Schema: t.ns.name, Name: t.name}
		add(m, false)
		add(m, false, own)
		own.Array = true
		add(m, true, own)
	}
	r.changed()
}

// dropConstructors removes the functions that came with a range type.
func (r *reader) dropConstructors(t *typ) {
	for _, f := range r.db.routines() {
		if f.constructs == t {
			r.dropRoutine(f, true)
		}
	}
}

// functionNamed resolves a function by its name alone. A built-in one has no
// schema.
func (r *reader) functionNamed(names []string, location int32) model.QName {
	name := names[len(names)-1]
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		switch {
		case schema == catalogSchema && r.hasBuiltin(name):
			return model.QName{Name: name}
		case schema != catalogSchema && r.hasRoutine(schema, name):
			return model.QName{Schema: schema, Name: name}
		}
	}
	if q, ok := r.foreignName(names...); ok {
		return q
	}
	r.missing(location, "function %s does not exist", quoteDot(names))
	return model.QName{}
}

// dropTypeNamed applies DROP TYPE and DROP DOMAIN.
func (r *reader) dropTypeNamed(tn *parse.TypeName, missingOK, cascade bool) {
	ref, ok := r.lookupType(stringsOf(tn.GetNames()))
	if !ok || ref.user == nil {
		if missingOK {
			return
		}
		r.missing(tn.GetLocation(), "type %s does not exist", quoteNames(tn.GetNames()))
	}
	if ref.user.kind == rowType {
		r.fail(tn.Location, "%s is a table's row type", quoteNames(tn.GetNames()))
	}
	r.dropType(ref.user, cascade)
}

// dropType removes a type, with CASCADE what is of that type.
func (r *reader) dropType(t *typ, cascade bool) {
	if !cascade {
		if user := r.userOf(t); user != "" {
			r.fail(here, "cannot drop type %s because other objects depend on it: %s", t.qname(), user)
		}
	}
	if t.other != nil {
		remove(r.db, t.ns.types, t.name) // its own functions would drop it again
	}
	r.dropTypeUses(t)
	if t.domain != nil {
		for _, k := range t.domain.checks {
			r.db.countConstraint(t.ns, k.name, -1)
		}
		if t.domain.nullName != "" {
			r.db.countConstraint(t.ns, t.domain.nullName, -1)
		}
	}
	remove(r.db, t.ns.types, t.name)
	if t.kind == compositeType {
		remove(r.db, t.ns.relations, t.name)
	}
	if t.rng != nil {
		r.dropConstructors(t)
	}
	if t.rng != nil && t.rng.multirange != nil {
		remove(r.db, t.rng.multirange.ns.types, t.rng.multirange.name)
	}
	r.changed()
}

// userOf names something that is of a type; "" if nothing is.
func (r *reader) userOf(t *typ) string {
	q := t.qname()
	for _, table := range r.db.tables() {
		for _, c := range table.columns {
			if c.typ.QName() == q {
				return "column " + deparse.Ident(c.name) + " of table " + table.qname().String()
			}
		}
		if table.ofType == t {
			return "table " + table.qname().String()
		}
	}
	for _, other := range r.db.types() {
		if other.domain != nil && other.domain.base.QName() == q {
			return "type " + other.qname().String()
		}
		for _, a := range other.attributes {
			if a.Type.QName() == q {
				return "column " + deparse.Ident(a.Name) + " of composite type " + other.qname().String()
			}
		}
	}
	return ""
}

// dropTypeUses removes what is of a type: columns, attributes, domains, typed
// tables, routines with it in their signature, and expressions that name it.
func (r *reader) dropTypeUses(t *typ) {
	q := t.qname()
	for _, table := range r.db.tables() {
		if table.ofType == t {
			r.dropTable(table, true)
			continue
		}
		for _, c := range slices.Clone(table.columns) {
			if c.typ.QName() == q && slices.Contains(table.columns, c) {
				r.dropColumn(c, true, true)
			}
		}
	}
	for _, other := range r.db.types() {
		switch {
		case other.domain != nil && other.domain.base.QName() == q:
			r.dropType(other, true)
		case other.kind == compositeType:
			save(r.db, other)
			other.attributes = slices.DeleteFunc(slices.Clone(other.attributes), func(a model.Attribute) bool { return a.Type.QName() == q })
		}
	}
	for _, f := range r.db.routines() {
		uses := f.Returns.QName() == q || slices.ContainsFunc(f.Args, func(a model.RoutineArg) bool { return a.Type.QName() == q })
		if uses && !f.owned {
			r.dropRoutine(f, true)
		}
	}
	r.dropUsers(t, true)
	r.dropExpressionsWith(deparse.Qualified(q.Schema, q.Name), func(_ scope, e expression) bool { return r.usesType(e, q) })
}

// types lists the types that aren't rows of tables, in the order of their names.
func (db *database) types() []*typ {
	var list []*typ
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.types) {
			if t := ns.types[name]; t.kind != rowType {
				list = append(list, t)
			}
		}
	}
	return list
}

// routines lists the routines, in the order of their names.
func (db *database) routines() []*routine {
	var list []*routine
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.routines) {
			list = append(list, ns.routines[name]...)
		}
	}
	return list
}
