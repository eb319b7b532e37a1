package catalog

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// triggersSQL leaves out what constraints and the triggers of a partitioned
// table have made. A condition is about two rows, which pg_get_expr refuses.
const triggersSQL = `
SELECT t.oid, t.tgrelid, n.nspname, c.relname, t.tgname, t.tgtype, t.tgenabled::text,
       fn.nspname, p.proname, t.tgconstraint <> 0, coalesce(xn.nspname, ''), coalesce(x.relname, ''),
       t.tgdeferrable, t.tginitdeferred, t.tgattr::int2[], t.tgnargs, t.tgargs,
       CASE WHEN t.tgqual IS NOT NULL THEN pg_get_triggerdef(t.oid) ELSE '' END,
       coalesce(t.tgoldtable, ''), coalesce(t.tgnewtable, '')
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace fn ON fn.oid = p.pronamespace
LEFT JOIN pg_class x ON t.tgconstrrelid <> 0 AND x.oid = t.tgconstrrelid
LEFT JOIN pg_namespace xn ON xn.oid = x.relnamespace
WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND` + userSchema

// The bits of pg_trigger.tgtype.
const (
	triggerRow = 1 << iota
	triggerBefore
	triggerInsert
	triggerDelete
	triggerUpdate
	triggerTruncate
	triggerInstead
)

// triggerFact is one row of triggersSQL.
type triggerFact struct {
	oid, table             uint32
	on, function, from     model.QName
	name, enabled          string
	kind                   int16
	constraint             bool
	deferrable, deferred   bool
	columns                []int16
	count                  int16
	args                   []byte
	definition, old, fresh string
}

func (r *reader) readTriggers(rows inspect.Rows) error {
	for rows.Next() {
		var t triggerFact
		err := rows.Scan(&t.oid, &t.table, &t.on.Schema, &t.on.Name, &t.name, &t.kind, &t.enabled,
			&t.function.Schema, &t.function.Name, &t.constraint, &t.from.Schema, &t.from.Name,
			&t.deferrable, &t.deferred, &t.columns, &t.count, &t.args, &t.definition, &t.old, &t.fresh)
		if err != nil {
			return err
		}
		if r.owned(classTrigger, t.oid) || r.owned(classRelation, t.table) {
			continue
		}
		if err := r.addTrigger(t); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *reader) addTrigger(t triggerFact) error {
	d := model.Definition{
		ID:      kind.On(model.QName{Schema: r.intern(t.on.Schema), Name: r.intern(t.on.Name)}, kind.Trigger, r.intern(t.name)),
		Comment: r.comment(classTrigger, t.oid),
	}
	d.Set(property.Function, model.Value{Ref: r.routineRef(t.function)})
	timing := "after"
	switch {
	case t.kind&triggerBefore != 0:
		timing = "before"
	case t.kind&triggerInstead != 0:
		timing = "instead of"
	}
	d.SetText(property.Timing, timing)
	d.Set(property.Events, model.Value{List: triggerEvents(t.kind)})
	columns, err := r.triggerColumns(t)
	if err != nil {
		return err
	}
	d.Set(property.Columns, model.Value{List: columns})
	d.SetFlag(property.ForEachRow, t.kind&triggerRow != 0)
	if t.definition != "" {
		when, ok := triggerCondition(t.definition)
		if !ok {
			return changed("the condition of trigger %s is gone", t.name)
		}
		d.Set(property.When, model.Value{Expr: model.Expr{Text: when}})
	}
	d.Set(property.TriggerArguments, model.Value{List: triggerArguments(t.args, int(t.count))})
	d.SetText(property.OldTable, t.old)
	d.SetText(property.NewTable, t.fresh)
	d.SetFlag(property.Constraint, t.constraint)
	if t.from.Name != "" {
		d.Set(property.ConstraintFrom, model.Value{Ref: model.ID{Kind: model.KindTable, Schema: r.intern(t.from.Schema), Name: r.intern(t.from.Name)}})
	}
	d.SetFlag(property.Deferrable, t.deferrable)
	d.SetFlag(property.InitiallyDeferred, t.deferred)
	d.SetText(property.Enabled, triggerState(t.enabled))
	r.triggers[t.oid] = len(r.schema.Definitions)
	r.schema.Definitions = append(r.schema.Definitions, d)
	return nil
}

// triggerCopiesSQL reads the copies of a trigger on partitions that are in another
// state than what they are copies of, with the trigger that all come from.
const triggerCopiesSQL = `
WITH RECURSIVE changed AS (
  SELECT t.oid, t.tgrelid, t.tgenabled, t.tgparentid FROM pg_trigger t
  JOIN pg_trigger p ON p.oid = t.tgparentid
  WHERE t.tgparentid <> 0 AND t.tgenabled <> p.tgenabled
), root AS (
  SELECT oid, tgparentid AS above FROM changed
  UNION ALL SELECT r.oid, t.tgparentid FROM root r JOIN pg_trigger t ON t.oid = r.above WHERE t.tgparentid <> 0
)
SELECT r.above, n.nspname, c.relname, t.tgenabled::text
FROM root r
JOIN pg_trigger p ON p.oid = r.above AND p.tgparentid = 0
JOIN changed t ON t.oid = r.oid
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace`

func (r *reader) readTriggerCopies(rows inspect.Rows) error {
	for rows.Next() {
		var root uint32
		var table model.QName
		var state string
		if err := rows.Scan(&root, &table.Schema, &table.Name, &state); err != nil {
			return err
		}
		at, known := r.triggers[root]
		if !known {
			continue
		}
		d := &r.schema.Definitions[at]
		value := model.Value{Text: triggerState(state), Ref: model.ID{Kind: model.KindTable, Schema: r.intern(table.Schema), Name: r.intern(table.Name)}}
		if value.Text == "" {
			value.Text = property.StateOrigin
		}
		list := append(d.Get(property.PartitionStates).List, value)
		slices.SortFunc(list, func(a, b model.Value) int { return a.Ref.Compare(b.Ref) })
		d.Set(property.PartitionStates, model.Value{List: list})
	}
	return rows.Err()
}

// routineRef addresses a function without arguments.
func (r *reader) routineRef(q model.QName) model.ID {
	q = r.qname(q.Schema, q.Name)
	return kind.RoutineID(kind.Function, q.Schema, q.Name, nil)
}

func triggerEvents(bits int16) []model.Value {
	var list []model.Value
	for _, e := range []struct {
		bit  int16
		name string
	}{{triggerInsert, "insert"}, {triggerDelete, "delete"}, {triggerUpdate, "update"}, {triggerTruncate, "truncate"}} {
		if bits&e.bit != 0 {
			list = append(list, model.Value{Text: e.name})
		}
	}
	return list
}

// triggerColumns lists the columns of UPDATE OF.
func (r *reader) triggerColumns(t triggerFact) ([]model.Value, error) {
	var list []model.Value
	for _, number := range t.columns {
		rel := r.relations[t.table]
		at := -1
		if rel != nil {
			at = rel.column(int(number))
		}
		if at < 0 {
			return nil, changed("a column of trigger %s is gone", t.name)
		}
		list = append(list, model.Value{Ref: model.ID{
			Kind: model.KindColumn, Schema: r.intern(t.on.Schema), Parent: r.intern(t.on.Name), Name: rel.table.Columns[at].Name,
		}})
	}
	return list, nil
}

// triggerCondition cuts the condition out of CREATE TRIGGER … WHEN (…) EXECUTE ….
func triggerCondition(definition string) (string, bool) {
	const word = " WHEN ("
	for i := 0; i < len(definition); {
		if strings.HasPrefix(definition[i:], word) {
			start := i + len(word) - 1
			end := closing(definition, start)
			if end < 0 {
				return "", false
			}
			return stripParens(definition[start+1 : end]), true
		}
		i = skip(definition, i)
	}
	return "", false
}

// triggerArguments takes tgargs apart: every argument ends with a zero byte.
func triggerArguments(args []byte, count int) []model.Value {
	var list []model.Value
	for _, text := range strings.SplitN(string(args), "\x00", count+1)[:count] {
		list = append(list, model.Value{Text: text})
	}
	return list
}

// triggerState is the text of property.Enabled for tgenabled and evtenabled.
func triggerState(letter string) string {
	switch letter {
	case "D":
		return "disabled"
	case "R":
		return "replica"
	case "A":
		return "always"
	}
	return ""
}

const eventTriggersSQL = `
SELECT e.oid, e.evtname, e.evtevent, n.nspname, p.proname, e.evtenabled::text, coalesce(e.evttags, '{}')
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace`

func (r *reader) readEventTriggers(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, event, enabled string
		var function model.QName
		var tags []string
		if err := rows.Scan(&oid, &name, &event, &function.Schema, &function.Name, &enabled, &tags); err != nil {
			return err
		}
		if r.owned(classEventTrigger, oid) {
			continue
		}
		d := model.Definition{ID: kind.Global(kind.EventTrigger, name), Comment: r.comment(classEventTrigger, oid)}
		d.SetText(property.Event, event)
		d.Set(property.Function, model.Value{Ref: r.routineRef(function)})
		d.Set(property.Tags, model.Value{List: sortedTexts(tags)})
		d.SetText(property.Enabled, triggerState(enabled))
		r.schema.Definitions = append(r.schema.Definitions, d)
	}
	return rows.Err()
}
