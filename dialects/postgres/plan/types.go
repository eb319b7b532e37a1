package plan

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func (s *session) createNamespace(o model.Namespace) ([]render.Step, error) {
	step := creation(write("CREATE SCHEMA ").Ident(o.Name).text())
	step.Takes = []render.Name{{Space: "schema", Name: model.QName{Name: o.Name}}}
	if o.Comment != "" || o.Name == public {
		step.Then = append(step.Then, commentOnSchema(o))
	}
	return []render.Step{step}, nil
}

// public is the schema that a new database has.
const public = "public"

func commentOnSchema(o model.Namespace) string {
	if o.Name == public && o.Comment == "" {
		// That is no comment to the model: a new database has it.
		o.Comment = "standard public schema"
	}
	return write("COMMENT ON SCHEMA ").Ident(o.Name).isComment(o.Comment)
}

func (s *session) createExtension(o model.Extension) ([]render.Step, error) {
	w := write("CREATE EXTENSION ").Ident(o.Name)
	if o.Schema != "" {
		w.Key(" SCHEMA ").Ident(o.Schema)
	}
	if o.Version != "" {
		w.Key(" VERSION ").Literal(o.Version)
	}
	step := creation(w.text())
	step.Takes = []render.Name{{Space: "extension", Name: model.QName{Name: o.Name}}}
	if o.Comment != "" {
		step.Then = append(step.Then, commentOnExtension(o))
	}
	return []render.Step{step}, nil
}

func commentOnExtension(o model.Extension) string {
	return write("COMMENT ON EXTENSION ").Ident(o.Name).isComment(o.Comment)
}

// lineWidth is how long a list may be before every item gets a line.
const lineWidth = 88

// list writes items in parentheses: on one line if that is short.
func list(items []string, head int) string {
	width := head + 2
	for _, i := range items {
		width += len(i) + 2
	}
	open, sep, end := "(", ", ", ")"
	if width > lineWidth {
		open, sep, end = "(\n    ", ",\n    ", "\n)"
	}
	text := open
	for i, item := range items {
		if i > 0 {
			text += sep
		}
		text += item
	}
	return text + end
}

func (s *session) createEnum(o model.Enum) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE TYPE ").Name(name).Key(" AS ENUM ")
	labels := make([]string, len(o.Labels))
	for i, l := range o.Labels {
		labels[i] = Quoter{}.QuoteLiteral(l)
	}
	step := creation(render.Text{Head: w.String() + list(labels, w.Len())})
	step.Takes = []render.Name{typeName(name)}
	step.Then = commentOnType(step.Then, name, o.Comment)
	return []render.Step{step}, nil
}

// commentOnType adds the comment of a new type, if it has one.
func commentOnType(then []string, name model.QName, comment string) []string {
	if comment == "" {
		return then
	}
	return append(then, write("COMMENT ON TYPE ").Name(name).isComment(comment))
}

func (s *session) createComposite(o model.Composite) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE TYPE ").Name(name).Key(" AS ")
	attributes := make([]string, len(o.Attributes))
	for i, a := range o.Attributes {
		attributes[i] = attribute(a)
	}
	step := creation(render.Text{Head: w.String() + list(attributes, lineWidth)})
	if len(attributes) == 0 {
		step.Text.Head = w.String() + "()"
	}
	step.Takes = []render.Name{typeName(name), relation(name)}
	step.Then = commentOnType(step.Then, name, o.Comment)
	for _, a := range o.Attributes {
		if a.Comment != "" {
			step.Then = append(step.Then, commentOnAttribute(name, a))
		}
	}
	return []render.Step{step}, nil
}

// attribute writes the definition of an attribute of a composite type.
func attribute(a model.Attribute) string {
	w := write("").Ident(a.Name).Key(" ").typ(a.Type)
	if !a.Collation.IsZero() {
		w.Key(" COLLATE ").Name(a.Collation)
	}
	return w.String()
}

func commentOnAttribute(name model.QName, a model.Attribute) string {
	return write("COMMENT ON COLUMN ").Name(name).Key(".").Ident(a.Name).isComment(a.Comment)
}

func (s *session) createRange(o model.Range) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE TYPE ").Name(name).Key(" AS RANGE ")
	items := []string{write("SUBTYPE = ").typ(o.Subtype).String()}
	for _, p := range []struct {
		keyword render.Keyword
		name    model.QName
	}{
		{"SUBTYPE_OPCLASS = ", o.Opclass},
		{"COLLATION = ", o.Collation},
		{"CANONICAL = ", o.Canonical},
		{"SUBTYPE_DIFF = ", o.SubtypeDiff},
		{"MULTIRANGE_TYPE_NAME = ", o.Multirange},
	} {
		if !p.name.IsZero() {
			items = append(items, write(p.keyword).Name(p.name).String())
		}
	}
	if !o.Multirange.IsZero() {
		if err := s.needs(s.version.HasMultiranges(), 14, "a multirange type"); err != nil {
			return nil, err
		}
	}
	step := creation(render.Text{Head: w.String() + list(items, lineWidth)})
	step.Takes = s.rangeNames(o)
	if _, own := s.new.ownCanonical(o); own {
		step.Takes = step.Takes[1:] // the shell has taken it
	}
	step.Then = commentOnType(step.Then, name, o.Comment)
	return []render.Step{step}, nil
}

func (s *session) createDomain(op render.Op, o model.Domain) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE DOMAIN ").Name(name).Key(" AS ").typ(o.Base)
	if !o.Collation.IsZero() {
		w.Key(" COLLATE ").Name(o.Collation)
	}
	if !o.Default.IsZero() {
		w.Key(" DEFAULT ").defaultExpr(o.Default)
	}
	if o.NotNull {
		// The name that the server would choose is taken as long as the domain
		// that this one replaces is there.
		if s.namesDomainNotNull(op.Node.ID, o) || op.Verb == render.Replace && s.version.HasDomainNotNullConstraints() {
			w.Key(" CONSTRAINT ").Ident(domainNotNull(op.Node.ID, o))
		}
		w.Key(" NOT NULL")
	}
	step := creation(w.text())
	step.Text.Slot = render.Slot{Open: "\n    ", Sep: "\n    "}
	step.Takes = []render.Name{typeName(name)}
	if o.Comment != "" {
		step.Then = append(step.Then, write("COMMENT ON DOMAIN ").Name(name).isComment(o.Comment))
	}
	return []render.Step{step}, nil
}

// defaultExpr writes the expression of a DEFAULT clause. The grammar wants
// b_expr there, so what is more stands in parentheses.
func (w writer) defaultExpr(e model.Expr) writer {
	if needsParentheses(e.Text) {
		return w.parenthesised(e)
	}
	return w.Expr(e)
}

// needsParentheses reports whether a text may be more than a constant or one
// call with casts behind it.
func needsParentheses(text string) bool {
	if isNumber(text) {
		return false
	}
	l := lexer{text: text}
	depth := 0
	for {
		token, kind := l.next()
		if kind == tokenEnd {
			return false
		}
		switch {
		case kind == tokenOther && (token == "(" || token == "["):
			depth++
		case kind == tokenOther && (token == ")" || token == "]"):
			depth--
		case depth > 0 || kind == tokenLiteral:
		case kind == tokenName:
			if isOperatorWord(token) {
				return true
			}
		case token != "::" && token != "0" && token != ".":
			return true
		}
	}
}

// isOperatorWord reports whether a word can join two expressions to one that
// DEFAULT does not take without parentheses.
func isOperatorWord(word string) bool {
	switch word {
	case "and", "or", "not", "is", "in", "between", "like", "ilike", "similar", "collate", "at", "isnull", "notnull", "overlaps", "operator":
		return true
	}
	return false
}

// domainCheck writes a domain's check inside CREATE DOMAIN or ALTER DOMAIN.
func domainCheck(c model.Check) writer {
	return write("CONSTRAINT ").Ident(c.Name).Key(" CHECK ").parenthesised(c.Expr)
}

func (s *session) createDomainCheck(op render.Op, c model.Check) ([]render.Step, error) {
	id := op.Node.ID
	domain := model.ID{Kind: model.KindDomain, Schema: id.Schema, Name: id.Parent}
	w := write("ALTER DOMAIN ").Name(domain.QName()).Key(" ADD ").add(domainCheck(c))
	if c.NotValid {
		w.Key(" NOT VALID")
	}
	step := creation(w.text())
	if !c.NotValid {
		step.Hosts = []render.Host{{Step: createStep(node(domain)), Inline: domainCheck(c).text(), Cut: cutCheck}}
		if s.old.has(domain) && op.Verb != render.Replace {
			s.domainScan(&step, domain.QName())
		}
	}
	step.Takes = []render.Name{constraintName(domain.QName(), c.Name)}
	if c.Comment != "" {
		step.Then = append(step.Then, commentOnDomainCheck(id, c))
	}
	return []render.Step{step}, nil
}

func commentOnDomainCheck(id model.ID, c model.Check) string {
	return write("COMMENT ON CONSTRAINT ").Ident(c.Name).Key(" ON DOMAIN ").Name(id.Owner()).isComment(c.Comment)
}

func (s *session) createStatistics(_ render.Op, o model.Statistics) ([]render.Step, error) {
	name := model.QName{Schema: o.Schema, Name: o.Name}
	w := write("CREATE STATISTICS ").Name(name)
	if len(o.Kinds) > 0 && len(o.Kinds) < 3 {
		w.Key(" (").Idents(o.Kinds)
		w.Key(")")
	}
	w.Key(" ON ").Idents(o.Columns)
	if len(o.Exprs) > 0 {
		if err := s.needs(s.version.HasStatisticsExpressions(), 14, "extended statistics on an expression"); err != nil {
			return nil, err
		}
	}
	for i, e := range o.Exprs {
		if i > 0 || len(o.Columns) > 0 {
			w.Key(", ")
		}
		w.parenthesised(e)
	}
	step := creation(w.Key(" FROM ").Name(o.Table).text())
	step.Takes = []render.Name{{Space: "statistics", Name: name}}
	step.Locks = s.locks(lockShareUpdateExclusive, o.Table)
	if o.Target != 0 {
		step.Then = append(step.Then, statisticsTarget(o))
	}
	if o.Comment != "" {
		step.Then = append(step.Then, commentOnStatistics(o))
	}
	return []render.Step{step}, nil
}

func statisticsTarget(o model.Statistics) string {
	return write("ALTER STATISTICS ").Name(model.QName{Schema: o.Schema, Name: o.Name}).Key(" SET STATISTICS ").Int(int64(o.Target) - 1).String()
}

func commentOnStatistics(o model.Statistics) string {
	return write("COMMENT ON STATISTICS ").Name(model.QName{Schema: o.Schema, Name: o.Name}).isComment(o.Comment)
}
