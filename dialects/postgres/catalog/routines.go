package catalog

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// routinesSQL leaves out the constructors of range types, which belong to these.
func routinesSQL(v version.Number) string {
	body := "NULL"
	if v.HasSQLBodies() {
		body = "pg_get_function_sqlbody(p.oid)"
	}
	return `
SELECT p.oid, n.nspname, p.proname, p.prokind::text,
       ARRAY(SELECT format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY a (type, place) ORDER BY a.place),
       ARRAY(SELECT format_type(a.type, NULL) FROM unnest(p.proallargtypes) WITH ORDINALITY a (type, place) ORDER BY a.place),
       p.proargnames, p.proargmodes::text[], p.provariadic <> 0, format_type(p.prorettype, NULL), p.proretset,
       p.pronargdefaults, coalesce(pg_get_expr(p.proargdefaults, 0), ''),
       l.lanname, coalesce(p.prosrc, ''), coalesce(p.probin, ''), coalesce(` + body + `, ''),
       p.provolatile::text, p.proisstrict, p.proleakproof, p.prosecdef, p.proparallel::text, p.procost, p.prorows,
       coalesce(sn.nspname, ''), coalesce(sp.proname, ''), p.proconfig,
       ARRAY(SELECT format_type(t.type, NULL) FROM unnest(p.protrftypes) WITH ORDINALITY t (type, place) ORDER BY t.place)
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_proc sp ON p.prosupport <> 0 AND sp.oid = p.prosupport
LEFT JOIN pg_namespace sn ON sn.oid = sp.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
  AND` + userSchema
}

// routineRow is one row of routinesSQL.
type routineRow struct {
	model.Routine
	oid          uint32
	kind         string
	args         []string // types of the input arguments
	all          []string // types of all arguments; none if all are IN
	names, modes []string // of all arguments
	returns      string
	defaults     int // how many of the last input arguments have one
	defaultTexts string

	language, source, file, sqlBody string
	volatility, parallel            string
	strict, leakproof, definer      bool
	cost, rows                      float32
	support                         model.QName
	settings, transforms            []string
}

func (r *reader) readRoutines(rows inspect.Rows) error {
	for rows.Next() {
		var p routineRow
		err := rows.Scan(&p.oid, &p.Schema, &p.Name, &p.kind, &p.args, &p.all, &p.names, &p.modes, &p.Variadic,
			&p.returns, &p.ReturnsSet, &p.defaults, &p.defaultTexts,
			&p.language, &p.source, &p.file, &p.sqlBody, &p.volatility, &p.strict, &p.leakproof, &p.definer, &p.parallel, &p.cost, &p.rows,
			&p.support.Schema, &p.support.Name, &p.settings, &p.transforms)
		if err != nil {
			return err
		}
		r.named(classRoutine, p.oid, p.Schema, p.Name)
		types, err := r.typeList(p.args)
		if err != nil {
			return err
		}
		q := r.qname(p.Schema, p.Name)
		id := kind.RoutineID(kind.Routine(routineKind(p.kind)), q.Schema, q.Name, types)
		r.routineIDs[p.oid] = id
		if r.owned(classRoutine, p.oid) {
			continue
		}
		if err := r.addRoutine(p, id, types); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *reader) addRoutine(p routineRow, id model.ID, types []model.Type) error {
	p.Schema = r.intern(p.Schema)
	p.Kind = routineKind(p.kind)
	var err error
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
	d := model.Definition{ID: id, Signature: types, Comment: r.comment(classRoutine, p.oid)}
	if p.Kind == model.Aggregate {
		args, _, err := r.arguments(p)
		if err != nil {
			return err
		}
		d.Set(property.Arguments, model.Value{List: args})
		d.SetText(property.Parallel, parallelText(p.parallel))
		r.aggregates[p.oid] = d
		return nil
	}
	return r.defineRoutine(p, d)
}

// defineRoutine fills in the properties of a function or a procedure.
func (r *reader) defineRoutine(p routineRow, d model.Definition) error {
	args, table, err := r.arguments(p)
	if err != nil {
		return err
	}
	d.Set(property.Arguments, model.Value{List: args})
	if p.Kind != model.Procedure && !table {
		d.Set(property.Returns, model.Value{Type: p.Returns})
		d.SetFlag(property.ReturnsSet, p.ReturnsSet)
	}
	d.SetText(property.Language, r.intern(p.language))
	switch {
	case p.sqlBody != "":
		d.Set(property.SQLBody, sqlBody(p.sqlBody))
	case p.file != "":
		d.SetText(property.ObjectFile, p.file)
		d.SetText(property.LinkSymbol, p.source)
	default:
		d.SetText(property.Body, p.source)
	}
	d.SetText(property.Volatility, map[string]string{"i": "immutable", "s": "stable"}[p.volatility])
	d.SetText(property.Parallel, parallelText(p.parallel))
	d.SetFlag(property.Strict, p.strict)
	d.SetFlag(property.Leakproof, p.leakproof)
	d.SetFlag(property.SecurityDefiner, p.definer)
	if usual := property.DefaultCost(p.language); p.cost != usual {
		d.SetText(property.Cost, property.Number(p.cost))
	}
	if usual := property.DefaultRows(p.ReturnsSet); p.rows != usual {
		d.SetText(property.Rows, property.Number(p.rows))
	}
	if p.support.Name != "" {
		d.Set(property.Support, model.Value{Ref: r.supportFunction(p.support)})
	}
	d.Set(property.Settings, model.Value{List: settings(p.settings)})
	transforms, err := r.typeList(p.transforms)
	if err != nil {
		return err
	}
	var list []model.Value
	for _, t := range transforms {
		list = append(list, model.Value{Type: t})
	}
	d.Set(property.Transforms, model.Value{List: list})
	r.schema.Definitions = append(r.schema.Definitions, d)
	return nil
}

// sqlBody takes a body in the SQL standard's form apart, as pg_get_function_sqlbody
// prints it.
func sqlBody(text string) model.Value {
	const begin, end = "BEGIN ATOMIC", "END"
	if !strings.HasPrefix(text, begin) {
		return returned(text)
	}
	body := model.Value{Text: property.Atomic}
	text = strings.TrimSuffix(strings.TrimPrefix(text, begin), end)
	for i, start := 0, 0; i < len(text); {
		if text[i] == ';' {
			if statement := strings.TrimSpace(text[start:i]); statement != "" {
				body.List = append(body.List, returned(statement))
			}
			i++
			start = i
			continue
		}
		i = skip(text, i)
	}
	return body
}

// returned is a statement of such a body.
func returned(statement string) model.Value {
	if value, found := strings.CutPrefix(statement, "RETURN "); found {
		return model.Value{Expr: model.Expr{Text: value}}
	}
	return model.Value{Query: model.Expr{Text: statement}}
}

func parallelText(letter string) string {
	return map[string]string{"s": "safe", "r": "restricted"}[letter]
}

// arguments lists all arguments of a routine, and tells whether some of them are
// the columns of RETURNS TABLE.
func (r *reader) arguments(p routineRow) (list []model.Value, table bool, err error) {
	texts := p.all
	if len(texts) == 0 {
		texts = p.args
	}
	types, err := r.typeList(texts)
	if err != nil {
		return nil, false, err
	}
	input := 0
	for i, t := range types {
		v := model.Value{Type: t}
		if i < len(p.names) {
			v.Name = r.intern(p.names[i])
		}
		if i < len(p.modes) {
			v.Text = map[string]string{"o": "out", "b": "inout", "v": "variadic", "t": "table"}[p.modes[i]]
		}
		table = table || v.Text == "table"
		if v.Text != "out" && v.Text != "table" && input < len(p.Args) {
			v.Expr = model.Expr{Text: p.Args[input].Default}
			input++
		}
		list = append(list, v)
	}
	return list, table, nil
}

// settings takes entries of proconfig apart: "name=value".
func settings(list []string) []model.Value {
	var values []model.Value
	for _, entry := range list {
		name, value, _ := strings.Cut(entry, "=")
		values = append(values, model.Value{Name: name, Text: value})
	}
	return values
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

// sortedTexts makes a list of texts whose order means nothing.
func sortedTexts(list []string) []model.Value {
	var values []model.Value
	for _, text := range slices.Sorted(slices.Values(list)) {
		values = append(values, model.Value{Text: text})
	}
	return values
}

// supportFunction addresses a planner support function: one that is built in by
// its name alone, as everywhere.
func (r *reader) supportFunction(q model.QName) model.ID {
	q = r.qname(q.Schema, q.Name)
	if q.Schema == "" {
		return kind.RoutineID(kind.Function, "", q.Name, nil)
	}
	return kind.RoutineID(kind.Function, q.Schema, q.Name, []model.Type{{Name: "internal"}})
}
