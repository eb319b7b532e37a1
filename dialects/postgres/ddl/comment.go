package ddl

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// standardPublicComment is the comment on schema public in every new database.
const standardPublicComment = "standard public schema"

// comment applies COMMENT ON. Comments on what the model doesn't hold are
// passed over once the object is found.
func (r *reader) comment(s *parse.CommentStmt) {
	names := stringsOf(s.Object.GetList().GetItems())
	switch s.Objtype {
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_FOREIGN_TABLE, parse.ObjectType_OBJECT_INDEX, parse.ObjectType_OBJECT_SEQUENCE:
		r.commentRelation(names, s.Comment)
	case parse.ObjectType_OBJECT_COLUMN:
		r.commentColumn(names, s.Comment)
	case parse.ObjectType_OBJECT_TABCONSTRAINT:
		r.commentConstraint(r.tableNamed(names[:len(names)-1], here), names[len(names)-1], s.Comment)
	case parse.ObjectType_OBJECT_DOMCONSTRAINT:
		r.commentDomainConstraint(s)
	case parse.ObjectType_OBJECT_SCHEMA:
		ns := r.namespace(s.Object.GetString_().GetSval(), here)
		save(r.db, ns)
		ns.comment = s.Comment
		if ns.name == publicSchema && s.Comment == standardPublicComment {
			ns.comment = ""
		}
	case parse.ObjectType_OBJECT_EXTENSION:
		if name := s.Object.GetString_().GetSval(); name != builtinExtension {
			x := r.extensionNamed(name)
			save(r.db, x)
			x.comment = s.Comment
		}
	case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
		t := r.typeNamed(stringsOf(s.Object.GetTypeName().GetNames()))
		save(r.db, t)
		t.comment = s.Comment
	case parse.ObjectType_OBJECT_STATISTIC_EXT:
		st := r.findStatistics(names)
		if st == nil {
			r.missing(here, "statistics object %s does not exist", quoteDot(names))
		}
		save(r.db, st)
		st.comment = s.Comment
	case parse.ObjectType_OBJECT_OPERATOR:
		o := r.operatorOf(s.Object.GetObjectWithArgs())
		if o == nil {
			r.missing(here, "operator does not exist: %s", quoteDot(stringsOf(s.Object.GetObjectWithArgs().GetObjname())))
		}
		if o.other != nil {
			save(r.db, o.other)
			o.other.comment = s.Comment
		}
	case parse.ObjectType_OBJECT_COLLATION, parse.ObjectType_OBJECT_CONVERSION, parse.ObjectType_OBJECT_CAST, parse.ObjectType_OBJECT_OPCLASS,
		parse.ObjectType_OBJECT_OPFAMILY, parse.ObjectType_OBJECT_TSCONFIGURATION, parse.ObjectType_OBJECT_TSDICTIONARY,
		parse.ObjectType_OBJECT_TSPARSER, parse.ObjectType_OBJECT_TSTEMPLATE, parse.ObjectType_OBJECT_LANGUAGE,
		parse.ObjectType_OBJECT_TRANSFORM, parse.ObjectType_OBJECT_ACCESS_METHOD, parse.ObjectType_OBJECT_FDW,
		parse.ObjectType_OBJECT_FOREIGN_SERVER, parse.ObjectType_OBJECT_PUBLICATION, parse.ObjectType_OBJECT_SUBSCRIPTION:
		r.commentOther(s)
	case parse.ObjectType_OBJECT_TRIGGER, parse.ObjectType_OBJECT_POLICY, parse.ObjectType_OBJECT_RULE, parse.ObjectType_OBJECT_EVENT_TRIGGER:
		id, ok := r.otherID(s.Objtype, s.Object)
		o := r.db.others[id]
		if !ok || o == nil {
			r.missing(here, "%s %s does not exist", otherKind(s.Objtype), quoteDot(objectNames(s.Object)))
		}
		save(r.db, o)
		o.comment = s.Comment
	case parse.ObjectType_OBJECT_ROLE:
		r.commentOnRole(s.Object.GetString_().GetSval(), s.Comment)
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
		parse.ObjectType_OBJECT_AGGREGATE:
		o := s.Object.GetObjectWithArgs()
		f := r.routineOf(o)
		if f == nil {
			r.missing(here, "function %s does not exist", quoteDot(stringsOf(o.GetObjname())))
		}
		save(r.db, f)
		f.definition.Comment = s.Comment
	}
}

// commentOther comments on an object that may be the server's or an extension's
// as well.
func (r *reader) commentOther(s *parse.CommentStmt) {
	id, _ := r.otherID(s.Objtype, s.Object)
	if o := r.db.others[id]; o != nil {
		save(r.db, o)
		o.comment = s.Comment
		return
	}
	names := objectNames(s.Object)
	system := len(names) > 0 && names[0] == catalogSchema
	if !system && !r.mayBeServers(s.Objtype) && len(r.db.extensions) == 0 {
		r.missing(here, "%s %s does not exist", otherKind(s.Objtype), quoteDot(names))
	}
}

func (r *reader) commentRelation(names []string, text string) {
	rel := r.find(names)
	switch rel := rel.(type) {
	case *table:
		save(r.db, rel)
		rel.comment = text
	case *index:
		save(r.db, rel)
		rel.comment = text
	case *sequence:
		save(r.db, rel)
		rel.comment = text
	case nil:
		r.missing(here, "relation %s does not exist", quoteDot(names))
	}
}

func (r *reader) commentColumn(names []string, text string) {
	last := names[len(names)-1]
	rel := r.find(names[:len(names)-1])
	switch rel := rel.(type) {
	case *table:
		if rel.opaque {
			save(r.db, rel)
			rel.columnComments = maps.Clone(rel.columnComments)
			if rel.columnComments == nil {
				rel.columnComments = map[string]string{}
			}
			rel.columnComments[last] = text
			return
		}
		c := r.columnOf(rel, last, here)
		save(r.db, c)
		c.comment = text
	case *typ:
		at := slices.IndexFunc(rel.attributes, func(a model.Attribute) bool { return a.Name == last })
		if at < 0 {
			r.missing(here, "column %s of relation %s does not exist", deparse.Ident(last), rel.qname())
		}
		save(r.db, rel)
		rel.attributes = slices.Clone(rel.attributes)
		rel.attributes[at].Comment = text
	case nil:
		r.missing(here, "relation %s does not exist", quoteDot(names[:len(names)-1]))
	}
}

func (r *reader) commentConstraint(t *table, name, text string) {
	switch {
	case t.check(name) != nil:
		k := t.check(name)
		save(r.db, k)
		k.comment = text
	case t.foreignKey(name) != nil:
		k := t.foreignKey(name)
		save(r.db, k)
		k.comment = text
	case t.key(name) != nil:
		x := t.key(name)
		save(r.db, x)
		k := *x.constraint
		k.comment = text
		x.constraint = &k
	case t.notNullNamed(name) != nil:
		c := t.notNullNamed(name)
		save(r.db, c)
		c.null.comment = text
	case !t.opaque:
		r.missing(here, "constraint %s for table %s does not exist", deparse.Ident(name), t.qname())
	}
}

func (r *reader) commentDomainConstraint(s *parse.CommentStmt) {
	items := s.Object.GetList().GetItems()
	if len(items) != 2 {
		r.fail(here, "the domain of the constraint is not understood")
	}
	t := r.typeNamed(stringsOf(items[0].GetTypeName().GetNames()))
	name := items[1].GetString_().GetSval()
	if t.domain == nil {
		r.fail(here, "%s is not a domain", t.qname())
	}
	if t.domain.nullName == name && name != "" {
		save(r.db, t.domain)
		t.domain.nullComment, t.domain.nullPos = s.Comment, r.pos(here)
		return
	}
	k := r.domainCheck(t, name)
	save(r.db, k)
	k.comment = s.Comment
}
