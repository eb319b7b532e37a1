package literal

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// readGeometry reads the geometric types in the forms that the server prints,
// and a few more: a list of numbers in brackets.
func readGeometry(t *facts.Type, text string) Value {
	numbers, shape, ok := coordinates(text)
	n := len(numbers)
	switch t.Name {
	case "point":
		ok = ok && n == 2 && (shape == "(,)" || shape == ",")
	case "lseg":
		ok = ok && n == 4 && (shape == "[(,),(,)]" || shape == "((,),(,))" || shape == "(,),(,)" || shape == ",,,")
	case "box":
		ok = ok && n == 4 && (shape == "(,),(,)" || shape == "((,),(,))" || shape == ",,,") && orderCorners(numbers)
	case "circle":
		ok = ok && n == 3 && (shape == "<(,),>" || shape == "((,),)" || shape == "(,),")
	case "line":
		ok = ok && n == 3 && shape == "{,,}"
	case "polygon":
		ok = ok && n >= 2 && n%2 == 0 && shape == "("+pairs(n)+")"
	case "path":
		open := shape == "["+pairs(n)+"]"
		ok = ok && n >= 2 && n%2 == 0 && (open || shape == "("+pairs(n)+")")
		if ok && open {
			return Value{Text: "open " + strings.Join(numbers, " ")}
		}
	}
	if !ok {
		return opaque(t, text)
	}
	return Value{Text: strings.Join(numbers, " ")}
}

func pairs(n int) string { return strings.TrimSuffix(strings.Repeat("(,),", n/2), ",") }

// coordinates cuts a text into its numbers and what stands around them.
func coordinates(text string) (numbers []string, shape string, ok bool) {
	var out strings.Builder
	s := scanner{text: text}
	for s.skipSpace(); !s.done(); s.skipSpace() {
		if strings.IndexByte("()[]{}<>,", s.peek()) >= 0 {
			out.WriteByte(s.peek())
			s.pos++
			continue
		}
		number := s.while(func(c byte) bool { return strings.IndexByte("()[]{}<>,"+space, c) < 0 })
		f, err := readFloat(number, 64)
		if err != nil {
			return nil, "", false
		}
		numbers = append(numbers, f)
	}
	return numbers, out.String(), true
}

// orderCorners puts the upper right corner of a box first, as box_in does.
func orderCorners(n []string) bool {
	for i := range 2 {
		a, err1 := strconv.ParseFloat(n[i], 64)
		b, err2 := strconv.ParseFloat(n[i+2], 64)
		if err1 != nil || err2 != nil {
			return false
		}
		if a < b {
			n[i], n[i+2] = n[i+2], n[i]
		}
	}
	return true
}
