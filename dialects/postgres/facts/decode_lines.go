package facts

import (
	"fmt"
	"strconv"
	"strings"
)

// The flags of a type line and of a routine line.
const (
	flagPreferred  = 'p'
	flagCollatable = 'c'
	flagModifiable = 'm'
	flagTrueArray  = 'A'
	flagSet        = 's'
)

func (s *decoding) typeLine(f []string) error {
	t := s.types[Name{s.schema(f[1]), f[2]}]
	refs, err := s.typesOf(f[6], f[7], f[8], f[10], f[11])
	if err != nil {
		return err
	}
	t.Subscript = NotSubscriptable
	for _, flag := range f[5] {
		switch flag {
		case flagPreferred:
			t.Preferred = true
		case flagCollatable:
			t.Collatable = true
		case flagModifiable:
			t.Modifiable = true
		case flagTrueArray:
			t.IsArray = true
		case 'a', 'r', 'j', 'o':
			t.Subscript = Subscripting(flag)
		}
	}
	t.Element, t.Array, t.Base, t.Subtype, t.Multi = refs[0], refs[1], refs[2], refs[3], refs[4]
	if f[9] != none {
		t.BaseMods = f[9]
	}
	t.Delimiter = f[12][0]
	return nil
}

func (s *decoding) partLine(f []string) error {
	t, err := s.typ(f[1])
	if err != nil {
		return err
	}
	if f[0] == "L" {
		t.Labels = append(t.Labels, f[2])
		return nil
	}
	field, err := s.fieldOf(f)
	if err != nil {
		return err
	}
	t.Fields = append(t.Fields, field)
	return nil
}

// fieldOf reads the field that a line is about.
func (s *decoding) fieldOf(f []string) (Field, error) {
	t, err := s.typ(f[3])
	mods := f[4]
	if mods == none {
		mods = ""
	}
	return Field{Name: f[2], Type: t, Mods: mods}, err
}

func (s *decoding) castLine(f []string) error {
	refs, err := s.typesOf(f[1], f[2])
	if err != nil {
		return err
	}
	args, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("reading the arguments of a cast: %w", err)
	}
	c := Cast{
		Source: refs[0], Target: refs[1],
		Context: CastContext(f[3][0]), Method: CastMethod(f[4][0]), FunctionArgs: args,
	}
	if f[5] != none {
		c.Function = s.name(f[5])
	}
	s.out.Casts = append(s.out.Casts, c)
	return nil
}

func (s *decoding) operatorLine(f []string) error {
	refs, err := s.typesOf(f[3], f[4], f[5])
	if err != nil {
		return err
	}
	s.out.Operators = append(s.out.Operators, &Operator{
		Schema: s.schema(f[1]), Name: f[2],
		Left: refs[0], Right: refs[1], Result: refs[2], Function: s.name(f[6]),
	})
	return nil
}

func (s *decoding) procLine(f []string) error {
	refs, err := s.typesOf(f[7], f[9])
	if err != nil {
		return err
	}
	p := &Proc{
		Schema: s.schema(f[1]), Name: f[2], Kind: ProcKind(f[3][0]),
		Variadic: refs[0], Result: refs[1], Volatility: f[4][0],
		Set: strings.IndexByte(f[4], flagSet) > 0,
	}
	if p.Defaults, err = strconv.Atoi(f[8]); err != nil {
		return fmt.Errorf("reading the defaults of %s: %w", f[2], err)
	}
	if p.Args, err = s.typeList(f[5]); err != nil {
		return err
	}
	if f[6] != none {
		p.ArgNames = strings.Split(f[6], ",")
	}
	outs, err := s.typeList(f[11])
	if err != nil {
		return err
	}
	if f[10] != none && len(outs) > 0 {
		for i, name := range strings.Split(f[10], ",") {
			p.Outs = append(p.Outs, Field{Name: name, Type: outs[i]})
		}
	}
	s.out.Procs = append(s.out.Procs, p)
	return nil
}

// typeList finds the types of a list.
func (s *decoding) typeList(list string) ([]*Type, error) {
	start := len(s.args)
	for rest := list; rest != none && rest != ""; {
		var arg string
		arg, rest, _ = strings.Cut(rest, ",")
		t, err := s.typ(arg)
		if err != nil {
			return nil, err
		}
		s.args = append(s.args, t)
	}
	return s.args[start:len(s.args):len(s.args)], nil
}

func (s *decoding) opclassLine(f []string) error {
	input, err := s.typ(f[4])
	if err != nil {
		return err
	}
	s.out.Opclasses = append(s.out.Opclasses, &Opclass{
		Method: f[1], Schema: s.schema(f[2]), Name: f[3],
		Input: input, Default: f[5] == "t", Family: s.name(f[6]),
	})
	return nil
}
