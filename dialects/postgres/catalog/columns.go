package catalog

import (
	"sort"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// indexPart is a column of an index with settings of its own.
type indexPart struct {
	number     int
	statistics int // the target plus one
	options    []model.Option
}

// columnsSQL reads the columns of tables, foreign tables and composite types,
// and of indexes those that have settings. Only what generates a column can
// refer to columns; without a table to resolve these, pg_get_expr is many times
// faster.
func columnsSQL(v version.Number) string {
	compression := "''"
	if v.HasCompression() {
		compression = "a.attcompression::text"
	}
	return `
SELECT a.attrelid, c.relkind::text, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod),
       a.attnotnull, a.attidentity::text, a.attgenerated::text, a.attstorage::text, ` + compression + `,
       a.attcollation, coalesce(a.attstattarget, -1), a.attoptions, a.attfdwoptions, a.attislocal, a.attinhcount > 0,
       d.adrelid IS NOT NULL,
       coalesce(pg_get_expr(d.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE d.adrelid END), '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND (c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
       OR c.relkind IN ('i', 'I') AND (a.attoptions IS NOT NULL OR a.attstattarget >= 0))
  AND` + userSchema
}

// columnRow is one row of columnsSQL.
type columnRow struct {
	relation                                  uint32
	relationKind                              string
	name, typeText                            string
	notNull                                   bool
	identity, generated, storage, compression string
	statistics                                int
	options, foreign                          []string
	local, inherited                          bool
	hasDefault                                bool
	defaultText                               string
	columnFact
}

func (r *reader) readColumns(rows inspect.Rows) error {
	var c columnRow // one for all rows, since scanning makes it escape
	for rows.Next() {
		c = columnRow{}
		err := rows.Scan(&c.relation, &c.relationKind, &c.number, &c.name, &c.typ, &c.typeText,
			&c.notNull, &c.identity, &c.generated, &c.storage, &c.compression,
			&c.collation, &c.statistics, &c.options, &c.foreign, &c.local, &c.inherited,
			&c.hasDefault, &c.defaultText)
		if err != nil {
			return err
		}
		if err := r.addColumn(c); err != nil {
			return err
		}
	}
	for _, t := range r.order {
		sort.Sort(byNumber{t})
	}
	return rows.Err()
}

func (r *reader) addColumn(c columnRow) error {
	switch c.relationKind {
	case "i", "I":
		r.indexParts[c.relation] = append(r.indexParts[c.relation], indexPart{
			number: c.number, statistics: c.statistics + 1, options: r.options("", c.options),
		})
		return nil
	case "c":
		return r.addAttribute(c)
	}
	t := r.relations[c.relation]
	if t == nil {
		return nil // of another kind than the relations query said: can't be, it's one snapshot
	}
	column, err := r.modelColumn(t, c)
	if err != nil {
		return err
	}
	t.table.Columns = append(t.table.Columns, column)
	t.columns = append(t.columns, c.columnFact)
	return nil
}

// addAttribute adds an attribute of a composite type.
func (r *reader) addAttribute(c columnRow) error {
	of := r.composite[c.relation]
	if of == nil {
		return nil
	}
	typ, err := r.typ(c.typeText)
	if err != nil {
		return err
	}
	collation, err := r.collation(c.collation, r.types[c.typ].collation)
	if err != nil {
		return err
	}
	of.Attributes = append(of.Attributes, model.Attribute{
		Name: r.intern(c.name), Type: typ, Collation: collation, Comment: r.columnComment(c.relation, c.number),
	})
	of.numbers = append(of.numbers, c.number)
	return nil
}

func (r *reader) modelColumn(t *relation, c columnRow) (model.Column, error) {
	column := model.Column{Name: r.intern(c.name)}
	if !t.kept() {
		if t.kind == "v" && !t.owned {
			column.Comment = r.columnComment(c.relation, c.number)
			return column, r.addDefault(&column, c)
		}
		return column, nil // its name is all that is needed
	}
	var err error
	if column.Type, err = r.typ(c.typeText); err != nil {
		return column, err
	}
	fact, known := r.types[c.typ]
	if !known { // the row type of a table or an array of one
		fact.storage = "x"
	}
	if column.Collation, err = r.collation(c.collation, fact.collation); err != nil {
		return column, err
	}
	column.NotNull = c.notNull
	if c.storage != fact.storage {
		column.Storage = storageName(c.storage)
	}
	column.Compression = compressionName(c.compression)
	column.Statistics = c.statistics + 1
	column.Options, column.ForeignOptions = r.options("", c.options), r.foreignOptions(c.foreign)
	column.Identity.Mode = identityMode(c.identity)
	column.Inherited = c.inherited || t.typed
	column.Local = c.local && c.inherited && !t.partition()
	column.Comment = r.columnComment(c.relation, c.number)
	return column, r.addDefault(&column, c)
}

// addDefault sets a column's default or what generates it.
//
// DEFAULT NULL is none, unless the column's type is a domain with a default of
// its own, which it overrides.
func (r *reader) addDefault(column *model.Column, c columnRow) error {
	if !c.hasDefault {
		return nil
	}
	e := expr(c.defaultText)
	switch {
	case e.IsZero():
		return changed("the default of column %s is gone", c.name)
	case c.generated != "":
		column.Generated = model.Generated{Expr: e, Virtual: c.generated == "v"}
	case isNullOf(e.Text) && !r.domainHasDefault(c.typ):
	default:
		column.Default = e
	}
	return nil
}

// domainHasDefault reports whether a type is a domain with a default, itself or
// through the domain that it is over.
func (r *reader) domainHasDefault(oid uint32) bool {
	for range 100 { // as in baseType
		fact := r.types[oid]
		if fact.kind != "d" || fact.hasDefault {
			return fact.kind == "d"
		}
		oid = fact.base
	}
	return false
}

// byNumber sorts the columns of a relation in place.
type byNumber struct{ *relation }

func (s byNumber) Len() int           { return len(s.columns) }
func (s byNumber) Less(i, j int) bool { return s.columns[i].number < s.columns[j].number }
func (s byNumber) Swap(i, j int) {
	s.columns[i], s.columns[j] = s.columns[j], s.columns[i]
	s.table.Columns[i], s.table.Columns[j] = s.table.Columns[j], s.table.Columns[i]
}

func storageName(letter string) string {
	switch letter {
	case "p":
		return "plain"
	case "e":
		return "external"
	case "m":
		return "main"
	}
	return "extended"
}

func compressionName(letter string) string {
	switch letter {
	case "p":
		return "pglz"
	case "l":
		return "lz4"
	}
	return letter
}

func identityMode(letter string) model.IdentityMode {
	switch letter {
	case "a":
		return model.IdentityAlways
	case "d":
		return model.IdentityByDefault
	}
	return model.NotIdentity
}
