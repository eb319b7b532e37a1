package facts

import (
	"fmt"
	"strings"
)

// A snapshot is lines of tab-separated fields; the first field says what the
// line is about:
//
//	T schema name kind category flags element array base mods subtype multirange delimiter
//	F type name fieldtype mods          (a field of a composite, in order)
//	L type label                        (a label of an enum, in order)
//	C source target context method function args
//	O schema name left right result function
//	P schema name kind flags args argnames variadic defaults result outnames outtypes
//	K method schema name input default family
//	M name kind                         (access method)
//	N kind schema name                  (collation c, ts configuration t, ts dictionary d)
//	R kind schema name                  (relation)
//
// The columns of the built-in relations stand apart, in lines like those of
// fields.
//
// Types and names are written schema.name, and without schema if that is
// pg_catalog; "-" is none. In an extension the schema "@" is the one that the
// extension is created in, and "@x" the one of the extension x that it needs.
const none = "-"

// decoder turns lines into objects. The zero decoder reads a version's own
// catalog; for an extension it knows the types that exist already.
type decoder struct {
	outer   func(schema, name string) *Type // types from elsewhere
	schemas func(placeholder string) string // of an extension's placeholders
}

// decoding is the state of one decode.
type decoding struct {
	decoder
	out   Objects
	types map[Name]*Type
	args  []*Type // arena for argument lists
	f     [16]string
}

func decode(text string, d decoder) (Objects, error) {
	s := &decoding{decoder: d, types: map[Name]*Type{}, args: make([]*Type, 0, 1024)}
	if err := s.declareTypes(text); err != nil {
		return Objects{}, err
	}
	for n, line := range lines(text) {
		if err := s.line(line); err != nil {
			return Objects{}, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return s.out, nil
}

// lines yields the lines of text with their index.
func lines(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for n := 0; text != ""; n++ {
			line, rest, _ := strings.Cut(text, "\n")
			if !yield(n, line) {
				return
			}
			text = rest
		}
	}
}

// split cuts a line into its fields.
func (s *decoding) split(line string) []string {
	n := 0
	for n < len(s.f)-1 {
		i := strings.IndexByte(line, '\t')
		if i < 0 {
			break
		}
		s.f[n], line = line[:i], line[i+1:]
		n++
	}
	s.f[n] = line
	return s.f[:n+1]
}

// declareTypes makes the types first, since they refer to each other.
func (s *decoding) declareTypes(text string) error {
	var all []Type
	count := strings.Count(text, "\nT\t") + 1
	all = make([]Type, 0, count)
	for n, line := range lines(text) {
		if !strings.HasPrefix(line, "T\t") {
			continue
		}
		f := s.split(line)
		if len(f) != 13 || len(f[3]) != 1 || len(f[4]) != 1 {
			return fmt.Errorf("line %d: malformed type", n+1)
		}
		all = append(all, Type{Schema: s.schema(f[1]), Name: f[2], Kind: TypeKind(f[3][0]), Category: f[4][0]})
		t := &all[len(all)-1]
		s.types[Name{t.Schema, t.Name}] = t
		s.out.Types = append(s.out.Types, t)
	}
	return nil
}

func (s *decoding) schema(name string) string {
	if s.schemas != nil && strings.HasPrefix(name, "@") {
		return s.schemas(name)
	}
	return name
}

func (s *decoding) name(text string) Name {
	if schema, name, ok := strings.Cut(text, "."); ok && schema != "" && name != "" {
		return Name{s.schema(schema), name}
	}
	return Name{CatalogSchema, text}
}

// typ finds the type that a field names; nil for "-".
func (s *decoding) typ(text string) (*Type, error) {
	if text == none {
		return nil, nil
	}
	n := s.name(text)
	if t := s.types[n]; t != nil {
		return t, nil
	}
	if s.outer != nil {
		if t := s.outer(n.Schema, n.Name); t != nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("unknown type %q", text)
}

// typesOf finds the types of fields, in order.
func (s *decoding) typesOf(fields ...string) ([]*Type, error) {
	out := make([]*Type, len(fields))
	for i, f := range fields {
		t, err := s.typ(f)
		if err != nil {
			return nil, err
		}
		out[i] = t
	}
	return out, nil
}

func (s *decoding) line(line string) error {
	f := s.split(line)
	if len(f) != fieldCount(f[0]) {
		return fmt.Errorf("malformed line of kind %q with %d fields", f[0], len(f))
	}
	switch f[0] {
	case "T":
		return s.typeLine(f)
	case "F", "L":
		return s.partLine(f)
	case "C":
		return s.castLine(f)
	case "O":
		return s.operatorLine(f)
	case "P":
		return s.procLine(f)
	case "K":
		return s.opclassLine(f)
	case "M":
		s.out.Methods = append(s.out.Methods, Method{f[1], f[2][0]})
	case "N":
		s.nameLine(f[1], Name{s.schema(f[2]), f[3]})
	case "R":
		s.out.Relations = append(s.out.Relations, Relation{s.schema(f[2]), f[3], f[1][0]})
	}
	return nil
}

// fieldCount returns how many fields a line has that starts with letter.
func fieldCount(letter string) int {
	switch letter {
	case "T":
		return 13
	case "P":
		return 12
	case "C", "O", "K":
		return 7
	case "F":
		return 5
	case "N", "R":
		return 4
	case "L", "M":
		return 3
	}
	return -1
}

func (s *decoding) nameLine(kind string, n Name) {
	switch kind {
	case "c":
		s.out.Collations = append(s.out.Collations, n)
	case "t":
		s.out.Configs = append(s.out.Configs, n)
	case "d":
		s.out.Dicts = append(s.out.Dicts, n)
	}
}
