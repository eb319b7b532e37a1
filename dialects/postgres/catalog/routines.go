package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// routinesSQL leaves out the constructors of range types, which belong to these.
const routinesSQL = `
SELECT p.oid, n.nspname, p.proname, p.prokind::text,
       ARRAY(SELECT format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY a (type, place) ORDER BY a.place),
       p.proargnames, p.proargmodes::text[], p.provariadic <> 0, format_type(p.prorettype, NULL), p.proretset,
       p.pronargdefaults, coalesce(pg_get_expr(p.proargdefaults, 0), '')
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
  AND` + userSchema

// routineRow is one row of routinesSQL.
type routineRow struct {
	model.Routine
	oid          uint32
	kind         string
	args         []string // types of the input arguments
	names, modes []string // of all arguments
	returns      string
	defaults     int // how many of the last input arguments have one
	defaultTexts string
}

func (r *reader) readRoutines(rows inspect.Rows) error {
	for rows.Next() {
		var p routineRow
		err := rows.Scan(&p.oid, &p.Schema, &p.Name, &p.kind, &p.args, &p.names, &p.modes, &p.Variadic,
			&p.returns, &p.ReturnsSet, &p.defaults, &p.defaultTexts)
		if err != nil {
			return err
		}
		r.named(classRoutine, p.oid, p.Schema, p.Name)
		if r.owned(classRoutine, p.oid) {
			continue
		}
		if err := r.addRoutine(p); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *reader) addRoutine(p routineRow) error {
	p.Schema = r.intern(p.Schema)
	p.Kind = routineKind(p.kind)
	types, err := r.typeList(p.args)
	if err != nil {
		return err
	}
	if p.Returns, err = r.typ(p.returns); err != nil {
		return err
	}
	names := p.inputNames()
	defaults := splitList(p.defaultTexts)
	if len(defaults) != p.defaults || p.defaults > len(types) {
		return changed("the defaults of routine %s are gone", p.Name)
	}
	for i, t := range types {
		arg := model.RoutineArg{Type: t}
		if i < len(names) {
			arg.Name = r.intern(names[i])
		}
		if from := len(types) - len(defaults); i >= from {
			arg.Default = stripParens(defaults[i-from])
		}
		p.Args = append(p.Args, arg)
	}
	r.schema.Routines = append(r.schema.Routines, p.Routine)
	r.unsupported(kind.RoutineID(kind.Routine(p.Kind), p.Schema, p.Name, types))
	return nil
}

// inputNames picks the names of the input arguments. Without modes all
// arguments are IN.
func (p *routineRow) inputNames() []string {
	if len(p.modes) != len(p.names) {
		return p.names
	}
	var names []string
	for i, mode := range p.modes {
		if mode == "i" || mode == "b" || mode == "v" {
			names = append(names, p.names[i])
		}
	}
	return names
}

func routineKind(letter string) model.RoutineKind {
	switch letter {
	case "p":
		return model.Procedure
	case "a":
		return model.Aggregate
	case "w":
		return model.WindowFunction
	}
	return model.Function
}

const operatorsSQL = `
SELECT o.oid, n.nspname, o.oprname,
       CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) ELSE '' END,
       CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) ELSE '' END,
       CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) ELSE '' END
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE` + userSchema

// readOperators skips shells: operators that were only mentioned as another's
// commutator or negator. They have no result and can't be used.
func (r *reader) readOperators(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var o model.Operator
		var left, right, result string
		if err := rows.Scan(&oid, &o.Schema, &o.Name, &left, &right, &result); err != nil {
			return err
		}
		r.named(classOperator, oid, o.Schema, o.Name)
		if r.owned(classOperator, oid) || result == "" {
			continue
		}
		for _, side := range []struct {
			text string
			to   *model.Type
		}{{left, &o.Left}, {right, &o.Right}, {result, &o.Result}} {
			if side.text == "" {
				continue
			}
			var err error
			if *side.to, err = r.typ(side.text); err != nil {
				return err
			}
		}
		o.Schema = r.intern(o.Schema)
		r.schema.Operators = append(r.schema.Operators, o)
		r.unsupported(kind.OperatorID(o.Schema, o.Name, o.Left, o.Right))
	}
	return rows.Err()
}
