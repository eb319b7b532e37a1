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

// createWrapper applies CREATE FOREIGN DATA WRAPPER.
func (r *reader) createWrapper(s *parse.CreateFdwStmt) {
	o := &other{id: kind.Global(kind.ForeignDataWrapper, s.Fdwname)}
	r.setForeignOptions(o, s.Options)
	o.define = func(d *model.Definition) { d.Set(property.Options, model.Value{List: o.options}) }
	r.setWrapperFunctions(o, s.FuncOptions)
	r.addOther(o, false)
}

// setWrapperFunctions applies HANDLER and VALIDATOR.
func (r *reader) setWrapperFunctions(o *other, options []*parse.Node) {
	for _, n := range options {
		d := n.GetDefElem()
		name, args := property.Handler, []model.Type(nil)
		if d.GetDefname() == "validator" {
			name, args = property.Validator, []model.Type{{Name: "text", Array: true}, {Name: "oid"}}
		}
		var ref func() model.ID
		r.redefine(o, func(d *model.Definition) {
			d.Set(name, model.Value{})
			setRef(d, name, ref)
		})
		if d.GetArg() != nil {
			ref = o.useRoutine(r.routineExact(defNames(d), d.GetLocation(), args))
		}
	}
}

// setForeignOptions applies OPTIONS (ADD …, SET …, DROP …), as transformGenericOptions
// does.
func (r *reader) setForeignOptions(o *other, options []*parse.Node) {
	redact := property.RedactOption
	if o.id.Kind == kind.UserMapping {
		redact = func(string, string) string { return property.Redacted }
	}
	o.options = r.genericOptions(o.options, options, redact)
}

func (r *reader) genericOptions(list []model.Value, options []*parse.Node, redact func(name, value string) string) []model.Value {
	list = slices.Clone(list)
	for _, n := range options {
		d := n.GetDefElem()
		at := slices.IndexFunc(list, func(v model.Value) bool { return v.Name == d.GetDefname() })
		v := model.Value{Name: d.GetDefname(), Text: redact(d.GetDefname(), defString(d))}
		switch d.GetDefaction() {
		case parse.DefElemAction_DEFELEM_DROP:
			if at < 0 {
				r.missing(d.GetLocation(), "option %s not found", deparse.Ident(d.GetDefname()))
			}
			list = slices.Delete(list, at, at+1)
		case parse.DefElemAction_DEFELEM_SET:
			if at < 0 {
				r.missing(d.GetLocation(), "option %s not found", deparse.Ident(d.GetDefname()))
			}
			list[at] = v
		default:
			if at >= 0 {
				r.fail(d.GetLocation(), "option %s provided more than once", deparse.Ident(d.GetDefname()))
			}
			list = append(list, v)
		}
	}
	return list
}

// globalOther finds an object of a kind that lives in no schema; nil if it is an
// extension's or can be.
func (r *reader) globalOther(k model.Kind, name string) *other {
	if o := r.db.others[kind.Global(k, name)]; o != nil {
		return o
	}
	if k == kind.ForeignDataWrapper && len(r.db.extensions)+len(r.db.foreign) > 0 {
		return nil
	}
	r.missing(here, "%s %s does not exist", k, deparse.Ident(name))
	return nil
}

func (r *reader) alterWrapper(s *parse.AlterFdwStmt) {
	o := r.globalOther(kind.ForeignDataWrapper, s.Fdwname)
	if o == nil || o.define == nil {
		return
	}
	save(r.db, o)
	o.uses = slices.Clone(o.uses)
	r.setForeignOptions(o, s.Options)
	r.setWrapperFunctions(o, s.FuncOptions)
}

func (r *reader) createServer(s *parse.CreateForeignServerStmt) {
	o := &other{id: kind.Global(kind.Server, s.Servername)}
	if r.db.others[o.id] != nil && s.IfNotExists {
		return
	}
	wrapper := func() model.ID { return kind.Global(kind.ForeignDataWrapper, s.Fdwname) }
	if fdw := r.globalOther(kind.ForeignDataWrapper, s.Fdwname); fdw != nil {
		wrapper = o.useOther(fdw)
	}
	o.version = s.Version
	r.setForeignOptions(o, s.Options)
	o.define = func(d *model.Definition) {
		d.Set(property.Wrapper, model.Value{Ref: wrapper()})
		d.SetText(property.ServerType, s.Servertype)
		d.SetText(property.ServerVersion, o.version)
		d.Set(property.Options, model.Value{List: o.options})
	}
	r.addOther(o, false)
}

func (r *reader) alterServer(s *parse.AlterForeignServerStmt) {
	o := r.globalOther(kind.Server, s.Servername)
	save(r.db, o)
	if s.HasVersion {
		o.version = s.Version
	}
	r.setForeignOptions(o, s.Options)
}

func (r *reader) createUserMapping(s *parse.CreateUserMappingStmt) {
	o := &other{id: kind.UserMappingID(roleName(s.User), s.Servername)}
	if r.db.others[o.id] != nil && s.IfNotExists {
		return
	}
	server := o.useOther(r.globalOther(kind.Server, s.Servername))
	o.identity = func() model.ID { return kind.UserMappingID(roleName(s.User), server().Name) }
	r.setForeignOptions(o, s.Options)
	o.define = func(d *model.Definition) {
		d.Set(property.OfServer, model.Value{Ref: server()})
		d.Set(property.Options, model.Value{List: o.options})
	}
	r.addOther(o, false)
}

func (r *reader) alterUserMapping(s *parse.AlterUserMappingStmt) {
	o := r.db.others[kind.UserMappingID(roleName(s.User), s.Servername)]
	if o == nil {
		r.missing(here, "user mapping for %s does not exist for server %s", roleName(s.User), deparse.Ident(s.Servername))
	}
	save(r.db, o)
	r.setForeignOptions(o, s.Options)
}

func (r *reader) dropUserMapping(s *parse.DropUserMappingStmt) {
	id := kind.UserMappingID(roleName(s.User), s.Servername)
	if r.db.others[id] == nil && !s.MissingOk {
		r.missing(here, "user mapping for %s does not exist for server %s", roleName(s.User), deparse.Ident(s.Servername))
	}
	remove(r.db, r.db.others, id)
}

func roleName(role *parse.RoleSpec) string {
	switch role.GetRoletype() {
	case parse.RoleSpecType_ROLESPEC_PUBLIC:
		return kind.Public
	case parse.RoleSpecType_ROLESPEC_CSTRING:
		return role.Rolename
	}
	return strings.ToLower(strings.TrimPrefix(role.GetRoletype().String(), "ROLESPEC_"))
}
