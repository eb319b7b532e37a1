package gen

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// columnNodes decides which attributes are written with the column and adds
// nodes for the others.
func (tw *tableWriter) columnNodes(c *Column) {
	t := tw.t
	if !tw.isLate(c) {
		tw.after = append(tw.after, tw.columnNeeds(c)...)
	}
	there := any(t)
	if tw.isLate(c) {
		there = lateColumn{c}
	}
	set := func(action func() string) {
		key := new(int)
		tw.alter(t, key, []any{there}, func() string { return "ALTER " + oneOf(tw.draw, "COLUMN ", "COLUMN ", "") + tw.col(c) + " " + action() })
		tw.done(columnsDone{t}, key)
	}
	if c.Storage != "" {
		set(func() string { return "SET STORAGE " + c.Storage })
	}
	if c.Compress != "" && tw.compressLate(c) {
		set(func() string { return "SET COMPRESSION " + c.Compress })
	}
	if c.Stats != nil {
		set(func() string { return "SET STATISTICS " + itoa(*c.Stats) })
	}
	if len(c.Options) > 0 {
		set(func() string { return "SET " + tw.options(c.Options) })
	}
	if tw.defaultLate(c) {
		set(func() string { return "SET DEFAULT " + tw.expr(c.Default) })
	}
	if tw.notNullLate(c) {
		set(func() string { return "SET NOT NULL" })
	}
	tw.columnComments(c, there)
}

func (tw *tableWriter) columnComments(c *Column, there any) {
	t := tw.t
	tw.comment(there, "COLUMN", c.Comment, func() string { return tw.table(t) + "." + tw.col(c) })
	if c.Identity != nil {
		tw.comment(there, "SEQUENCE", c.Identity.Comment, func() string { return tw.qualified(t.NS, c.Identity.SeqName) })
	}
	if tw.s.Major >= 18 {
		tw.comment(columnsDone{t}, "CONSTRAINT", c.NN.Comment, func() string { return tw.ident(c.NN.Name) + " ON " + tw.table(t) })
		if c.NN.NotValid {
			key := new(int)
			tw.alter(t, key, []any{there}, func() string { return "ADD " + tw.namedNotNull(c) + " NOT VALID" })
			tw.done(columnsDone{t}, key)
		}
	}
}

// choice tosses a coin for a question about a column once, so that the text and
// the nodes agree.
type choice struct {
	c    *Column
	what string
}

func (tw *tableWriter) decide(c *Column, what string) bool {
	key := choice{c, what}
	if _, known := tw.choices[key]; !known {
		tw.choices[key] = !tw.tidy && tw.chance(25)
	}
	return tw.choices[key]
}

func (tw *tableWriter) compressLate(c *Column) bool {
	return tw.s.Major < 14 || tw.decide(c, "compression") || c.From != nil
}

func (tw *tableWriter) defaultLate(c *Column) bool {
	return c.Default != nil && (tw.decide(c, "default") || tw.isLiked(c))
}

// isLiked says whether the column comes from a LIKE clause.
func (tw *tableWriter) isLiked(c *Column) bool {
	if tw.t.Like == nil {
		return false
	}
	for _, o := range tw.t.Columns[:tw.t.Like.Count] {
		if o == c {
			return true
		}
	}
	return false
}

func (tw *tableWriter) notNullLate(c *Column) bool {
	plain := c.NotNull && c.NN == NotNull{} && c.Identity == nil && !c.Serial
	if tw.s.Major >= 18 && tw.isLiked(c) {
		return false // LIKE has copied it, with its name and NO INHERIT
	}
	return plain && (tw.decide(c, "not null") && c.From == nil || tw.isLiked(c))
}

// namedNotNull writes the table-level form that PostgreSQL 18 has.
func (tw *tableWriter) namedNotNull(c *Column) string {
	text := "CONSTRAINT " + tw.ident(c.NN.Name) + " NOT NULL " + tw.col(c)
	if c.NN.NoInherit {
		text += " NO INHERIT"
	}
	return text
}

// column writes a column's definition.
func (tw *tableWriter) column(c *Column) string {
	text := tw.col(c) + " "
	if c.Serial {
		text += tw.serial(c)
	} else {
		text += tw.typ(c.typ())
	}
	if c.Compress != "" && !tw.compressLate(c) {
		text += " COMPRESSION " + c.Compress
	}
	return text + tw.columnOptions(c)
}

func (tw *tableWriter) serial(c *Column) string {
	switch c.Type.Base.Name {
	case "bigint":
		return oneOf(tw.draw, "bigserial", "serial8", "BIGSERIAL")
	case "smallint":
		return oneOf(tw.draw, "smallserial", "serial2")
	}
	return oneOf(tw.draw, "serial", "SERIAL", "serial4")
}

// columnOptions writes what stands behind a column's type.
func (tw *tableWriter) columnOptions(c *Column) string {
	var parts []string
	if coll := tw.columnCollation(c); coll != "" {
		parts = append(parts, "COLLATE "+coll)
	}
	if c.Default != nil && !tw.defaultLate(c) {
		parts = append(parts, "DEFAULT "+tw.defaultText(c.Default))
	}
	if c.Identity != nil {
		parts = append(parts, tw.identity(c.Identity))
	}
	if e := c.generated(); e != nil && (c.From == nil || tw.attached()) {
		parts = append(parts, "GENERATED ALWAYS AS ("+tw.expr(e)+")"+tw.generatedKind(c))
	}
	if text := tw.notNullText(c); text != "" {
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(shuffled(tw.draw, parts), " ")
}

func (tw *tableWriter) generatedKind(c *Column) string {
	if c.virtual() {
		return oneOf(tw.draw, " VIRTUAL", "")
	}
	return " STORED"
}

// columnCollation is written where the column is declared, also again where it
// must agree with a parent's.
func (tw *tableWriter) columnCollation(c *Column) string {
	if c.From != nil && (c.Local || tw.attached()) {
		return tw.columnCollation(c.first())
	}
	switch {
	case c.UserColl != nil:
		return tw.typeName(c.UserColl.NS, c.UserColl.Name)
	case c.Collation != "" && c.From == nil:
		return tw.collation(c.Collation)
	}
	return ""
}

// notNullText writes NOT NULL; also now and then NULL, which means nothing.
func (tw *tableWriter) notNullText(c *Column) string {
	switch {
	case tw.attached() && c.mustNotBeNull():
		return "NOT NULL"
	case tw.notNullLate(c), tw.s.Major >= 18 && c.NN.NotValid:
		return ""
	case c.Identity != nil || c.Serial:
		return oneOf(tw.draw, "", "", "NOT NULL")
	case !c.NotNull:
		if !tw.tidy && tw.chance(8) && c.From == nil && !tw.inPrimary(c) {
			return "NULL"
		}
		return ""
	case c.NN.Name != "":
		text := "CONSTRAINT " + tw.ident(c.NN.Name) + " NOT NULL"
		if c.NN.NoInherit && tw.s.Major >= 18 {
			text += " NO INHERIT"
		}
		return text
	}
	return "NOT NULL"
}

// mustNotBeNull says whether the column or one that it comes from is not null.
func (c *Column) mustNotBeNull() bool {
	for ; c != nil; c = c.From {
		if c.NotNull || c.Identity != nil || c.Serial {
			return true
		}
		if c.Table == nil {
			continue
		}
		for _, k := range c.Table.Keys {
			if k.Primary && len(except([]*Column{c}, k.Columns)) == 0 {
				return true
			}
		}
	}
	return false
}

func (tw *tableWriter) inPrimary(c *Column) bool {
	for _, k := range tw.t.Keys {
		for _, o := range k.Columns {
			if o == c && k.Primary {
				return true
			}
		}
	}
	return false
}

func (tw *tableWriter) identity(i *Identity) string {
	text := "GENERATED " + map[bool]string{true: "ALWAYS", false: "BY DEFAULT"}[i.Always] + " AS IDENTITY"
	options := tw.seqOpts(i.Opts, true)
	if i.SeqName != "" {
		options = " SEQUENCE NAME " + tw.ident(tw.t.NS.Name) + "." + tw.ident(i.SeqName) + options
		if i.Unlogged != nil {
			options += map[bool]string{true: " UNLOGGED", false: " LOGGED"}[*i.Unlogged]
		}
	}
	if options != "" {
		text += " (" + strings.TrimSpace(options) + ")"
	}
	return text
}

// defaultText writes a default where the grammar wants a restricted expression.
func (w *writer) defaultText(e *Expr) string {
	text := w.expr(e)
	lower := strings.ToLower(text)
	for _, word := range []string{" at time zone", "not ", " and ", " or ", " in ", " is ", " between ", " like ", " collate "} {
		if strings.Contains(lower, word) {
			return "(" + text + ")"
		}
	}
	if w.chance(15) {
		return "(" + text + ")"
	}
	return text
}
