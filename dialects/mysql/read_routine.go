package mysql

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// createRoutine reads a function or a procedure from its name on.
func (p *parser) createRoutine(c creation, kind model.Kind) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	d := model.Definition{ID: model.ID{Kind: kind, Name: name}, Pos: c.pos}
	if p.Peek().Text != "(" { // a function of a library
		p.unsupported[model.ID{Kind: "loadable function", Name: name}] = c.pos
		p.skip()
		return d.ID, nil
	}
	for id := range p.definitions {
		if id.Kind == kind && same(id.Name, name) {
			switch {
			case keeps:
				p.skip()
				return id, nil
			case !c.replace:
				return d.ID, p.wrong(at, fmt.Sprintf("there is a %s %s already", kind, name), "")
			}
			delete(p.definitions, id)
		}
	}
	p.privileged(&d, c)
	d.SetFlag(PropertyAggregate, c.aggregate)
	if err := p.parameters(&d); err != nil {
		return d.ID, err
	}
	if kind == KindFunction {
		if !p.Accept("returns") && !p.Accept("return") {
			return d.ID, p.Unexpected("RETURNS")
		}
		v, err := p.valueType()
		if err != nil {
			return d.ID, err
		}
		d.Set(PropertyReturns, v)
	}
	if err := p.characteristics(&d); err != nil {
		return d.ID, err
	}
	if err := p.body(&d); err != nil {
		return d.ID, err
	}
	p.definitions[d.ID] = d
	return d.ID, nil
}

// parameters reads the parameters of a routine.
func (p *parser) parameters(d *model.Definition) error {
	if err := p.Mark("("); err != nil {
		return err
	}
	var list []model.Value
	for !p.AcceptMark(")") {
		mode := ""
		if next := p.Ahead(1); isName(next) && !(known[fold(next.Text)] != unknownClass && (p.Ahead(2).Text == "," || p.Ahead(2).Text == ")" || p.Ahead(2).Text == "(")) {
			switch {
			case p.Accept("in"):
			case p.Accept("out"):
				mode = "out"
			case p.Accept("inout"):
				mode = "inout"
			}
		}
		name, err := p.name()
		if err != nil {
			return err
		}
		v, err := p.valueType()
		if err != nil {
			return err
		}
		v.Name, v.Text = name, mode
		list = append(list, v)
		if !p.AcceptMark(",") && p.Peek().Text != ")" {
			return p.Unexpected("a comma")
		}
	}
	d.Set(PropertyParameters, model.Value{List: list})
	return nil
}

// valueType reads the type of a parameter or of what a function returns.
func (p *parser) valueType() (model.Value, error) {
	at := p.Peek()
	start := p.At
	t, err := readType(&p.Cursor, p.server)
	if err != nil {
		if p.At == start {
			return model.Value{}, p.wrong(at, err.Error(), "")
		}
		return model.Value{}, err
	}
	collation := p.collation
	switch {
	case t.collation != "":
		collation = p.server.Collation(t.collation)
	case t.charset != "":
		collation = p.server.DefaultCollation(t.charset)
	}
	v := model.Value{Type: sizedText(t.Type, collation)}
	if classOf(t.Type) == characters && collation != "" {
		v.List = []model.Value{{Name: string(PropertyCollation), Text: collation}}
	}
	return v, nil
}

// characteristics reads what a routine says about itself.
func (p *parser) characteristics(d *model.Definition) error {
	for {
		switch {
		case p.Accept("comment"):
			var err error
			if d.Comment, err = p.text(); err != nil {
				return err
			}
		case p.Accept("language", "sql"):
		case p.Accept("language"):
			d.SetText(PropertyLanguage, fold(p.Next().Name()))
		case p.Accept("deterministic"):
			d.SetFlag(PropertyDeterministic, true)
		case p.Accept("not", "deterministic"):
			d.SetFlag(PropertyDeterministic, false)
		case p.Accept("contains", "sql"):
			d.SetText(PropertyDataAccess, "")
		case p.Accept("no", "sql"):
			d.SetText(PropertyDataAccess, "no sql")
		case p.Accept("reads", "sql", "data"):
			d.SetText(PropertyDataAccess, "reads sql data")
		case p.Accept("modifies", "sql", "data"):
			d.SetText(PropertyDataAccess, "modifies sql data")
		case p.Accept("sql", "security", "definer"):
			d.SetText(PropertySecurity, "")
		case p.Accept("sql", "security", "invoker"):
			d.SetText(PropertySecurity, "invoker")
		default:
			return nil
		}
	}
}

// alterRoutine reads ALTER PROCEDURE and ALTER FUNCTION.
func (p *parser) alterRoutine(kind model.Kind) error {
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return err
	}
	for id, d := range p.definitions {
		if id.Kind == kind && same(id.Name, name) {
			d.Properties = slices.Clone(d.Properties)
			err := p.characteristics(&d)
			p.definitions[id] = d
			return err
		}
	}
	return p.wrong(at, fmt.Sprintf("there is no %s %s", kind, name), "")
}

// createEvent reads an event from its name on.
func (p *parser) createEvent(c creation) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	d := model.Definition{ID: model.ID{Kind: KindEvent, Name: name}, Pos: c.pos}
	for id := range p.definitions {
		if id.Kind == KindEvent && same(id.Name, name) {
			switch {
			case keeps:
				p.skip()
				return id, nil
			case !c.replace:
				return d.ID, p.wrong(at, fmt.Sprintf("there is an event %s already", name), "")
			}
			delete(p.definitions, id)
		}
	}
	p.privileged(&d, c)
	d.SetText(PropertySecurity, "")
	if err := p.eventParts(&d); err != nil {
		return d.ID, err
	}
	if d.Get(PropertyBody).IsZero() {
		return d.ID, p.Unexpected("DO")
	}
	p.definitions[d.ID] = d
	return d.ID, nil
}

// alterEvent reads ALTER EVENT.
func (p *parser) alterEvent(c creation) error {
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return err
	}
	for id, d := range p.definitions {
		if id.Kind != KindEvent || !same(id.Name, name) {
			continue
		}
		d.Properties = slices.Clone(d.Properties)
		if c.definer != "" {
			d.SetText(PropertyDefiner, c.definer)
		}
		err := p.eventParts(&d)
		delete(p.definitions, id)
		p.definitions[d.ID] = d
		return err
	}
	return p.wrong(at, fmt.Sprintf("there is no event %s", name), "")
}

// eventParts reads what an event says.
func (p *parser) eventParts(d *model.Definition) error {
	for !p.Done() {
		var err error
		switch {
		case p.Accept("on", "schedule"):
			err = p.schedule(d)
		case p.Accept("on", "completion", "not", "preserve"):
			d.SetFlag(PropertyPreserve, false)
		case p.Accept("on", "completion", "preserve"):
			d.SetFlag(PropertyPreserve, true)
		case p.Accept("enable"):
			d.SetText(PropertyStatus, "")
		case p.Accept("disable", "on", "slave"), p.Accept("disable", "on", "replica"), p.Accept("slaveside_disabled"):
			d.SetText(PropertyStatus, "disabled on slave")
		case p.Accept("disable"):
			d.SetText(PropertyStatus, "disabled")
		case p.Accept("comment"):
			d.Comment, err = p.text()
		case p.Accept("rename", "to"):
			d.ID.Name, err = p.qualified()
		case p.Accept("do"):
			err = p.body(d)
		default:
			return p.Unexpected("a part of an event")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// schedule reads when an event runs.
func (p *parser) schedule(d *model.Definition) error {
	until := func() model.Value {
		first := p.At
		for depth := 0; !p.Done(); p.At++ {
			ends := p.Sees("starts") || p.Sees("ends") || p.Sees("on", "completion") || p.Sees("enable") || p.Sees("disable") ||
				p.Sees("comment") || p.Sees("do") || p.Sees("rename", "to")
			if depth == 0 && ends {
				break
			}
			switch p.Peek().Text {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		return model.Value{Expr: model.Expr{Text: joined(p.Tokens[first:p.At])}}
	}
	for _, name := range []model.PropertyName{PropertyAt, PropertyEvery, PropertyStarts, PropertyEnds} {
		d.Set(name, model.Value{})
	}
	if p.Accept("at") {
		d.Set(PropertyAt, until())
		return nil
	}
	if err := p.Expect("every"); err != nil {
		return err
	}
	every := until()
	if i := strings.LastIndexByte(every.Expr.Text, ' '); i >= 0 {
		every.Expr.Text = every.Expr.Text[:i] + strings.ToUpper(every.Expr.Text[i:])
	}
	d.Set(PropertyEvery, every)
	if p.Accept("starts") {
		d.Set(PropertyStarts, until())
	}
	if p.Accept("ends") {
		d.Set(PropertyEnds, until())
	}
	return nil
}

// createSequence reads a sequence of MariaDB from its name on.
func (p *parser) createSequence(c creation) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	id := model.ID{Kind: model.KindSequence, Name: name}
	if p.taken(name) {
		if keeps {
			p.skip()
			return id, nil
		}
		if _, ok := p.sequences[name]; !ok || !c.replace {
			return id, p.wrong(at, fmt.Sprintf("there is a table or a view %s already", name), "")
		}
	}
	s := model.Sequence{Name: name, Pos: c.pos, Options: model.SequenceOptions{Type: "bigint", Increment: 1, Cache: 1000}}
	seen := map[string]bool{}
	if err := p.sequenceOptions(&s, seen); err != nil {
		return id, err
	}
	o := &s.Options
	ascending := o.Increment >= 0
	least, most := sequenceLimits(o.Type)
	if !seen["min"] {
		if o.Min = 1; !ascending {
			o.Min = least
		}
	}
	if !seen["max"] {
		if o.Max = most; !ascending && least < 0 {
			o.Max = -1
		}
	}
	if !seen["start"] {
		if o.Start = o.Min; !ascending {
			o.Start = o.Max
		}
	}
	p.sequences[name] = s
	return id, nil
}

// sequenceLimits are the first and the last value that a sequence of a type can have:
// the very first and last ones of the type are the server's.
func sequenceLimits(name string) (least, most int64) {
	word, attributes, _ := strings.Cut(name, " ")
	bits := map[string]int{"tinyint": 8, "smallint": 16, "mediumint": 24, "int": 32}[word]
	switch {
	case bits == 0:
		return math.MinInt64 + 1, math.MaxInt64 - 1
	case strings.Contains(attributes, "unsigned"):
		return 1, 1<<bits - 2
	}
	return -1<<(bits-1) + 1, 1<<(bits-1) - 2
}

func (p *parser) sequenceOptions(s *model.Sequence, seen map[string]bool) error {
	number := func(into *int64, what string) error {
		if !p.Accept("by") {
			p.Accept("with")
		}
		p.AcceptMark("=")
		text := ""
		if p.AcceptMark("-") {
			text = "-"
		}
		n, err := strconv.ParseInt(text+p.Peek().Text, 10, 64)
		if err != nil {
			return p.Unexpected("a number")
		}
		p.At++
		*into, seen[what] = n, true
		return nil
	}
	o := &s.Options
	for !p.Done() {
		var err error
		switch {
		case p.Accept("as"):
			var t model.Value
			t, err = p.valueType()
			o.Type = t.Type.Name
		case p.Accept("increment"):
			err = number(&o.Increment, "increment")
		case p.Accept("minvalue"):
			err = number(&o.Min, "min")
		case p.Accept("maxvalue"):
			err = number(&o.Max, "max")
		case p.Accept("start"):
			err = number(&o.Start, "start")
		case p.Accept("restart"):
			if p.Peek().Kind == sqlfile.Number || p.Peek().Text == "=" || p.Sees("with") {
				err = number(new(int64), "restart")
			}
		case p.Accept("cache"):
			err = number(&o.Cache, "cache")
		case p.Accept("no", "minvalue"), p.Accept("nominvalue"), p.Accept("no", "maxvalue"), p.Accept("nomaxvalue"):
		case p.Accept("nocache"), p.Accept("no", "cache"):
			o.Cache = 0
		case p.Accept("cycle"):
			o.Cycle = true
		case p.Accept("nocycle"), p.Accept("no", "cycle"):
			o.Cycle = false
		case p.Accept("engine"):
			p.AcceptMark("=")
			_, err = p.wordOrText()
		case p.Accept("comment"):
			p.AcceptMark("=")
			s.Comment, err = p.text()
		default:
			return p.Unexpected("an option of a sequence")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// alterSequence reads ALTER SEQUENCE.
func (p *parser) alterSequence() error {
	p.ifExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return err
	}
	s, ok := p.sequences[name]
	if !ok {
		return p.wrong(at, fmt.Sprintf("there is no sequence %s", name), "")
	}
	err = p.sequenceOptions(&s, map[string]bool{})
	p.sequences[name] = s
	return err
}
