package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// publishedTable is a table in a publication.
type publishedTable struct {
	publication *other
	table       *table
	columns     []*column
	where       expression
}

// publicationInfo is what a publication has beside its tables.
type publicationInfo struct {
	all       bool
	schemas   []*namespace
	publish   []model.Value
	viaRoot   bool
	generated string
}

func (r *reader) createPublication(s *parse.CreatePublicationStmt) {
	o := &other{id: kind.Global(kind.Publication, s.Pubname), publication: &publicationInfo{all: s.ForAllTables}}
	o.define = func(d *model.Definition) { r.definePublication(o, d) }
	r.addOther(o, false)
	r.publicationOptions(o, s.Options)
	r.publish(o, s.Pubobjects)
	r.checkPublished(o)
}

// publicationOptions applies WITH (…) and SET (…).
func (r *reader) publicationOptions(o *other, options []*parse.Node) {
	p := *o.publication
	for _, n := range options {
		d := n.GetDefElem()
		switch lower(d.GetDefname()) {
		case "publish":
			p.publish = r.publishList(d)
		case "publish_via_partition_root":
			p.viaRoot = defBool(d)
		case "publish_generated_columns":
			p.generated = unless(lower(defString(d)), "none")
		default:
			r.fail(d.GetLocation(), "unrecognized publication parameter: %s", deparse.Literal(d.GetDefname()))
		}
	}
	o.publication = &p
}

// publishList reads a list of operations: none if it is all of them.
func (r *reader) publishList(d *parse.DefElem) []model.Value {
	has := map[string]bool{}
	for _, word := range strings.Split(defString(d), ",") {
		if word = lower(strings.TrimSpace(word)); word != "" {
			if !slices.Contains(property.PublishAll(), word) {
				r.fail(d.GetLocation(), "unrecognized value for publication option \"publish\": %s", deparse.Literal(word))
			}
			has[word] = true
		}
	}
	return property.PublishValues(func(word string) bool { return has[word] })
}

// publish adds tables and schemas to a publication. What follows a table is a
// table, and what follows a schema is a schema, if it can be.
func (r *reader) publish(o *other, objects []*parse.Node) {
	p := *o.publication
	var fresh []*publishedTable
	for _, n := range objects {
		spec := n.GetPublicationObjSpec()
		if ns, ok := r.publishedSchema(spec); ok {
			if !slices.Contains(p.schemas, ns) {
				p.schemas = append(slices.Clip(p.schemas), ns)
			}
			continue
		}
		fresh = r.publishTable(o, spec.GetPubtable(), fresh)
	}
	for _, x := range fresh {
		if slices.ContainsFunc(r.db.published, func(old *publishedTable) bool { return old.publication == o && old.table == x.table }) {
			r.fail(here, "relation %s is already member of publication %s", deparse.Literal(x.table.name), deparse.Literal(o.id.Name))
		}
	}
	save(r.db, &r.db.published)
	r.db.published = append(slices.Clip(r.db.published), fresh...)
	o.publication = &p
}

// publishTable adds a table to those that a statement publishes, and its
// children. Partitions come with the table that they are part of. A table may be
// named twice if nothing is said of it.
func (r *reader) publishTable(o *other, def *parse.PublicationTable, list []*publishedTable) []*publishedTable {
	t := r.tableOf(def.Relation)
	tables := []*table{t}
	if def.Relation.Inh && t.kind != partitioned {
		tables = append(tables, t.descendants()...)
	}
	for _, t := range tables {
		x := &publishedTable{publication: o, table: t}
		for _, c := range stringsOf(def.Columns) {
			x.columns = append(x.columns, r.columnOf(t, c, here))
		}
		if def.WhereClause != nil {
			x.where = r.expression(def.WhereClause, scope{table: t, what: "publication WHERE expression"})
			r.checkFilter(x)
		}
		at := slices.IndexFunc(list, func(o *publishedTable) bool { return o.table == t })
		switch {
		case at < 0:
			list = append(list, x)
		case def.WhereClause != nil || !list[at].where.isZero():
			r.fail(here, "conflicting or redundant WHERE clauses for table %s", deparse.Literal(t.name))
		case len(x.columns) > 0 || len(list[at].columns) > 0:
			r.fail(here, "conflicting or redundant column lists for table %s", deparse.Literal(t.name))
		}
	}
	return list
}

// checkPublished refuses what the server does: partitioned tables with a filter or
// a list of columns, which only count if changes are published as theirs, and lists
// of columns beside whole schemas.
func (r *reader) checkPublished(o *other) {
	for _, x := range r.db.published {
		if x.publication != o {
			continue
		}
		parted := x.table.kind == partitioned && !o.publication.viaRoot
		switch {
		case parted && !x.where.isZero():
			r.failHint(here, "set publish_via_partition_root", "cannot use publication WHERE clause for partitioned table %s", x.table.qname())
		case parted && len(x.columns) > 0:
			r.failHint(here, "set publish_via_partition_root", "cannot use column list for partitioned table %s in a publication", x.table.qname())
		case len(o.publication.schemas) > 0 && len(x.columns) > 0:
			r.fail(here, "cannot use column list for table %s in a publication that has schemas", x.table.qname())
		}
	}
}

// checkFilter refuses the columns of a filter that the server does not read there.
func (r *reader) checkFilter(x *publishedTable) {
	for _, name := range x.where.columns {
		c := x.table.column(name)
		switch {
		case isSystemColumn(name):
			r.fail(here, "invalid publication WHERE expression: system columns are not allowed")
		case c == nil:
		case r.userType(c.typ) != nil:
			r.fail(here, "invalid publication WHERE expression: column %s has a user-defined type", deparse.Ident(name))
		case c.virtual:
			r.fail(here, "invalid publication WHERE expression: column %s is a virtual generated column", deparse.Ident(name))
		}
	}
}

// publishedSchema finds the schema that an object of a publication is, if it is
// one.
func (r *reader) publishedSchema(spec *parse.PublicationObjSpec) (*namespace, bool) {
	switch spec.GetPubobjtype() {
	case parse.PublicationObjSpecType_PUBLICATIONOBJ_TABLES_IN_SCHEMA:
		return r.namespace(spec.Name, spec.Location), true
	case parse.PublicationObjSpecType_PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA:
		return r.creationNamespace(spec.Location), true
	default:
	}
	return nil, false
}

func (r *reader) alterPublication(s *parse.AlterPublicationStmt) {
	o := r.globalOther(kind.Publication, s.Pubname)
	save(r.db, o)
	defer r.checkPublished(o)
	if len(s.Options) > 0 {
		r.publicationOptions(o, s.Options)
		return
	}
	switch s.Action {
	case parse.AlterPublicationAction_AP_DropObjects:
		r.unpublish(o, s.Pubobjects)
	case parse.AlterPublicationAction_AP_SetObjects:
		p := *o.publication
		p.schemas = nil
		o.publication = &p
		r.forgetPublished(func(x *publishedTable) bool { return x.publication == o })
		r.publish(o, s.Pubobjects)
	default:
		r.publish(o, s.Pubobjects)
	}
}

// forgetPublished takes tables out of publications.
func (r *reader) forgetPublished(which func(*publishedTable) bool) {
	save(r.db, &r.db.published)
	r.db.published = slices.DeleteFunc(slices.Clone(r.db.published), which)
}

func (r *reader) unpublish(o *other, objects []*parse.Node) {
	p := *o.publication
	for _, n := range objects {
		spec := n.GetPublicationObjSpec()
		if ns, ok := r.publishedSchema(spec); ok {
			if !slices.Contains(p.schemas, ns) {
				r.missing(here, "tables from schema %s are not part of the publication", deparse.Ident(ns.name))
			}
			p.schemas = without(p.schemas, ns)
			continue
		}
		t := r.tableOf(spec.GetPubtable().Relation)
		is := func(x *publishedTable) bool { return x.publication == o && x.table == t }
		if !slices.ContainsFunc(r.db.published, is) {
			r.missing(here, "relation %s is not part of the publication", t.qname())
		}
		r.forgetPublished(is)
	}
	o.publication = &p
}

func (r *reader) definePublication(o *other, d *model.Definition) {
	p := o.publication
	d.SetFlag(property.AllTables, p.all)
	d.Set(property.Publish, model.Value{List: p.publish})
	d.SetFlag(property.ViaRoot, p.viaRoot)
	d.SetText(property.GeneratedColumns, p.generated)
	var schemas, tables []model.Value
	for _, ns := range p.schemas {
		if r.db.namespaces[ns.name] == ns {
			schemas = append(schemas, model.Value{Ref: model.ID{Kind: model.KindSchema, Name: ns.name}})
		}
	}
	for _, x := range r.db.published {
		if x.publication != o || x.table.ns.relations[x.table.name] != relation(x.table) {
			continue
		}
		v := model.Value{Ref: model.ID{Kind: model.KindTable, Schema: x.table.ns.name, Name: x.table.name}, Expr: x.where.model()}
		for _, c := range x.columns {
			v.List = append(v.List, model.Value{Ref: model.ID{Kind: model.KindColumn, Schema: x.table.ns.name, Parent: x.table.name, Name: c.name}})
		}
		property.SortRefs(v.List)
		tables = append(tables, v)
	}
	property.SortRefs(schemas)
	property.SortRefs(tables)
	d.Set(property.PublicationSchemas, model.Value{List: schemas})
	d.Set(property.PublicationTables, model.Value{List: tables})
}

// subscriptionInfo is what a subscription has.
type subscriptionInfo struct {
	connection   string
	publications []string
	disabled     bool
	parameters   map[model.PropertyName]string
}

func (r *reader) createSubscription(s *parse.CreateSubscriptionStmt) {
	o := &other{id: kind.Global(kind.Subscription, s.Subname)}
	info := &subscriptionInfo{
		connection: property.RedactConnection(s.Conninfo), publications: stringsOf(s.Publication), parameters: map[model.PropertyName]string{},
	}
	for _, n := range s.Options {
		d := n.GetDefElem()
		switch name := lower(d.GetDefname()); name {
		case "connect":
			info.disabled = info.disabled || !defBool(d)
		case "enabled":
			info.disabled = !defBool(d)
		case "create_slot", "copy_data":
		default:
			r.subscriptionParameter(o.id, info, d)
		}
	}
	o.subscription = info
	o.define = func(d *model.Definition) { o.subscription.define(d) }
	r.addOther(o, false)
}

// subscriptionParameter sets a parameter; what is the usual value is left out.
func (r *reader) subscriptionParameter(id model.ID, info *subscriptionInfo, d *parse.DefElem) {
	name := model.PropertyName(lower(d.GetDefname()))
	value := defString(d)
	switch name {
	case property.SlotName:
		value = unless(value, id.Name)
	case property.Streaming:
		switch lower(value) {
		case "parallel":
			value = "parallel"
		default:
			value = map[bool]string{true: "on", false: "off"}[defBool(d)]
		}
		value = unless(value, property.DefaultStreaming(r.version.Major()))
	case property.SynchronousCommit:
		value = unless(lower(value), "off")
	case property.Origin:
		value = unless(lower(value), "any")
	case property.PasswordRequired:
		value = map[bool]string{false: "no"}[defBool(d)]
	case property.Binary, property.TwoPhase, property.DisableOnError, property.RunAsOwner, property.Failover:
		value = map[bool]string{true: model.On}[defBool(d)]
	default:
		r.fail(d.GetLocation(), "unrecognized subscription parameter: %s", deparse.Literal(d.GetDefname()))
	}
	info.parameters[name] = value
}

func (i *subscriptionInfo) define(d *model.Definition) {
	d.SetText(property.Connection, i.connection)
	var list []model.Value
	for _, p := range i.publications {
		list = append(list, model.Value{Text: p})
	}
	d.Set(property.Publications, model.Value{List: list})
	d.SetFlag(property.Disabled, i.disabled)
	for name, value := range i.parameters {
		d.SetText(name, value)
	}
}

// alterSubscription applies ALTER SUBSCRIPTION.
func (r *reader) alterSubscription(s *parse.AlterSubscriptionStmt) {
	o := r.globalOther(kind.Subscription, s.Subname)
	save(r.db, o)
	info := *o.subscription
	info.parameters = map[model.PropertyName]string{}
	for name, value := range o.subscription.parameters {
		info.parameters[name] = value
	}
	o.subscription = &info
	switch s.Kind {
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_OPTIONS:
		for _, n := range s.Options {
			r.subscriptionParameter(model.ID{}, &info, n.GetDefElem())
			if v, ok := info.parameters[property.SlotName]; ok {
				info.parameters[property.SlotName] = unless(v, o.id.Name)
			}
		}
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_CONNECTION:
		info.connection = property.RedactConnection(s.Conninfo)
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_SET_PUBLICATION:
		info.publications = stringsOf(s.Publication)
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_ADD_PUBLICATION:
		info.publications = append(slices.Clone(info.publications), stringsOf(s.Publication)...)
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_DROP_PUBLICATION:
		gone := stringsOf(s.Publication)
		info.publications = slices.DeleteFunc(slices.Clone(info.publications), func(p string) bool { return slices.Contains(gone, p) })
	case parse.AlterSubscriptionType_ALTER_SUBSCRIPTION_ENABLED:
		for _, n := range s.Options {
			info.disabled = !defBool(n.GetDefElem())
		}
	default: // REFRESH and SKIP change nothing that is compared
	}
}

func (r *reader) dropSubscription(s *parse.DropSubscriptionStmt) {
	id := kind.Global(kind.Subscription, s.Subname)
	if r.db.others[id] == nil && !s.MissingOk {
		r.missing(here, "subscription %s does not exist", deparse.Ident(s.Subname))
	}
	remove(r.db, r.db.others, id)
}
