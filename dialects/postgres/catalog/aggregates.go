package catalog

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// aggregatesSQL reads what pg_proc doesn't tell of aggregates. The text of a
// function is only of use for one that is built in.
const aggregatesSQL = `
SELECT a.aggfnoid::oid, a.aggkind::text, a.aggnumdirectargs,
       ARRAY[a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn]::oid[],
       ARRAY[a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn]::text[],
       a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify::text, a.aggmfinalmodify::text,
       coalesce(sn.nspname, ''), coalesce(s.oprname, ''),
       CASE WHEN s.oprleft <> 0 THEN format_type(s.oprleft, NULL) ELSE '' END,
       CASE WHEN s.oprright <> 0 THEN format_type(s.oprright, NULL) ELSE '' END,
       format_type(a.aggtranstype, NULL), a.aggtransspace,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) ELSE '' END, a.aggmtransspace,
       a.agginitval IS NOT NULL, coalesce(a.agginitval, ''), a.aggminitval IS NOT NULL, coalesce(a.aggminitval, '')
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_operator s ON a.aggsortop <> 0 AND s.oid = a.aggsortop
LEFT JOIN pg_namespace sn ON sn.oid = s.oprnamespace
WHERE` + userSchema

// aggregateFunctions are the properties of the functions, in the order of the
// query.
var aggregateFunctions = []model.PropertyName{
	property.StateFunction, property.FinalFunction, property.CombineFunction, property.SerialFunction, property.DeserialFunction,
	property.MovingStateFunction, property.MovingInverseFunction, property.MovingFinalFunction,
}

// aggregateRow is one row of aggregatesSQL.
type aggregateRow struct {
	oid                    uint32
	kind                   string
	direct                 int16
	functions              []uint32
	functionNames          []string
	extra, movingExtra     bool
	modify, movingModify   string
	sort                   model.QName
	sortLeft, sortRight    string
	state, movingState     string
	size, movingSize       int32
	hasInitial, hasMoving  bool
	initial, movingInitial string
}

func (r *reader) readAggregates(rows inspect.Rows) error {
	for rows.Next() {
		var a aggregateRow
		err := rows.Scan(&a.oid, &a.kind, &a.direct, &a.functions, &a.functionNames, &a.extra, &a.movingExtra, &a.modify, &a.movingModify,
			&a.sort.Schema, &a.sort.Name, &a.sortLeft, &a.sortRight, &a.state, &a.size, &a.movingState, &a.movingSize,
			&a.hasInitial, &a.initial, &a.hasMoving, &a.movingInitial)
		if err != nil {
			return err
		}
		if d, ok := r.aggregates[a.oid]; ok {
			if err := r.defineAggregate(a, d); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

func (r *reader) defineAggregate(a aggregateRow, d model.Definition) error {
	switch a.kind {
	case "o":
		d.SetText(property.Aggregation, "ordered-set")
	case "h":
		d.SetText(property.Aggregation, "hypothetical-set")
	}
	if a.kind != "n" {
		d.SetText(property.DirectArguments, strconv.Itoa(int(a.direct)))
	}
	for i, name := range aggregateFunctions {
		if i < len(a.functions) && i < len(a.functionNames) && a.functions[i] != 0 {
			d.Set(name, model.Value{Ref: r.functionRef(a.functions[i], a.functionNames[i])})
		}
	}
	state, err := r.typ(a.state)
	if err != nil {
		return err
	}
	d.Set(property.StateType, model.Value{Type: state})
	d.SetText(property.StateSize, sizeText(a.size))
	d.SetFlag(property.FinalFunctionExtra, a.extra)
	usual := property.DefaultModify(d.Get(property.Aggregation).Text)
	d.SetText(property.FinalFunctionModify, modifyText(a.modify, usual))
	if a.hasInitial {
		d.Set(property.InitialState, model.Value{List: []model.Value{{Text: a.initial}}})
	}
	if a.movingState != "" {
		moving, err := r.typ(a.movingState)
		if err != nil {
			return err
		}
		d.Set(property.MovingStateType, model.Value{Type: moving})
		d.SetText(property.MovingStateSize, sizeText(a.movingSize))
		d.SetFlag(property.MovingFinalExtra, a.movingExtra)
		d.SetText(property.MovingFinalModify, modifyText(a.movingModify, usual))
		if a.hasMoving {
			d.Set(property.MovingInitialState, model.Value{List: []model.Value{{Text: a.movingInitial}}})
		}
	}
	if a.sort.Name != "" {
		sides, err := r.operands(a.sortLeft, a.sortRight)
		if err != nil {
			return err
		}
		q := r.qname(a.sort.Schema, a.sort.Name)
		d.Set(property.SortOperator, model.Value{Ref: kind.OperatorID(q.Schema, q.Name, sides[0], sides[1])})
	}
	r.schema.Definitions = append(r.schema.Definitions, d)
	return nil
}

// operands reads the types of an operator's sides; one that is missing is zero.
func (r *reader) operands(left, right string) (sides [2]model.Type, err error) {
	for i, text := range []string{left, right} {
		if text == "" {
			continue
		}
		if sides[i], err = r.typ(text); err != nil {
			return sides, err
		}
	}
	return sides, nil
}

// functionRef addresses a function; text is its name as the server prints it.
func (r *reader) functionRef(oid uint32, text string) model.ID {
	if id, ok := r.routineIDs[oid]; ok {
		return id
	}
	return kind.RoutineID(kind.Function, "", r.intern(strings.TrimPrefix(text, "pg_catalog.")), nil)
}

func sizeText(n int32) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// modifyText writes what a final function may do to the state, nothing for the
// usual.
func modifyText(letter, usual string) string {
	text := map[string]string{"r": "read_only", "s": "shareable", "w": "read_write"}[letter]
	if text == usual {
		return ""
	}
	return text
}
