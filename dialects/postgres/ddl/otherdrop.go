package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// otherKind returns the kind of an object that the model doesn't hold, "" for
// all other kinds.
func otherKind(t parse.ObjectType) model.Kind {
	switch t {
	case parse.ObjectType_OBJECT_TRIGGER:
		return kind.Trigger
	case parse.ObjectType_OBJECT_RULE:
		return kind.Rule
	case parse.ObjectType_OBJECT_POLICY:
		return kind.Policy
	case parse.ObjectType_OBJECT_EVENT_TRIGGER:
		return kind.EventTrigger
	case parse.ObjectType_OBJECT_COLLATION:
		return kind.Collation
	case parse.ObjectType_OBJECT_CONVERSION:
		return kind.Conversion
	case parse.ObjectType_OBJECT_CAST:
		return kind.Cast
	case parse.ObjectType_OBJECT_OPCLASS:
		return kind.OperatorClass
	case parse.ObjectType_OBJECT_OPFAMILY:
		return kind.OperatorFamily
	case parse.ObjectType_OBJECT_TSCONFIGURATION:
		return kind.TextSearchConfiguration
	case parse.ObjectType_OBJECT_TSDICTIONARY:
		return kind.TextSearchDictionary
	case parse.ObjectType_OBJECT_TSPARSER:
		return kind.TextSearchParser
	case parse.ObjectType_OBJECT_TSTEMPLATE:
		return kind.TextSearchTemplate
	case parse.ObjectType_OBJECT_LANGUAGE:
		return kind.Language
	case parse.ObjectType_OBJECT_TRANSFORM:
		return kind.Transform
	case parse.ObjectType_OBJECT_ACCESS_METHOD:
		return kind.AccessMethod
	case parse.ObjectType_OBJECT_FDW:
		return kind.ForeignDataWrapper
	case parse.ObjectType_OBJECT_FOREIGN_SERVER:
		return kind.Server
	case parse.ObjectType_OBJECT_PUBLICATION:
		return kind.Publication
	case parse.ObjectType_OBJECT_SUBSCRIPTION:
		return kind.Subscription
	default:
	}
	return ""
}

// otherID finds the identity of an object that the model doesn't hold, as DROP
// and ALTER name it. ok is false if what it belongs to isn't there.
func (r *reader) otherID(t parse.ObjectType, n *parse.Node) (id model.ID, ok bool) {
	k := otherKind(t)
	names := objectNames(n)
	last := ""
	if len(names) > 0 {
		last = names[len(names)-1]
	}
	switch k {
	case "":
		r.fail(here, "this kind of object is not understood: %v", t)
	case kind.Trigger, kind.Rule, kind.Policy:
		rel, isTable := r.find(names[:len(names)-1]).(*table)
		if !isTable {
			return model.ID{}, false
		}
		return kind.On(rel.qname(), k, last), true
	case kind.OperatorClass, kind.OperatorFamily: // the method comes first
		schema, found := r.schemaOfOther(names[1:], func(schema string) model.ID { return kind.MethodID(k, schema, last, names[0]) })
		return kind.MethodID(k, schema, last, names[0]), found
	case kind.Cast:
		items := n.GetList().GetItems()
		from, to := signatureType(r.columnType(items[0].GetTypeName())), signatureType(r.columnType(items[1].GetTypeName()))
		return kind.CastID(from, to), true
	case kind.Transform:
		items := n.GetList().GetItems()
		return kind.TransformID(signatureType(r.columnType(items[0].GetTypeName())), items[1].GetString_().GetSval()), true
	case kind.EventTrigger, kind.Language, kind.AccessMethod, kind.ForeignDataWrapper, kind.Server, kind.Publication, kind.Subscription:
		return kind.Global(k, last), true
	default:
	}
	schema, found := r.schemaOfOther(names, func(schema string) model.ID { return kind.In(schema, k, last) })
	return kind.In(schema, k, last), found
}

// schemaOfOther finds the schema of an object by its written name.
func (r *reader) schemaOfOther(names []string, id func(schema string) model.ID) (string, bool) {
	path := r.session.path
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		if r.db.others[id(schema)] != nil {
			return schema, true
		}
	}
	return "", false
}

// objectNames returns the parts of an object's name.
func objectNames(n *parse.Node) []string {
	switch {
	case n.GetString_() != nil:
		return []string{n.GetString_().Sval}
	case n.GetList() != nil:
		return stringsOf(n.GetList().Items)
	case n.GetTypeName() != nil:
		return stringsOf(n.GetTypeName().Names)
	case n.GetObjectWithArgs() != nil:
		return stringsOf(n.GetObjectWithArgs().Objname)
	}
	return nil
}

// dropOtherNamed applies DROP of an object that the model doesn't hold.
func (r *reader) dropOtherNamed(s *parse.DropStmt, n *parse.Node) {
	id, ok := r.otherID(s.RemoveType, n)
	o := r.db.others[id]
	if !ok || o == nil {
		if !s.MissingOk && !r.mayBeServers(s.RemoveType) {
			r.missing(here, "%s %s does not exist", otherKind(s.RemoveType), quoteDot(objectNames(n)))
		}
		return
	}
	if s.Behavior != parse.DropBehavior_DROP_CASCADE {
		for _, t := range r.db.tables() {
			if t.server == o {
				r.fail(here, "cannot drop %s because other objects depend on it: foreign table %s", id, t.qname())
			}
		}
	}
	r.dropOther(o)
	r.changed()
}

// mayBeServers says whether there are objects of a kind that scripts don't
// create: languages and foreign-data wrappers come with extensions.
func (r *reader) mayBeServers(t parse.ObjectType) bool {
	switch t {
	case parse.ObjectType_OBJECT_LANGUAGE, parse.ObjectType_OBJECT_FDW, parse.ObjectType_OBJECT_ACCESS_METHOD:
		return true
	default:
	}
	return false
}

// renameOther applies ALTER … RENAME to an object that the model doesn't hold.
func (r *reader) renameOther(s *parse.RenameStmt) {
	node := s.Object
	if s.Relation != nil { // a trigger, a rule or a policy
		names := append(rangeNames(s.Relation), s.Subname)
		node = &parse.Node{Node: &parse.Node_List{List: &parse.List{Items: nameNodes(names...)}}}
	}
	id, ok := r.otherID(s.RenameType, node)
	o := r.db.others[id]
	if !ok || o == nil {
		if s.MissingOk || r.mayBeServers(s.RenameType) {
			return
		}
		r.missing(here, "%s %s does not exist", otherKind(s.RenameType), quoteDot(objectNames(node)))
	}
	renamed := id
	renamed.Name = s.Newname
	if method, found := methodOf(id); found {
		renamed = kind.MethodID(id.Kind, id.Schema, s.Newname, method)
	}
	r.relocateOther(o, renamed, s.Newname)
}

// relocateOther gives an object another name or schema, also where it is used.
func (r *reader) relocateOther(o *other, id model.ID, name string) {
	old := o.id
	r.moveID(o, id)
	n := renaming{name: model.QName{Schema: id.Schema, Name: name}}
	switch {
	case o.opclass != nil:
		n.kind, n.old = opclassName, o.opclass.name
		save(r.db, o)
		c := *o.opclass
		c.name = n.name
		o.opclass = &c
	case id.Kind == kind.Collation:
		n.kind, n.old = collationName, old.QName()
	case id.Kind == kind.Language:
		for _, f := range r.db.routines() {
			if f.language == old.Name && !f.owned {
				r.editRoutine(f)
				f.language = id.Name
				f.definition.SetText(property.Language, id.Name)
			}
		}
		r.identify()
		return
	default:
		r.identify()
		return
	}
	r.renameEverywhere(n)
	r.changed()
}

// methodOf returns the access method in the identity of an operator class or
// family.
func methodOf(id model.ID) (string, bool) {
	if id.Kind != kind.OperatorClass && id.Kind != kind.OperatorFamily {
		return "", false
	}
	const using = " USING "
	for i := len(id.Name) - len(using); i >= 0; i-- {
		if id.Name[i:i+len(using)] == using {
			return id.Name[i+len(using):], true
		}
	}
	return "", false
}

// moveOther applies ALTER … SET SCHEMA to an object that the model doesn't hold.
func (r *reader) moveOther(s *parse.AlterObjectSchemaStmt, ns *namespace) {
	if s.ObjectType == parse.ObjectType_OBJECT_OPERATOR {
		r.moveOperator(s.Object.GetObjectWithArgs(), ns)
		return
	}
	id, ok := r.otherID(s.ObjectType, s.Object)
	o := r.db.others[id]
	if !ok || o == nil {
		if s.MissingOk {
			return
		}
		r.missing(here, "%s %s does not exist", otherKind(s.ObjectType), quoteDot(objectNames(s.Object)))
	}
	moved := id
	moved.Schema = ns.name
	name := id.Name
	if o.opclass != nil {
		name = o.opclass.name.Name
	}
	r.relocateOther(o, moved, name)
}
