package catalog

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

// routineText turns what regprocedure printed into the function that it is; none
// is "-".
func (r *reader) routineText(text string) (model.ID, error) {
	if text == "-" || text == "" {
		return model.ID{}, nil
	}
	schema, name, rest, ok := cutQualified(text)
	if !ok {
		return model.ID{}, changed("function %s is gone", text)
	}
	types, err := r.argumentText(rest)
	return kind.RoutineID(kind.Function, r.intern(schema), name, types), err
}

// signatureText is routineText with a list of the arguments' types.
func (r *reader) signatureText(text string) (model.Value, error) {
	id, err := r.routineText(text)
	if err != nil || id.IsZero() {
		return model.Value{}, err
	}
	types, err := r.argumentText(text[strings.LastIndexByte(text, '('):])
	return model.Value{Ref: id, List: typeValues(types)}, err
}

func typeValues(types []model.Type) []model.Value {
	var list []model.Value
	for _, t := range types {
		list = append(list, model.Value{Type: t})
	}
	return list
}

// argumentText reads a list of types in parentheses.
func (r *reader) argumentText(text string) ([]model.Type, error) {
	if !strings.HasPrefix(text, "(") || !strings.HasSuffix(text, ")") {
		return nil, fmt.Errorf("understanding the arguments %q", text)
	}
	return r.typeList(splitList(text[1 : len(text)-1]))
}

// operatorText turns what regoperator printed into the operator that it is. None
// is "0", and one that is gone its number.
func (r *reader) operatorText(text string) (model.ID, error) {
	id, _, err := r.operandsText(text)
	return id, err
}

// operandsText is operatorText with the types of the operands.
func (r *reader) operandsText(text string) (model.ID, [2]model.Type, error) {
	var types [2]model.Type
	at := strings.IndexByte(text, '(')
	if at < 0 || text == "" {
		return model.ID{}, types, nil
	}
	schema, name := "", text[:at]
	if own, rest, ok := cutIdentifier(text); ok && strings.HasPrefix(rest, ".") {
		schema = own
		at = len(text) - len(rest) + strings.IndexByte(rest, '(')
		name = text[len(text)-len(rest)+1 : at]
	}
	sides := splitList(text[at+1 : len(text)-1])
	if len(sides) != 2 {
		return model.ID{}, types, fmt.Errorf("understanding the operator %q", text)
	}
	for i, side := range sides {
		if side == "NONE" {
			continue
		}
		var err error
		if types[i], err = r.typ(side); err != nil {
			return model.ID{}, types, err
		}
	}
	return kind.OperatorID(r.intern(schema), name, types[0], types[1]), types, nil
}

// functionProperty is a property that refers to a function.
type functionProperty struct {
	name model.PropertyName
	text string // as regprocedure prints it
}

// setFunctions sets the properties that refer to functions.
func (r *reader) setFunctions(d *model.Definition, list ...functionProperty) error {
	for _, f := range list {
		ref, err := r.routineText(f.text)
		if err != nil {
			return fmt.Errorf("reading the %s of %s: %w", f.name, d.ID, err)
		}
		if !ref.IsZero() {
			d.Set(f.name, model.Value{Ref: ref})
		}
	}
	return nil
}

// define adds a definition to the schema.
func (r *reader) define(d model.Definition) { r.schema.Definitions = append(r.schema.Definitions, d) }

// inSchema identifies an object in a schema; what is built in has none.
func (r *reader) inSchema(k model.Kind, schema, name string) model.ID {
	q := r.qname(schema, name)
	return kind.In(q.Schema, k, q.Name)
}

// typeProperty sets a property that is a type; "-" and "" are none.
func (r *reader) typeProperty(d *model.Definition, name model.PropertyName, text string) error {
	if text == "" || text == "-" {
		return nil
	}
	t, err := r.typ(text)
	d.Set(name, model.Value{Type: t})
	return err
}
