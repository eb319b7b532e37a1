package gostruct

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// parseLiteral reads the tag that a literal is, as a file would have it.
func parseLiteral(literal string) (pairs []pair, items []item, problems []problem) {
	source := "X int " + literal
	tag, ok := literalText(source, sqlfile.NewLines("x.go", source), len("X int "), len(source))
	if !ok {
		return nil, nil, nil
	}
	pairs, _ = tagPairs(tag)
	for _, p := range pairs {
		if p.key.s == "schema" {
			items, problems = parseItems(p.value, columnKeys(), sqlfile.Postgres())
		}
	}
	return pairs, items, problems
}

func TestItems(t *testing.T) {
	for _, test := range []struct{ name, literal, want string }{
		{"flags", "`schema:\"pk;notnull\"`", "pk|notnull"},
		{"empty items", "`schema:\"; pk ;; \"`", "pk"},
		{"spaces", "`schema:\" default = now() ; size = 3 \"`", "default=now()|size=3"},
		{"a semicolon in a string", "`schema:\"default='a;b';pk\"`", "default='a;b'|pk"},
		{"a semicolon in dollar quotes", "`schema:\"default=$$a;b$$;pk\"`", "default=$$a;b$$|pk"},
		{"an equals sign in a value", "`schema:\"check=a = b;pk\"`", "check=a = b|pk"},
		{"escapes of Go", "`schema:\"check=a ~ '\\\\d' AND b = \\\"C\\\"\"`", `check=a ~ '\d' AND b = "C"`},
		{"an interpreted literal", `"schema:\"check=\\\"A\\\" > 0\""`, `check="A" > 0`},
		{"a quoted comment", "`schema:\"comment='a; it''s b';pk\"`", "comment=a; it's b|pk"},
		{"an apostrophe in a comment", "`schema:\"comment=it's mine;pk\"`", "comment=it's mine|pk"},
		{"behind another key", "`json:\"x\" schema:\"pk\" db:\"y\"`", "pk"},
		{"nothing", "`schema:\"\"`", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, items, problems := parseLiteral(test.literal)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var got []string
			for _, i := range items {
				text := i.key.s
				if i.given {
					text += "=" + i.value.s
				}
				got = append(got, text)
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every piece of a tag stands where it says, whatever is escaped.
func TestTextKnowsItsPlace(t *testing.T) {
	literal := "`db:\"ü\" schema:\"check=a ~ '\\\\d' AND \\\"b\\\" > 0;comment='it''s'\"`"
	_, items, _ := parseLiteral(literal)
	if len(items) != 2 {
		t.Fatal(items)
	}
	for _, test := range []struct {
		piece text
		word  string
	}{
		{items[0].value, "a ~"},
		{items[0].value.cut(strings.Index(items[0].value.s, "AND"), len(items[0].value.s)), "AND"},
		{items[0].value.cut(strings.Index(items[0].value.s, "> 0"), len(items[0].value.s)), "> 0"},
		{items[1].key, "comment"},
		{items[1].value, "it''s"},
	} {
		place := test.piece.start()
		pos := place.Lines.Pos(place.Offset)
		source := []rune("X int " + literal)
		if !strings.HasPrefix(string(source[pos.Column-1:]), test.word) {
			t.Errorf("%q stands at %v", test.piece.s, pos)
		}
	}
}

func FuzzTag(f *testing.F) {
	for _, seed := range []string{
		"`db:\"x\" schema:\"pk;default='a;b'\"`", `"schema:\"check=\\\"A\\\" > 0\""`, "`schema:\"comment='a''b' \"`",
		"`schema:\"check=(a;b)\"`", "`schema:\"check=$a$;pk\"`", "`schema:\"index=a,\\\"b\\\"\\\";method=gin\"`", "`a:\"\\`", "`schema:\"\xff=\\xff\"`",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, literal string) {
		pairs, items, problems := parseLiteral(literal)
		source := "X int " + literal
		inside := func(p sqlfile.Place) {
			if p.Offset < 0 || p.Offset > len(source) {
				t.Fatalf("a place outside of %q", source)
			}
		}
		for _, p := range problems {
			inside(p.at)
		}
		var b sqlfile.Builder
		r := &reader{dialect: syntaxOnly{}}
		for _, i := range items {
			inside(i.key.start())
			i.value.copyTo(&b)
			r.splitNames(i.value)
			r.splitDots(i.value, 2)
			_, _ = r.reference(i.value, &table{})
		}
		for _, p := range pairs { // what reflect finds, we find
			tag, err := strconv.Unquote(literal)
			first := p.key.s != "" && strings.Count(literal, p.key.s) == 1
			if got, ok := reflect.StructTag(tag).Lookup(p.key.s); err == nil && first && ok && got != p.value.s && strings.ToValidUTF8(got, "") == got {
				t.Errorf("%s: %q is %q, not %q", literal, p.key.s, got, p.value.s)
			}
		}
	})
}

// syntaxOnly is a dialect as far as names need one.
type syntaxOnly struct{ Dialect }

func (syntaxOnly) Syntax() sqlfile.Syntax { return sqlfile.Postgres() }

func TestNearest(t *testing.T) {
	words := []string{"name", "unique", "default", "ondelete", "pk"}
	for written, want := range map[string]string{"namme": "name", "unqiue": "unique", "on_delete": "ondelete", "zzz": "", strings.Repeat("a", 100): ""} {
		if got := nearest(written, words); got != want {
			t.Errorf("nearest(%s) = %s, want %s", written, got, want)
		}
	}
}
