package mysql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// createTable reads what follows CREATE TABLE.
func (p *parser) createTable(c creation) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	id := model.ID{Kind: model.KindTable, Name: name}
	if p.taken(name) {
		switch {
		case keeps:
			p.skip()
			return id, nil
		case c.replace:
			delete(p.tables, name)
		default:
			return id, p.wrong(at, fmt.Sprintf("there is a table or a view %s already", name), "")
		}
	}
	t := &table{Table: model.Table{Name: name, Pos: c.pos}, collation: p.collation}
	if done, err := p.like(t); done || err != nil {
		return id, err
	}
	if err := p.Mark("("); err != nil {
		return id, err
	}
	if err := p.tableParts(t); err != nil {
		return id, err
	}
	if err := p.tableOptions(t); err != nil {
		return id, err
	}
	if p.Sees("partition", "by") {
		if err := p.partitionBy(t); err != nil {
			return id, err
		}
	}
	if p.Sees("select") || p.Sees("as") || p.Sees("ignore") || p.Sees("replace") || p.Sees("with") {
		return id, fmt.Errorf("the columns of a table that is made of a query are only known to the server")
	}
	if err := p.settleTable(t); err != nil {
		return id, err
	}
	p.tables[name] = t
	return id, nil
}

// taken reports whether there is a table or a view of that name.
func (r *reader) taken(name string) bool {
	_, table := r.tables[name]
	_, view := r.definitions[model.ID{Kind: KindView, Name: name}]
	_, sequence := r.sequences[name]
	return table || view || sequence
}

// like reads CREATE TABLE … LIKE.
func (p *parser) like(t *table) (bool, error) {
	parens := p.Peek().Text == "(" && p.Ahead(1).Is("like")
	if parens {
		p.At++
	}
	if !p.Accept("like") {
		return false, nil
	}
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return true, err
	}
	if parens {
		if err := p.Mark(")"); err != nil {
			return true, err
		}
	}
	from, ok := p.tables[name]
	if !ok {
		return true, p.wrong(at, fmt.Sprintf("there is no table %s", name), "")
	}
	made := from.clone()
	made.Name, made.Pos, made.ForeignKeys = t.Name, t.Pos, nil // the server doesn't copy foreign keys
	made.Options = setOption(made.Options, OptionAutoIncrement, "")
	for i := range made.Checks {
		if c := &made.Checks[i]; c.Column == "" && !p.server.IsMariaDB() {
			c.Name, c.ImplicitName = made.Name+checkMark+fmt.Sprint(i+1), true
		}
	}
	p.tables[t.Name] = made
	return true, nil
}

// clone returns a copy that shares nothing that is changed in place.
func (t *table) clone() *table {
	o := *t
	o.Columns = slices.Clone(t.Columns)
	o.Checks = slices.Clone(t.Checks)
	o.ForeignKeys = slices.Clone(t.ForeignKeys)
	o.indexes = slices.Clone(t.indexes)
	for i := range o.indexes {
		o.indexes[i].keys = slices.Clone(t.indexes[i].keys)
	}
	return &o
}

// tableParts reads columns, keys and constraints up to the closing parenthesis.
func (p *parser) tableParts(t *table) error {
	for {
		if err := p.tablePart(t); err != nil {
			return err
		}
		if p.AcceptMark(")") {
			return nil
		}
		if err := p.Mark(","); err != nil {
			return err
		}
	}
}

func (p *parser) tablePart(t *table) error {
	if p.Sees("period", "for") {
		return p.period(t)
	}
	if p.isConstraint() {
		return p.constraint(t)
	}
	c, err := p.column(t)
	if err != nil {
		return err
	}
	return p.addColumn(t, c, len(t.Columns))
}

// addColumn puts a column at a place, with what it brings along.
func (p *parser) addColumn(t *table, c columnPart, at int) error {
	if _, taken := t.column(c.Name); taken {
		return p.wrong(c.token, fmt.Sprintf("table %s has a column %s already", t.Name, c.Name), "")
	}
	t.Columns = slices.Insert(t.Columns, at, c.Column)
	return p.addParts(t, c)
}

// addParts adds the keys and constraints that a column's definition says.
func (p *parser) addParts(t *table, c columnPart) error {
	for _, x := range c.indexes {
		if err := t.add(x); err != nil {
			return err
		}
	}
	for _, check := range c.checks {
		if err := t.addCheck(check, p.server); err != nil {
			return err
		}
	}
	if c.references != nil && p.server.inlineReferences() {
		return p.addReference(t, *c.references)
	}
	return nil
}

// inlineReferences reports whether REFERENCES behind a column makes a foreign key:
// MySQL reads it and forgets it before 9.0.
func (s Server) inlineReferences() bool { return s.MinMySQL(9, 0, 0) || s.MinMariaDB(10, 5, 0) }

// addReference adds a foreign key and the index that it needs.
func (p *parser) addReference(t *table, f reference) error {
	if err := t.addForeignKey(f.ForeignKey); err != nil {
		return err
	}
	name := f.ForeignKey.Name
	if f.index != "" && (p.server.IsMariaDB() || name == "") {
		name = f.index
	}
	x := index{name: name, generated: true, pos: f.Pos}
	for _, c := range f.Columns {
		x.keys = append(x.keys, model.IndexKey{Column: c})
	}
	return t.add(x)
}

// period reads PERIOD FOR name (a, b).
func (p *parser) period(t *table) error {
	p.At += 2
	at := p.Peek()
	name, err := p.name()
	if err != nil {
		return err
	}
	columns, err := p.names()
	if err != nil {
		return err
	}
	if len(columns) != 2 {
		return p.wrong(at, "a period has two columns", "")
	}
	t.Options = setOption(t.Options, "period "+fold(name), Ident(columns[0])+", "+Ident(columns[1]))
	return nil
}

// settleTable brings a table into the form that the server keeps.
func (p *parser) settleTable(t *table) error {
	p.settleColumns(t)
	for i := range t.ForeignKeys {
		f := &t.ForeignKeys[i]
		if f.References.Schema == "" && f.References.Name == t.Name {
			f.RefColumns = spelled(t, f.RefColumns)
		}
	}
	for i := range t.indexes {
		x := &t.indexes[i]
		for j := range x.keys {
			k := &x.keys[j]
			c, ok := t.column(k.Column)
			if ok && wholeLength(c.Type, k.Length) {
				k.Length = 0
			}
		}
	}
	t.settlePeriods()
	t.settleGenerated()
	if t.AccessMethod != "" && t.AccessMethod != "ndbcluster" {
		t.ForeignKeys = nil // other engines read them and forget them
	}
	return nil
}

// spelled returns names of columns as the table spells them.
func spelled(t *table, names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = name
		if c, ok := t.column(name); ok {
			list[i] = c.Name
		}
	}
	return list
}

// wholeLength reports whether a key over so many characters is one over all.
func wholeLength(t model.Type, length int) bool {
	switch t.Name {
	case "char", "varchar", "binary", "varbinary":
		return length > 0 && t.Modifiers == fmt.Sprint(length)
	}
	return false
}

// settleColumns gives columns their collations, and to those of type timestamp
// what old servers give them.
func (p *parser) settleColumns(t *table) {
	first := true
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Type.Name == "timestamp" {
			first = p.settleTimestamp(c, first) && first
		}
		if c.Collation.Name == binaryOfTable {
			c.Collation.Name = CharsetOf(p.collationOf(t)) + "_bin"
		}
		if c.Collation.Name == "binary_bin" {
			c.Collation.Name = "binary"
		}
		if classOf(c.Type) == characters && c.Collation.IsZero() && t.collation != "" {
			c.Collation.Name = t.collation
		}
		if c.Collation.Name == "binary" {
			if c.Type = bytesOf(c.Type); classOf(c.Type) != characters {
				c.Collation.Name = ""
			}
		}
		if collation := c.Collation.Name; collation != "" {
			c.Type = sizedText(c.Type, collation)
		} else {
			c.Type = sizedText(c.Type, p.collationOf(t))
		}
		c.Options = setOption(c.Options, nullable, "")
	}
}

// collationOf returns the default collation of a table, as far as it is known.
func (r *reader) collationOf(t *table) string {
	if t.collation != "" {
		return t.collation
	}
	return r.server.ServerCollation()
}

// settleTimestamp does what servers without explicit_defaults_for_timestamp do. It
// reports whether the column can be followed by one that updates itself.
func (p *parser) settleTimestamp(c *model.Column, first bool) bool {
	if p.timestamps || OptionOf(c.Options, nullable) != "" || !c.Generated.IsZero() {
		return first
	}
	plain := c.Default.IsZero() && OptionOf(c.Options, OptionOnUpdate) == "" && OptionOf(c.Options, OptionRow) == ""
	c.NotNull = true
	switch {
	case plain && first:
		now := "current_timestamp" + inParens(c.Type.Modifiers)
		c.Default.Text = now
		c.Options = setOption(c.Options, OptionOnUpdate, now)
	case plain:
		c.Default.Text = "'0000-00-00 00:00:00" + fraction(c.Type.Modifiers) + "'"
	}
	return false
}

func inParens(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

func fraction(digits string) string {
	if len(digits) != 1 || digits[0] > '6' {
		return ""
	}
	return "." + strings.Repeat("0", int(digits[0]-'0'))
}

// engines are spelled as SHOW ENGINES does.
var engines = []string{
	"MyISAM", "MEMORY", "MRG_MyISAM", "MERGE", "CSV", "ARCHIVE", "BLACKHOLE", "FEDERATED", "Aria", "SEQUENCE", "Spider", "CONNECT",
	"ROCKSDB", "ndbcluster", "Columnstore", "S3", "Mroonga", "SPHINX", "OQGRAPH",
}

// engine returns the engine as the model has it: InnoDB goes without saying.
func engine(name string) string {
	switch fold(name) {
	case "innodb":
		return ""
	case "heap":
		return "MEMORY"
	case "merge":
		return "MRG_MyISAM"
	}
	for _, e := range engines {
		if same(e, name) {
			return e
		}
	}
	return name
}

// wordOrText reads the value of an option.
func (p *parser) wordOrText() (string, error) {
	t := p.Peek()
	if t.Kind == sqlfile.String {
		return p.text()
	}
	if t.Kind != sqlfile.Word && t.Kind != sqlfile.Quoted && t.Kind != sqlfile.Number {
		return "", p.Unexpected("a value")
	}
	p.At++
	return t.Name(), nil
}
