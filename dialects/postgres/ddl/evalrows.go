package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// rows computes the rows of a query that reads no table: of constants, VALUES,
// unnest and generate_series.
func (b *block) rows(s *parse.SelectStmt, depth int) ([]record, bool) {
	if depth > maxRowDepth || s.Op != parse.SetOperation_SETOP_NONE || s.WithClause != nil || len(s.GroupClause) > 0 ||
		s.HavingClause != nil || len(s.DistinctClause) > 0 || len(s.SortClause) > 0 || s.LimitCount != nil ||
		s.LimitOffset != nil || s.IntoClause != nil || len(s.LockingClause) > 0 || len(s.WindowClause) > 0 || len(s.FromClause) > 1 {
		return nil, false
	}
	if len(s.ValuesLists) > 0 {
		return b.valueRows(s.ValuesLists)
	}
	source, alias, ok := []record{{}}, "", true
	if len(s.FromClause) == 1 {
		source, alias, ok = b.sourceRows(s.FromClause[0], depth)
	}
	if !ok {
		return nil, false
	}
	var result []record
	for _, row := range source {
		list, ok := b.targetRows(s, row, alias)
		if result = append(result, list...); !ok || len(result) > maxRounds {
			return nil, false
		}
	}
	return result, true
}

func (b *block) valueRows(lists []*parse.Node) ([]record, bool) {
	var rows []record
	for _, n := range lists {
		values, ok := b.evalAll(n.GetList().GetItems())
		if !ok {
			return nil, false
		}
		row := record{values: values}
		for i := range values {
			n, _ := textOf(int64(i + 1))
			row.names = append(row.names, "column"+n)
		}
		rows = append(rows, row)
	}
	return rows, true
}

// sourceRows computes the rows of an item of FROM.
func (b *block) sourceRows(n *parse.Node, depth int) (rows []record, alias string, ok bool) {
	var given *parse.Alias
	switch f := n.GetNode().(type) {
	case *parse.Node_RangeSubselect:
		given = f.RangeSubselect.Alias
		query := f.RangeSubselect.Subquery.GetSelectStmt()
		if query == nil || f.RangeSubselect.Lateral {
			return nil, "", false
		}
		rows, ok = b.rows(query, depth+1)
	case *parse.Node_RangeFunction:
		given = f.RangeFunction.Alias
		rows, ok = b.functionRows(f.RangeFunction)
	}
	if !ok {
		return nil, "", false
	}
	columns := stringsOf(given.GetColnames())
	for i := range rows {
		if len(columns) > len(rows[i].names) {
			return nil, "", false
		}
		rows[i].names = append(slices.Clone(columns), rows[i].names[len(columns):]...)
	}
	return rows, given.GetAliasname(), true
}

// functionRows computes the rows of a function in FROM.
func (b *block) functionRows(f *parse.RangeFunction) ([]record, bool) {
	if len(f.Functions) != 1 || len(f.Coldeflist) > 0 || f.IsRowsfrom {
		return nil, false
	}
	items := f.Functions[0].GetList().GetItems()
	if len(items) == 0 {
		return nil, false
	}
	call := items[0].GetFuncCall()
	values, is, ok := b.setOf(call)
	if !is || !ok {
		return nil, false
	}
	name := lastName(call.Funcname)
	if f.Alias != nil {
		name = f.Alias.Aliasname
	}
	rows := make([]record, len(values))
	for i, v := range values {
		rows[i] = record{names: []string{name}, values: []value{v}}
		if f.Ordinality {
			rows[i].names = append(rows[i].names, "ordinality")
			rows[i].values = append(rows[i].values, int64(i+1))
		}
	}
	return rows, true
}

// targetRows computes what a query selects of one row: one row, none, or
// several if it calls a function that returns a set.
func (b *block) targetRows(s *parse.SelectStmt, row record, alias string) ([]record, bool) {
	b.enter()
	defer b.leave()
	if alias != "" {
		b.scope.vars[alias] = &variable{value: row, known: true}
	}
	for i, name := range row.names {
		b.scope.vars[name] = &variable{value: row.values[i], known: true}
	}
	if s.WhereClause != nil {
		v, ok := b.eval(s.WhereClause)
		truth, isBool := v.(bool)
		if !ok || !isBool || !truth {
			return nil, ok && (isBool || v == nil)
		}
	}
	var result record
	set, at := []value(nil), -1
	for _, n := range s.TargetList {
		t := n.GetResTarget()
		if ref := t.GetVal().GetColumnRef(); ref != nil && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
			if len(ref.Fields) != 1 {
				return nil, false
			}
			result.names = append(result.names, row.names...)
			result.values = append(result.values, row.values...)
			continue
		}
		name := t.GetName()
		if name == "" {
			name = expr.FigureName(t.GetVal(), b.version.Major())
		}
		values, is, ok := b.setIn(t.GetVal())
		var v value
		switch {
		case is && (!ok || at >= 0):
			return nil, false
		case is:
			set, at = values, len(result.values)
		default:
			if v, ok = b.eval(t.GetVal()); !ok {
				return nil, false
			}
		}
		result.names = append(result.names, name)
		result.values = append(result.values, v)
	}
	if at < 0 {
		return []record{result}, true
	}
	rows := make([]record, len(set))
	for i, v := range set {
		rows[i] = record{names: result.names, values: slices.Clone(result.values)}
		rows[i].values[at] = v
	}
	return rows, true
}

// setIn is setOf for a call under casts.
func (b *block) setIn(n *parse.Node) (values []value, is, ok bool) {
	c := n.GetTypeCast()
	if c == nil {
		return b.setOf(n.GetFuncCall())
	}
	values, is, ok = b.setIn(c.Arg)
	if !is || !ok || !b.isBuiltinType(c.TypeName) {
		return nil, is, false
	}
	for i, v := range values {
		if values[i], ok = b.castIn(v, c.TypeName); !ok {
			return nil, true, false
		}
	}
	return values, true, true
}

// setOf computes a call of a function that returns a set; is says whether it is
// one.
func (b *block) setOf(call *parse.FuncCall) (values []value, is, ok bool) {
	name := lastName(call.GetFuncname())
	if name != "unnest" && name != "generate_series" {
		return nil, false, false
	}
	args, ok := b.evalAll(call.Args)
	if !ok || b.routineCovers([]string{name}) {
		return nil, true, false
	}
	if name == "unnest" {
		if len(args) != 1 {
			return nil, true, false
		}
		list, isArray := args[0].(array)
		return slices.Clone(list), true, isArray
	}
	values, ok = series(args)
	return values, true, ok
}

// series computes generate_series.
func series(args []value) ([]value, bool) {
	if len(args) < 2 || len(args) > 3 {
		return nil, false
	}
	low, isInt := args[0].(int64)
	high, areInts := args[1].(int64)
	if !isInt || !areInts {
		return momentSeries(args)
	}
	step := int64(1)
	if len(args) == 3 {
		if step, isInt = args[2].(int64); !isInt || step == 0 {
			return nil, false
		}
	}
	var list []value
	for n := low; step > 0 && n <= high || step < 0 && n >= high; n += step {
		if list = append(list, n); len(list) > maxRounds {
			return nil, false
		}
	}
	return list, true
}

// momentSeries computes generate_series of dates or timestamps. Strings are
// taken for constants of the types that the function has.
func momentSeries(args []value) ([]value, bool) {
	if len(args) != 3 {
		return nil, false
	}
	low, isLow := args[0].(moment)
	high, isHigh := args[1].(moment)
	if text, isText := args[1].(string); isText && isLow {
		high, isHigh = parseMoment(text)
		high.kind = low.kind
	}
	step, isSpan := args[2].(span)
	if text, isText := args[2].(string); isText {
		v, _ := parseSpan(text)
		step, isSpan = v.(span)
	}
	if !isLow || !isHigh || !isSpan || low.kind != high.kind || step.months < 0 || step.days < 0 || step.clock < 0 || step == (span{}) {
		return nil, false
	}
	if low.kind == dateKind {
		low.kind = zonedKind // there is no such function for dates
	}
	var list []value
	for at := low; !at.After(high.Time); {
		if list = append(list, at); len(list) > maxRounds {
			return nil, false
		}
		var ok bool
		if at, ok = at.plus(step); !ok {
			return nil, false
		}
	}
	return list, true
}
