package expr

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr/literal"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// The folds of this file change a tree, never a value: each of them makes two
// spellings of the same constant equal.

// sameText reports whether a constant keeps its text when it is relabelled.
func sameText(from, to *facts.Type) bool {
	if from == to {
		return true
	}
	if from.Schema != facts.CatalogSchema || to.Schema != facts.CatalogSchema {
		return false
	}
	return isTextType(from.Name) && isTextType(to.Name) || isBits(from.Name) && isBits(to.Name)
}

func isTextType(name string) bool { return name == "text" || name == "varchar" || name == "bpchar" }
func isBits(name string) bool     { return name == "bit" || name == "varbit" }

// numberRank orders the number types by what can be cast without loss of
// meaning: a constant that is cast upwards is that constant.
func numberRank(t *facts.Type) int {
	if t.Schema != facts.CatalogSchema {
		return 0
	}
	switch t.Name {
	case "int2":
		return 1
	case "int4":
		return 2
	case "int8":
		return 3
	case "numeric":
		return 4
	case "float4":
		return 5
	case "float8":
		return 6
	}
	return 0
}

// foldCast carries out the cast of a constant, nil if it stays.
func (a *analysis) foldCast(n *node, target *facts.Type) *node {
	if n.isNullConst() && n.typ.Schema == facts.CatalogSchema && target.Schema == facts.CatalogSchema {
		return &node{kind: kindConst, null: true, typ: target}
	}
	from, to := numberRank(n.typ), numberRank(target)
	if !n.isConst() || n.unsure || from == 0 || to == 0 {
		return nil
	}
	switch {
	case to <= 3 && from <= 3: // integers, also downwards if it fits
		if _, err := strconv.ParseInt(n.text, 10, intBits(target)); err != nil {
			return nil
		}
		return &node{kind: kindConst, text: n.text, typ: target}
	case to == 4 && from <= 3:
		return &node{kind: kindConst, text: n.text, typ: target}
	case to == 6 && from == 5:
		single, err := strconv.ParseFloat(n.text, 32)
		if err != nil {
			return nil
		}
		text := strconv.FormatFloat(single, 'g', -1, 64)
		return a.constant(&node{kind: kindUnknown, text: text, typ: a.c.known.unknown}, target, "")
	case to >= 5 && from <= 4:
		return a.constant(&node{kind: kindUnknown, text: n.text, typ: a.c.known.unknown}, target, "")
	}
	return nil
}

func intBits(t *facts.Type) int {
	switch t.Name {
	case "int2":
		return 16
	case "int4":
		return 32
	}
	return 64
}

// foldLength fits a constant to modifiers where that doesn't change it, nil if
// it stays.
func (a *analysis) foldLength(n *node, target *facts.Type, mods string) *node {
	if n.isNullConst() {
		return &node{kind: kindConst, null: true, typ: target, mods: mods}
	}
	if !n.isConst() || n.unsure || target.Schema != facts.CatalogSchema {
		return nil
	}
	switch target.Name {
	case "varchar":
		if limit, err := strconv.Atoi(mods); err == nil && utf8.RuneCountInString(n.text) <= limit {
			return n.withMods(mods)
		}
	case "numeric":
		if text, ok := literal.FitNumeric(n.text, mods); ok {
			c := *n
			c.text, c.mods, c.written = text, mods, nil
			return &c
		}
	}
	return nil
}

// foldMinus negates a constant number, nil if it stays. The server prints
// -(5) as (- 5), which the parser reads as the constant -5.
func foldMinus(n *node) *node {
	rank := 0
	if n.isConst() && !n.null && !n.unsure {
		rank = numberRank(n.typ)
	}
	if rank == 0 {
		return nil
	}
	c := *n
	c.mods, c.written = "", nil
	if positive, ok := strings.CutPrefix(n.text, "-"); ok {
		c.text = positive
	} else {
		c.text = "-" + n.text
	}
	switch {
	case strings.Trim(n.text, "0.-") == "":
		if rank > 4 {
			return nil // floats have a negative zero
		}
		c.text = strings.TrimPrefix(n.text, "-")
	case rank <= 3:
		if _, err := strconv.ParseInt(c.text, 10, intBits(n.typ)); err != nil {
			return nil
		}
	case strings.ContainsAny(n.text, "N"):
		return nil
	}
	return &c
}

// foldUnits writes the constants that some functions read whatever their case
// in one case: the field of EXTRACT and date_part, the form of NORMALIZE. Which
// one the parser chooses changed with PostgreSQL 14.
func foldUnits(p *facts.Proc, args []*node) {
	if p.Schema != facts.CatalogSchema || len(args) == 0 {
		return
	}
	i, change := 0, strings.ToLower
	switch p.Name {
	case "extract", "date_part", "date_trunc":
	case "normalize", "is_normalized":
		i, change = 1, strings.ToUpper
	default:
		return
	}
	if i < len(args) && args[i] != nil && args[i].isConst() && !args[i].null {
		c := *args[i]
		c.text, c.written = change(c.text), nil
		args[i] = &c
	}
}
