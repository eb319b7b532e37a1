package literal

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// span is a range: its bounds in canonical form, and which are included.
type span struct {
	empty              bool
	lower, upper       string
	lowerInf, upperInf bool
	lowerInc, upperInc bool
	unsure             string
}

const emptyRange = "empty"

// rangeValue reads a range's text: [1,5), (,"2020-01-01"], empty.
func (r reader) rangeValue(t *facts.Type, text string) (Value, error) {
	s := &scanner{text: trim(text)}
	if strings.EqualFold(s.text, emptyRange) {
		return Value{Text: emptyRange}, nil
	}
	x, err := r.span(t, s)
	if err != nil {
		return Value{}, err
	}
	if !s.done() {
		return Value{}, errInvalid
	}
	v := Value{Text: x.String(), Unsure: x.unsure}
	if t.Schema != facts.CatalogSchema && v.Unsure == "" {
		v.Unsure = "whether " + t.String() + " has a canonical form is not known"
	}
	return v, nil
}

func (r reader) span(t *facts.Type, s *scanner) (span, error) {
	var x span
	s.skipSpace()
	if len(s.text)-s.pos >= len(emptyRange) && strings.EqualFold(s.text[s.pos:s.pos+len(emptyRange)], emptyRange) {
		s.pos += len(emptyRange)
		return span{empty: true}, nil
	}
	if x.lowerInc = s.take('['); !x.lowerInc && !s.take('(') {
		return x, errInvalid
	}
	var ok1, ok2, quoted bool
	if x.lower, quoted, ok1 = s.rawWord(","); x.lower == "" && !quoted {
		x.lowerInf = true
	}
	if !ok1 || !s.take(',') {
		return x, errInvalid
	}
	if x.upper, quoted, ok2 = s.rawWord("])"); x.upper == "" && !quoted {
		x.upperInf = true
	}
	if x.upperInc = s.take(']'); !ok2 || !x.upperInc && !s.take(')') {
		return x, errInvalid
	}
	s.skipSpace()
	if err := r.bound(t, &x, &x.lower, x.lowerInf); err != nil {
		return x, err
	}
	if err := r.bound(t, &x, &x.upper, x.upperInf); err != nil {
		return x, err
	}
	x.canonical(t.Subtype)
	return x, nil
}

func (r reader) bound(t *facts.Type, x *span, text *string, infinite bool) error {
	if infinite {
		return nil
	}
	v, err := r.part(t.Subtype, *text)
	if err != nil {
		return err
	}
	if *text = v.Text; v.Unsure != "" {
		x.unsure = v.Unsure
	}
	return nil
}

// canonical writes a range of a discrete type as [low,high), and a range that
// holds nothing as empty.
func (x *span) canonical(subtype *facts.Type) {
	x.lowerInc = x.lowerInc && !x.lowerInf
	x.upperInc = x.upperInc && !x.upperInf
	if x.unsure != "" || subtype.Schema != facts.CatalogSchema {
		return
	}
	if x.nothing(subtype) {
		*x = span{empty: true}
		return
	}
	next := successor(subtype.Name)
	if next == nil {
		return
	}
	if !x.lowerInf && !x.lowerInc {
		x.lowerInc = x.replace(&x.lower, next)
	}
	if x.upperInc {
		x.upperInc = !x.replace(&x.upper, next)
	}
	if x.nothing(subtype) {
		*x = span{empty: true}
	}
}

// nothing reports whether the bounds are one value that doesn't belong to the
// range.
func (x *span) nothing(subtype *facts.Type) bool {
	if x.lowerInf || x.upperInf || x.lowerInc && x.upperInc {
		return false
	}
	if subtype.Name == "numeric" {
		return stripZeros(x.lower) == stripZeros(x.upper)
	}
	return x.lower == x.upper
}

// stripZeros drops the zeros at the end of a fraction.
func stripZeros(number string) string {
	if !strings.Contains(number, ".") {
		return number
	}
	return strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
}

// replace moves a bound to the next value, if there is one.
func (x *span) replace(bound *string, next func(string) (string, bool)) bool {
	moved, ok := next(*bound)
	switch {
	case ok:
		*bound = moved
	case !strings.HasSuffix(*bound, "infinity"):
		x.unsure = "the server writes the range in another form"
	}
	return ok
}

// successor returns the step of the discrete types that have ranges.
func successor(subtype string) func(string) (string, bool) {
	switch subtype {
	case "int4", "int8":
		return func(text string) (string, bool) {
			n, err := strconv.ParseInt(text, 10, 64)
			return strconv.FormatInt(n+1, 10), err == nil && n < math.MaxInt64
		}
	case "date":
		return func(text string) (string, bool) {
			d, err := time.Parse(time.DateOnly, text)
			next := d.AddDate(0, 0, 1)
			m := moment{year: next.Year(), month: int(next.Month()), day: next.Day()}
			return m.date(), err == nil
		}
	}
	return nil
}

// String writes the range.
func (x *span) String() string {
	if x.empty {
		return emptyRange
	}
	var out strings.Builder
	out.WriteByte("(["[btoi(x.lowerInc)])
	if !x.lowerInf {
		out.WriteString(strconv.Quote(x.lower))
	}
	out.WriteByte(',')
	if !x.upperInf {
		out.WriteString(strconv.Quote(x.upper))
	}
	out.WriteByte(")]"[btoi(x.upperInc)])
	return out.String()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// multirange reads a multirange's text: {[1,3),[5,7)}. The server sorts and
// joins the ranges; more than one is left to it.
func (r reader) multirange(t *facts.Type, text string) (Value, error) {
	s := &scanner{text: trim(text)}
	if !s.take('{') {
		return Value{}, errInvalid
	}
	s.skipSpace()
	var parts []span
	for !s.take('}') {
		if len(parts) > 0 && !s.take(',') {
			return Value{}, errInvalid
		}
		x, err := r.span(t, s)
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, x)
	}
	if s.skipSpace(); !s.done() {
		return Value{}, errInvalid
	}
	v := Value{}
	kept := 0
	for _, x := range parts {
		if x.unsure != "" {
			v.Unsure = x.unsure
		}
		if !x.empty {
			v.Text += x.String()
			kept++
		}
	}
	if v.Unsure == "" && (kept > 1 && !ordered(t.Subtype, parts) || t.Schema != facts.CatalogSchema) {
		v.Unsure = "the server sorts and joins the ranges of a multirange"
	}
	return v, nil
}

// ordered reports whether integer ranges stand in order with gaps between them,
// so that the server has nothing to do.
func ordered(subtype *facts.Type, parts []span) bool {
	if subtype.Name != "int4" && subtype.Name != "int8" {
		return false
	}
	last, open := int64(math.MinInt64), false
	for i, x := range parts {
		low, err := strconv.ParseInt(x.lower, 10, 64)
		if x.empty || open || i > 0 && (x.lowerInf || err != nil || low <= last) {
			return false
		}
		if open = x.upperInf; !open {
			if last, err = strconv.ParseInt(x.upper, 10, 64); err != nil {
				return false
			}
		}
	}
	return true
}
