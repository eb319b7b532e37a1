package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// parseBound reads what pg_get_expr prints of a partition's bound.
func parseBound(text string) (model.PartitionBound, error) {
	var b model.PartitionBound
	var ok bool
	switch {
	case text == "":
		return b, changed("a partition's bound is gone")
	case text == "DEFAULT":
		b.Default, ok = true, true
	case strings.HasPrefix(text, "FOR VALUES IN "):
		var rest string
		var values []string
		values, rest, ok = cutParens(text, "FOR VALUES IN ")
		b.In, ok = exprs(values), ok && rest == "" && len(values) > 0
	case strings.HasPrefix(text, "FOR VALUES FROM "):
		from, rest, okFrom := cutParens(text, "FOR VALUES FROM ")
		to, rest, okTo := cutParens(rest, " TO ")
		b.From, b.To = boundValues(from), boundValues(to)
		ok = okFrom && okTo && rest == "" && len(from) > 0 && len(from) == len(to)
	case strings.HasPrefix(text, "FOR VALUES WITH "):
		values, rest, okList := cutParens(text, "FOR VALUES WITH ")
		if ok = okList && rest == "" && len(values) == 2; ok {
			var okModulus, okRemainder bool
			b.Modulus, okModulus = boundNumber(values[0], "modulus ")
			b.Remainder, okRemainder = boundNumber(values[1], "remainder ")
			ok = okModulus && okRemainder && b.Modulus > 0
		}
	}
	if !ok {
		return model.PartitionBound{}, fmt.Errorf("understanding the partition bound %q", text)
	}
	return b, nil
}

// cutParens takes prefix and a list in parentheses from the start of s.
func cutParens(s, prefix string) (list []string, rest string, ok bool) {
	s, ok = strings.CutPrefix(s, prefix)
	if !ok || !strings.HasPrefix(s, "(") {
		return nil, s, false
	}
	end := closing(s, 0)
	if end < 0 {
		return nil, s, false
	}
	return splitList(s[1:end]), s[end+1:], true
}

func boundValues(list []string) []model.BoundValue {
	values := make([]model.BoundValue, len(list))
	for i, text := range list {
		switch text {
		case "MINVALUE":
			values[i].Infinite = "minvalue"
		case "MAXVALUE":
			values[i].Infinite = "maxvalue"
		default:
			values[i].Expr = expr(text)
		}
	}
	return values
}

func boundNumber(text, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}

// partitionKeysSQL prints the whole key only where it has an expression, whose
// own collation and type are nowhere in the catalog.
const partitionKeysSQL = `
SELECT p.partrelid, p.partstrat::text, p.partattrs::text, p.partclass::text, p.partcollation::text,
       coalesce(CASE WHEN p.partexprs IS NOT NULL THEN pg_get_partkeydef(p.partrelid) END, '')
FROM pg_partitioned_table p`

func (r *reader) readPartitionKeys(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var strategy, definition string
		var columns, classes, collations vector
		if err := rows.Scan(&oid, &strategy, &columns.text, &classes.text, &collations.text, &definition); err != nil {
			return err
		}
		t := r.relations[oid]
		if !t.kept() {
			continue
		}
		keys := keyColumns{columns: columns.numbers(), classes: classes.oids(), collations: collations.oids()}
		if definition != "" {
			_, list, _ := strings.Cut(definition, " ")
			keys.elements, _, _ = cutParens(list, "")
		}
		p := model.Partitioning{Strategy: partitionStrategy(strategy)}
		for i := range keys.columns {
			k, err := r.key(t, keys, i)
			if err != nil {
				return fmt.Errorf("partition key of %s: %w", t.table.QName(), err)
			}
			p.Keys = append(p.Keys, model.PartitionKey{Column: k.Column, Expr: k.Expr, Collation: k.Collation, Opclass: k.Opclass})
		}
		t.table.Partitioning = p
	}
	return rows.Err()
}

func partitionStrategy(letter string) model.PartitionStrategy {
	switch letter {
	case "l":
		return model.PartitionByList
	case "h":
		return model.PartitionByHash
	}
	return model.PartitionByRange
}
