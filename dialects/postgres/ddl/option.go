package ddl

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// defString is defGetString: the value of an option as text.
func defString(d *parse.DefElem) string {
	if d.GetArg() == nil {
		return "true"
	}
	switch arg := d.Arg.Node.(type) {
	case *parse.Node_Integer:
		return strconv.Itoa(int(arg.Integer.Ival))
	case *parse.Node_Float:
		return arg.Float.Fval
	case *parse.Node_Boolean:
		return strconv.FormatBool(arg.Boolean.Boolval)
	case *parse.Node_String_:
		return arg.String_.Sval
	case *parse.Node_TypeName:
		return strings.Join(stringsOf(arg.TypeName.Names), ".")
	case *parse.Node_List:
		return strings.Join(stringsOf(arg.List.Items), ".")
	case *parse.Node_AStar:
		return "*"
	}
	return ""
}

// defBool is defGetBoolean.
func defBool(d *parse.DefElem) bool {
	if d.GetArg() == nil {
		return true
	}
	switch arg := d.Arg.Node.(type) {
	case *parse.Node_Integer:
		return arg.Integer.Ival != 0
	case *parse.Node_Boolean:
		return arg.Boolean.Boolval
	}
	switch strings.ToLower(defString(d)) {
	case "true", "on", "1", "yes":
		return true
	}
	return false
}

// defInt is defGetInt64.
func (r *reader) defInt(d *parse.DefElem) int64 {
	text := defString(d)
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		r.fail(d.Location, "%s needs a whole number of 64 bits, not %s", strings.ToLower(d.Defname), text)
	}
	return n
}

// defNames returns the parts of an option that is a qualified name.
func defNames(d *parse.DefElem) []string {
	switch arg := d.GetArg().GetNode().(type) {
	case *parse.Node_List:
		return stringsOf(arg.List.Items)
	case *parse.Node_TypeName:
		return stringsOf(arg.TypeName.Names)
	case *parse.Node_String_:
		return []string{arg.String_.Sval}
	}
	return nil
}

// storageOptions applies WITH (…), SET (…) or RESET (…) to storage parameters,
// as transformRelOptions does.
func storageOptions(options []model.Option, nodes []*parse.Node, reset bool) []model.Option {
	var out []model.Option
	replaced := map[string]bool{}
	var added []model.Option
	for _, n := range nodes {
		d := n.GetDefElem()
		name := d.GetDefname()
		if d.GetDefnamespace() != "" {
			name = d.Defnamespace + "." + name
		}
		if name == "oids" { // WITH (oids = false) is still accepted
			continue
		}
		replaced[name] = true
		if !reset {
			added = append(added, model.Option{Name: name, Value: defString(d)})
		}
	}
	for _, o := range options {
		if !replaced[o.Name] {
			out = append(out, o)
		}
	}
	out = append(out, added...)
	model.SortOptions(out)
	return out
}

// typeOption is an option whose value is a type.
func typeOption(d *parse.DefElem) *parse.TypeName {
	if t := d.GetArg().GetTypeName(); t != nil {
		return t
	}
	if names := defNames(d); names != nil {
		return &parse.TypeName{Names: nameNodes(names...), Typemod: -1, Location: d.GetLocation()}
	}
	return nil
}

// quoteDot writes the name of an object for a message.
func quoteDot(names []string) string { return deparse.Qualified(names...) }
