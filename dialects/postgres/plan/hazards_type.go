package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// catalog returns what is known of the types and expressions of one side; nil if
// nothing is.
func (s *session) catalog(d *side) *expr.Catalog {
	if d.catalog == nil {
		if c, err := expr.NewCatalog(s.version.Major(), &d.schema); err == nil {
			d.catalog = c
		}
	}
	return d.catalog
}

// castable tells how the values of a column become those of another type. Both
// types are looked up on one side, the new one first; what cannot be decided
// takes an explicit conversion.
func (s *session) castable(from, to model.Type) expr.Conversion {
	for _, d := range []*side{s.new, s.old} {
		if c := s.catalog(d); c != nil {
			if conversion, err := c.Castable(from, to); err == nil {
				return conversion
			}
		}
	}
	return expr.Conversion{Rewrite: true, Checks: true}
}

// assignable reports whether ALTER TYPE converts by itself.
func (s *session) assignable(from, to model.Type) bool {
	return s.castable(from, to).Level >= expr.CastAssignment
}

// conversion returns the expression for USING, empty if none is needed. A type
// that is made anew has no cast from the one it replaces: every type can go
// through text, except that the fields of a composite may have moved.
func (s *session) conversion(t model.Table, old, fresh model.Column, replaced bool) string {
	if replaced && old.Type.QName() == fresh.Type.QName() {
		if row := s.rowConversion(old, fresh); row != "" {
			return row
		}
		return throughText(old.Name, fresh)
	}
	switch s.castable(old.Type, fresh.Type).Level {
	case expr.CastAssignment, expr.CastImplicit:
		return ""
	case expr.CastExplicit:
		return write("").Ident(fresh.Name).Key("::").typ(fresh.Type).String()
	case expr.CastNone:
	}
	return throughText(old.Name, fresh)
}

func throughText(_ string, fresh model.Column) string {
	return write("").Ident(fresh.Name).Key("::text::").typ(fresh.Type).String()
}

// rowConversion builds a composite value of a type whose attributes are not
// those of the old one: by name, each through text.
func (s *session) rowConversion(old, fresh model.Column) string {
	from, to, moved := s.movedAttributes(old, fresh)
	if !moved || fresh.Type.Array {
		return ""
	}
	w := write("CASE WHEN ").Ident(fresh.Name).Key(" IS DISTINCT FROM NULL THEN ROW(")
	for i, a := range to.Attributes {
		if i > 0 {
			w.Key(", ")
		}
		if !hasAttribute(from, a.Name) {
			w.Key("NULL")
			continue
		}
		w.Key("(").Ident(fresh.Name).Key(").").Ident(a.Name).Key("::text::").typ(a.Type)
	}
	return w.Key(")::").typ(fresh.Type).Key(" END").String()
}

// movedAttributes returns the composite type of a column, or of its elements, as it
// was and as it becomes, and whether its attributes have other places.
func (s *session) movedAttributes(old, fresh model.Column) (from, to model.Composite, moved bool) {
	from, ok := s.old.object(s.old.types[old.Type.QName()]).(model.Composite)
	to, ok2 := s.new.object(s.new.types[fresh.Type.QName()]).(model.Composite)
	return from, to, ok && ok2 && !sameAttributes(from, to)
}

func sameAttributes(a, b model.Composite) bool {
	if len(a.Attributes) != len(b.Attributes) {
		return false
	}
	for i := range a.Attributes {
		if a.Attributes[i].Name != b.Attributes[i].Name {
			return false
		}
	}
	return true
}

func hasAttribute(c model.Composite, name string) bool {
	for _, a := range c.Attributes {
		if a.Name == name {
			return true
		}
	}
	return false
}

// typeHazards says what a change of type does to the rows.
func (s *session) typeHazards(step *render.Step, op render.Op, table model.QName, old, fresh model.Column) {
	if s.foreign(table) {
		return
	}
	conversion := s.castable(old.Type, fresh.Type)
	if op.Forced || conversion.Level < expr.CastAssignment {
		conversion.Rewrite = true
	}
	if fresh.Generated.Virtual || old.Generated.Virtual {
		conversion.Rewrite = false
	}
	if conversion.Rewrite {
		s.rewrite(step, table, "Changing the type of a column writes all rows and indexes anew while nobody can read or write the table.")
	} else if conversion.Checks || s.readAnew(table, old.Name, op.Has(diff.FacetCollation)) {
		s.scan(step, table, "Changing the type of a column reads the whole table while nobody can read or write it.")
	}
	zone := op.Has(diff.FacetType) && zoned(old.Type) != zoned(fresh.Type)
	if conversion.Rewrite && op.Has(diff.FacetType) && (op.Forced || !holdsAll(old.Type, fresh.Type)) {
		hazard(step, render.MayFail, "Fails if a value does not fit the new type.")
		if !zone {
			hazard(step, render.ValueChange, "Values are converted to the new type; what it cannot hold is rounded, cut or refused.")
		}
	}
	if _, _, moved := s.movedAttributes(old, fresh); moved && op.Forced && fresh.Type.Array {
		hazard(step, render.ValueChange, "The elements of the array get their attributes by the places of these, not by their names, and fail if their number is another; if there are any, convert them by hand.")
	}
	if zone {
		hazard(step, render.ValueChange, "Times are converted by the TimeZone of the session that runs this; set the one that the values are meant in.")
	}
	if narrows(old.Type, fresh.Type) {
		step.Losses = append(step.Losses, render.Loss{
			Object: op.Node.ID, Code: render.Irreversible,
			Text: "what the conversion to a narrower type takes from the values does not come back",
		})
	}
}

// zoned reports whether a type is a time with a zone: what it is without one, or
// as text, depends on the session's TimeZone.
func zoned(t model.Type) bool {
	return t.Builtin() && (t.Name == "timestamp with time zone" || t.Name == "time with time zone")
}

// readAnew reports whether the server reads all rows for a change of type that
// leaves the values as they are: it checks them anew, and indexes with
// expressions, or under another collation, are built anew.
func (s *session) readAnew(table model.QName, column string, collation bool) bool {
	t := s.old.table(table)
	stays := func(kind model.Kind, name string) bool {
		verb := s.task.Planned(node(partID(kind, table, name)))
		return verb == render.Keep || verb == render.Alter
	}
	index := func(kind model.Kind, name string, keys []model.IndexKey, predicate model.Expr) bool {
		mentioned, plain := mentionsColumn(predicate, column), false
		for _, k := range keys {
			mentioned = mentioned || mentionsColumn(k.Expr, column)
			plain = plain || k.Column == column
		}
		complete := hasExpr(keys) || !predicate.IsZero()
		return (mentioned || plain && (complete || collation)) && stays(kind, name)
	}
	for _, c := range t.Checks {
		if !c.NotValid && !c.NotEnforced && mentionsColumn(c.Expr, column) && stays(model.KindCheck, c.Name) {
			return true
		}
	}
	for _, x := range t.Indexes {
		if index(model.KindIndex, x.Name, x.Keys, x.Predicate) {
			return true
		}
	}
	for _, e := range t.Exclusions {
		if index(model.KindExclusion, e.Name, elementKeys(e), e.Predicate) {
			return true
		}
	}
	for _, k := range t.Keys {
		if collation && slices.Contains(k.Columns, column) && stays(k.Kind(), k.Name) {
			return true
		}
	}
	return false
}

// integerDigits is how many decimal digits a value of an integer type can have.
var integerDigits = map[string]int{"smallint": 5, "integer": 10, "bigint": 19}

// holdsAll reports whether every value of one built-in type is a value of
// another one, or at least its text is.
func holdsAll(from, to model.Type) bool {
	if from.Array != to.Array || !from.Builtin() || !to.Builtin() {
		return false
	}
	if to.Name == "text" || to.Name == "character varying" && to.Modifiers == "" {
		return from.Name != "character" // whose padding is cut
	}
	digits, isInteger := integerDigits[from.Name]
	switch to.Name {
	case "integer", "bigint":
		return isInteger && digits < integerDigits[to.Name]
	case "double precision":
		return from.Name == "real" || isInteger && digits <= 10
	case "numeric":
		if to.Modifiers == "" {
			return isInteger || from.Name == "numeric"
		}
		if from.Name == "numeric" {
			return from.Modifiers != "" && !narrowerModifiers(from.Modifiers, to.Modifiers)
		}
		n, ok := modifierNumbers(to.Modifiers)
		return isInteger && ok && n[1] >= 0 && n[0]-n[1] >= digits
	}
	return false
}

// narrows reports whether a conversion may lose a part of a value.
func narrows(old, fresh model.Type) bool {
	if old == fresh || old.Array != fresh.Array {
		return false
	}
	if old.Name == fresh.Name {
		return narrowerModifiers(old.Modifiers, fresh.Modifiers)
	}
	if old.Builtin() && fresh.Builtin() && old.Name == "text" && fresh.Name == "character varying" && fresh.Modifiers == "" {
		return false
	}
	rank := func(t model.Type) int {
		for i, n := range []string{"smallint", "integer", "bigint", "real", "double precision", "numeric", "text"} {
			if t.Builtin() && t.Name == n {
				return i + 1
			}
		}
		return 0
	}
	return rank(old) > rank(fresh) && rank(fresh) > 0 || rank(old) == 7 || old.Name == "timestamp with time zone" || fresh.Name == "date" ||
		old.Name == "json" && fresh.Name == "jsonb"
}

// narrowerModifiers reports whether less fits a type under other modifiers: a
// length or a precision that is smaller, or fewer digits before or behind the
// point. What is no number may hold less.
func narrowerModifiers(old, fresh string) bool {
	if fresh == old || fresh == "" {
		return false
	}
	was, ok := modifierNumbers(old)
	is, ok2 := modifierNumbers(fresh)
	if !ok || !ok2 {
		return true
	}
	return is[0]-is[1] < was[0]-was[1] || is[1] < was[1]
}

// modifierNumbers returns a length or precision, and a scale.
func modifierNumbers(list string) (n [2]int, ok bool) {
	first, second, both := strings.Cut(list, ",")
	var err, err2 error
	n[0], err = strconv.Atoi(strings.TrimSpace(first))
	if both {
		n[1], err2 = strconv.Atoi(strings.TrimSpace(second))
	}
	return n, err == nil && err2 == nil
}

// typeStorage returns the TOAST strategy that a type has by itself.
func (s *session) typeStorage(t model.Type) string {
	if t.Array {
		return "extended"
	}
	if id, ok := s.new.types[t.QName()]; ok {
		switch o := s.new.object(id).(type) {
		case model.Domain:
			return s.typeStorage(o.Base)
		case model.Enum:
			return "plain"
		case model.Composite, model.Range, model.Table:
			return "extended"
		case model.Definition, model.Namespace, model.Extension, model.Sequence, model.Column, model.Key, model.Check, model.Exclusion,
			model.ForeignKey, model.Index, model.Statistics:
		}
	}
	switch t.Name {
	case "numeric", "inet", "cidr":
		return "main"
	case "smallint", "integer", "bigint", "real", "double precision", "boolean", "date", "time without time zone",
		"time with time zone", "timestamp without time zone", "timestamp with time zone", "interval", "uuid", "money",
		"oid", "name", `"char"`, "point", "line", "lseg", "box", "circle", "macaddr", "macaddr8", "tid", "xid", "xid8", "cid",
		"pg_lsn", "regclass", "regtype", "regproc", "regprocedure", "regoper", "regoperator", "regrole", "regnamespace",
		"regcollation", "regconfig", "regdictionary", "int2vector", "oidvector":
		return "plain"
	}
	return "extended"
}

// stable reports whether a call is of a built-in function whose value does not
// change within a statement, so that ADD COLUMN computes it once
// (pg_proc.provolatile).
func stable(m mention) bool {
	if len(m.parts) != 1 {
		return false
	}
	switch m.parts[0] {
	case "now", "transaction_timestamp", "statement_timestamp", "timezone", "date_trunc", "lower", "upper", "concat",
		"to_char", "jsonb_build_object", "jsonb_build_array", "json_build_object", "current_setting", "md5",
		"make_interval", "date_part", "extract", "coalesce", "nullif", "greatest", "least", "cast", "int4range", "int8range",
		"numrange", "tsrange", "tstzrange", "daterange", "array", "row", "numeric", "varchar", "char", "bit", "timestamp",
		"time", "interval", "decimal", "character", "varying", "precision":
		return true
	}
	return false
}
