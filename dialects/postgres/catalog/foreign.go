package catalog

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

func itoa(n int16) string { return strconv.Itoa(int(n)) }

// unless returns a text, or none if it is the usual one.
func unless(text, usual string) string {
	if text == usual {
		return ""
	}
	return text
}

// genericOptions takes a list of name=value apart, and the secrets out.
func genericOptions(list []string, redact func(name, value string) string) []model.Value {
	var values []model.Value
	for _, entry := range list {
		name, value, _ := strings.Cut(entry, "=")
		values = append(values, model.Value{Name: name, Text: redact(name, value)})
	}
	return values
}

// foreignOptions are those of a foreign table or of a column of one: sorted, and
// without secrets.
func (r *reader) foreignOptions(list []string) []model.Option {
	var options []model.Option
	for _, entry := range list {
		name, value, _ := strings.Cut(entry, "=")
		options = append(options, model.Option{Name: r.intern(name), Value: property.RedactOption(name, value)})
	}
	model.SortOptions(options)
	return options
}

const wrappersSQL = `
SELECT f.oid, f.fdwname, f.fdwhandler::regprocedure::text, f.fdwvalidator::regprocedure::text, coalesce(f.fdwoptions, '{}')
FROM pg_foreign_data_wrapper f`

func (r *reader) readWrappers(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, handler, validator string
		var options []string
		if err := rows.Scan(&oid, &name, &handler, &validator, &options); err != nil {
			return err
		}
		if r.owned(classWrapper, oid) {
			continue
		}
		d := model.Definition{ID: kind.Global(kind.ForeignDataWrapper, name), Comment: r.comment(classWrapper, oid)}
		d.Set(property.Options, model.Value{List: genericOptions(options, property.RedactOption)})
		if err := r.setFunctions(&d, functionProperty{property.Handler, handler}, functionProperty{property.Validator, validator}); err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

const serversSQL = `
SELECT s.oid, s.srvname, f.fdwname, coalesce(s.srvtype, ''), coalesce(s.srvversion, ''), coalesce(s.srvoptions, '{}')
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw`

func (r *reader) readServers(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, wrapper, kindOf, version string
		var options []string
		if err := rows.Scan(&oid, &name, &wrapper, &kindOf, &version, &options); err != nil {
			return err
		}
		if r.owned(classServer, oid) {
			continue
		}
		d := model.Definition{ID: kind.Global(kind.Server, name), Comment: r.comment(classServer, oid)}
		d.Set(property.Wrapper, model.Value{Ref: kind.Global(kind.ForeignDataWrapper, wrapper)})
		d.SetText(property.ServerType, kindOf)
		d.SetText(property.ServerVersion, version)
		d.Set(property.Options, model.Value{List: genericOptions(options, property.RedactOption)})
		r.define(d)
	}
	return rows.Err()
}

// userMappingsSQL reads the public view, which shows the options to those who
// may see them: the condition is the view's own. Their values are left behind on
// the server.
const userMappingsSQL = `
SELECT u.usename, u.srvname,
       (u.umuser <> 0 AND u.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE'))
        OR u.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE')
        OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)),
       ARRAY(SELECT split_part(o.entry, '=', 1) FROM unnest(u.umoptions) WITH ORDINALITY o (entry, place) ORDER BY o.place)
FROM pg_user_mappings u JOIN pg_foreign_server s ON s.oid = u.srvid`

// readUserMappings reports a mapping whose options the user may not see as one
// that can't be compared.
func (r *reader) readUserMappings(rows inspect.Rows) error {
	for rows.Next() {
		var role, server string
		var readable bool
		var names []string
		if err := rows.Scan(&role, &server, &readable, &names); err != nil {
			return err
		}
		id := kind.UserMappingID(role, server)
		if !readable {
			r.unsupported(id)
			continue
		}
		d := model.Definition{ID: id}
		d.Set(property.OfServer, model.Value{Ref: kind.Global(kind.Server, server)})
		d.Set(property.Options, model.Value{List: genericOptions(names, func(string, string) string { return property.Redacted })})
		r.define(d)
	}
	return rows.Err()
}
