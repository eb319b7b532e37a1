package mysql

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Quoter writes names and literals as the servers do.
type Quoter struct{}

var _ render.Quoter = Quoter{}

// QuoteIdent implements [render.Quoter].
func (Quoter) QuoteIdent(name string) string { return Ident(name) }

// QuoteLiteral implements [render.Quoter].
func (Quoter) QuoteLiteral(value string) string { return Literal(value) }

// NewWriter returns a writer of SQL.
func NewWriter() *render.Writer { return render.NewWriter(Quoter{}) }

// Type writes a type.
func Type(t model.Type) string {
	word, rest, attributes := strings.Cut(t.Name, " ")
	if t.Modifiers != "" {
		word += "(" + t.Modifiers + ")"
	}
	if attributes {
		word += " " + rest
	}
	return word
}

// Column writes the definition of a column, from its name on. Table is what it is
// in: a collation that is the table's goes without saying.
func (s Server) Column(w *render.Writer, t model.Table, c model.Column) {
	w.Ident(c.Name).Key(" ").Expr(model.Expr{Text: Type(c.Type)})
	s.compression(w, c)
	writeCollation(w, c.Collation.Name, OptionOf(t.Options, OptionCollation))
	if srid := OptionOf(c.Options, OptionSRID); srid != "" && s.IsMariaDB() {
		w.Key(" REF_SYSTEM_ID=").Expr(model.Expr{Text: srid})
	}
	if row := OptionOf(c.Options, OptionRow); row != "" {
		w.Key(" GENERATED ALWAYS AS ROW ").Expr(model.Expr{Text: strings.ToUpper(row)})
	}
	generated := !c.Generated.IsZero()
	if generated {
		w.Key(" GENERATED ALWAYS AS (").Expr(c.Generated.Expr).Key(")")
		if c.Generated.Virtual {
			w.Key(" VIRTUAL")
		} else {
			w.Key(" STORED")
		}
	}
	switch {
	case OptionOf(c.Options, OptionRow) != "":
	case c.NotNull:
		w.Key(" NOT NULL")
	case c.Type.Name == "timestamp" && !generated:
		w.Key(" NULL") // which old settings don't take for granted
	}
	if srid := OptionOf(c.Options, OptionSRID); srid != "" && !s.IsMariaDB() {
		w.Key(" SRID ").Expr(model.Expr{Text: srid})
	}
	if !c.Default.IsZero() {
		w.Key(" DEFAULT ").Expr(model.Expr{Text: s.defaultText(c)})
	}
	s.columnRest(w, t, c)
}

// Attributes writes what is particular to these servers in the definition of a
// column: all but its type, its collation, its default, its counter and its comment.
func (s Server) Attributes(t model.Table, c model.Column) string {
	w := NewWriter()
	s.compression(w, c)
	if srid := OptionOf(c.Options, OptionSRID); srid != "" {
		w.Key(" SRID ").Expr(model.Expr{Text: srid})
	}
	if row := OptionOf(c.Options, OptionRow); row != "" {
		w.Key(" GENERATED ALWAYS AS ROW ").Expr(model.Expr{Text: strings.ToUpper(row)})
	}
	c.Identity, c.Comment = model.Identity{}, ""
	s.columnRest(w, t, c)
	return strings.TrimSpace(w.String())
}

func (Server) compression(w *render.Writer, c model.Column) {
	if c.Compression == "compressed" {
		w.Key(" COMPRESSED")
	} else if c.Compression != "" {
		w.Key(" COMPRESSED=").Expr(model.Expr{Text: c.Compression})
	}
}

// columnRest writes what follows the default of a column.
func (s Server) columnRest(w *render.Writer, t model.Table, c model.Column) {
	if now := OptionOf(c.Options, OptionOnUpdate); now != "" {
		w.Key(" ON UPDATE ").Expr(model.Expr{Text: now})
	}
	if c.Identity.Mode == model.IdentityAutoIncrement {
		w.Key(" AUTO_INCREMENT")
	}
	if OptionOf(c.Options, OptionInvisible) != "" {
		w.Key(" INVISIBLE")
	}
	if c.Comment != "" {
		w.Key(" COMMENT ").Literal(c.Comment)
	}
	for _, o := range [...]struct {
		name  string
		words render.Keyword
	}{{"column format", " COLUMN_FORMAT "}, {"storage", " STORAGE "}} {
		if value := OptionOf(c.Options, o.name); value != "" {
			w.Key(o.words).Expr(model.Expr{Text: strings.ToUpper(value)})
		}
	}
	for _, o := range [...]struct {
		name  string
		words render.Keyword
	}{{"engine attribute", " ENGINE_ATTRIBUTE="}, {"secondary engine attribute", " SECONDARY_ENGINE_ATTRIBUTE="}} {
		if value := OptionOf(c.Options, o.name); value != "" {
			w.Key(o.words).Literal(value)
		}
	}
	if versioning := OptionOf(c.Options, OptionVersioning); versioning == "with" {
		w.Key(" WITH SYSTEM VERSIONING")
	} else if versioning != "" {
		w.Key(" WITHOUT SYSTEM VERSIONING")
	}
	for _, check := range t.Checks {
		if check.Column == c.Name {
			w.Key(" CHECK (").Expr(check.Expr).Key(")")
		}
	}
}

// writeCollation writes a charset and its collation.
func writeCollation(w *render.Writer, collation, usual string) {
	if collation == "" || collation == usual {
		return
	}
	w.Key(" CHARACTER SET ").Expr(model.Expr{Text: CharsetOf(collation)})
	if collation != "binary" {
		w.Key(" COLLATE ").Expr(model.Expr{Text: collation})
	}
}

// defaultText returns a default as it is written behind DEFAULT: what is neither a
// literal nor CURRENT_TIMESTAMP stands in parentheses, and in MySQL all that is for a
// column without a size.
func (s Server) defaultText(c model.Column) string {
	text := c.Default.Text
	if _, literal := literalDefault(c.Type, text); (literal || IsNow(text)) && (s.IsMariaDB() || !unsized(c.Type)) {
		return text
	}
	return "(" + text + ")"
}

// unsized reports whether values of a type have no size that is known before.
func unsized(t model.Type) bool {
	switch t.Name {
	case "json", "vector":
		return true
	}
	return strings.HasSuffix(t.Name, "text") || strings.HasSuffix(t.Name, "blob")
}

// IsNow reports whether a default is the time of the statement.
func IsNow(text string) bool {
	rest, found := strings.CutPrefix(text, "current_timestamp")
	if digits, call := strings.CutPrefix(rest, "("); call {
		rest, call = strings.CutSuffix(digits, ")")
		return found && call && len(rest) < 2 && strings.Trim(rest, "0123456") == ""
	}
	return found && rest == ""
}

// Index writes the definition of a key or an index as ADD and CREATE TABLE have it.
func (s Server) Index(w *render.Writer, x model.Index, primary bool) {
	switch {
	case primary:
		w.Key("PRIMARY KEY")
	case x.Unique:
		w.Key("UNIQUE KEY ").Ident(x.Name)
	case x.Method == "fulltext":
		w.Key("FULLTEXT KEY ").Ident(x.Name)
	case x.Method == "spatial":
		w.Key("SPATIAL KEY ").Ident(x.Name)
	case x.Method == "vector":
		w.Key("VECTOR KEY ").Ident(x.Name)
	default:
		w.Key("KEY ").Ident(x.Name)
	}
	w.Key(" (")
	for i, k := range x.Keys {
		if i > 0 {
			w.Key(",")
		}
		indexKey(w, k)
	}
	for _, period := range x.Include { // see [KeyIndex]
		w.Key(",").Ident(period).Key(" WITHOUT OVERLAPS")
	}
	w.Key(")")
	indexOptions(w, x)
}

func indexKey(w *render.Writer, k model.IndexKey) {
	if k.Column != "" {
		w.Ident(k.Column)
	} else {
		w.Key("(").Expr(k.Expr).Key(")")
	}
	if k.Length > 0 {
		w.Key("(").Int(int64(k.Length)).Key(")")
	}
	if k.Descending {
		w.Key(" DESC")
	}
}

// IndexOptions writes the options of a key or an index.
func IndexOptions(options []model.Option) string {
	w := NewWriter()
	indexOptions(w, model.Index{Options: options})
	return strings.TrimSpace(w.String())
}

func indexOptions(w *render.Writer, x model.Index) {
	if using := OptionOf(x.Options, OptionUsing); using != "" {
		w.Key(" USING ").Expr(model.Expr{Text: strings.ToUpper(using)})
	} else if x.Method == "hash" || x.Method == "rtree" {
		w.Key(" USING ").Expr(model.Expr{Text: strings.ToUpper(x.Method)})
	}
	if size := OptionOf(x.Options, OptionKeyBlockSize); size != "" {
		w.Key(" KEY_BLOCK_SIZE=").Expr(model.Expr{Text: size})
	}
	if parser := OptionOf(x.Options, OptionParser); parser != "" {
		w.Key(" WITH PARSER ").Ident(parser)
	}
	if m := OptionOf(x.Options, "m"); m != "" {
		w.Key(" M=").Expr(model.Expr{Text: m})
	}
	if distance := OptionOf(x.Options, "distance"); distance != "" {
		w.Key(" DISTANCE=").Expr(model.Expr{Text: strings.ToUpper(distance)})
	}
	if x.Comment != "" {
		w.Key(" COMMENT ").Literal(x.Comment)
	}
	if OptionOf(x.Options, OptionInvisible) != "" {
		w.Key(" INVISIBLE")
	}
	if OptionOf(x.Options, OptionIgnored) != "" {
		w.Key(" IGNORED")
	}
}

// KeyIndex returns a key as an index, so that both are written and compared alike.
// The period of WITHOUT OVERLAPS is in Include.
func KeyIndex(k model.Key) model.Index {
	x := model.Index{Name: k.Name, Unique: true, Method: "btree", Options: k.Options, Comment: k.IndexComment, Keys: k.Elements}
	columns := k.Columns
	if k.WithoutOverlaps && len(columns) > 0 {
		columns, x.Include = columns[:len(columns)-1], columns[len(columns)-1:]
	}
	if len(x.Keys) == 0 {
		for _, c := range columns {
			x.Keys = append(x.Keys, model.IndexKey{Column: c})
		}
	}
	if method := OptionOf(k.Options, OptionMethod); method != "" {
		x.Method = method
	}
	return x
}

// Check writes a check as ADD and CREATE TABLE have it.
func (s Server) Check(w *render.Writer, c model.Check) {
	w.Key("CONSTRAINT ").Ident(c.Name).Key(" CHECK (").Expr(c.Expr).Key(")")
	if c.NotEnforced {
		w.Key(" NOT ENFORCED")
	}
}

// ForeignKey writes a foreign key as ADD and CREATE TABLE have it.
func (s Server) ForeignKey(w *render.Writer, f model.ForeignKey) {
	w.Key("CONSTRAINT ").Ident(f.Name).Key(" FOREIGN KEY (").Idents(f.Columns).Key(") REFERENCES ").Name(f.References)
	w.Key(" (").Idents(f.RefColumns).Key(")")
	s.action(w, " ON DELETE ", f.OnDelete)
	s.action(w, " ON UPDATE ", f.OnUpdate)
}

// action writes what isn't said by saying nothing.
func (s Server) action(w *render.Writer, words render.Keyword, a model.Action) {
	switch a {
	case model.NoAction:
		if s.IsMariaDB() {
			w.Key(words).Key("NO ACTION")
		}
	case model.Restrict:
		if !s.IsMariaDB() {
			w.Key(words).Key("RESTRICT")
		}
	case model.Cascade:
		w.Key(words).Key("CASCADE")
	case model.SetNull:
		w.Key(words).Key("SET NULL")
	case model.SetDefault:
		w.Key(words).Key("SET DEFAULT")
	}
}
