package script

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 20, 10, 3, 5, 0, time.UTC)

func TestNaming(t *testing.T) {
	east := time.FixedZone("east", 14*3600)
	tests := []struct {
		name    string
		naming  Naming
		message string
		want    string
	}{
		{"default", Naming{}, "add the users' e-mail", "ab12_add_the_users_e_mail.sql"},
		{"no message", Naming{}, "", "ab12_revision.sql"},
		{"Alembic's form", Naming{Template: "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s"}, "A", "2026_11_20_1003-ab12_a.sql"},
		{"braces", Naming{Template: "{year}{month}{day}{hour}{minute}{second}_{slug}"}, "A b", "20261120100305_a_b.sql"},
		{"directories", Naming{Template: "{year}/{month}/%(rev)s"}, "", "2026/11/ab12.sql"},
		{"epoch", Naming{Template: "%(epoch)s_%%"}, "", "1795168985_%.sql"},
		{"time zone", Naming{Template: "%(day)d.%(hour)04d", Location: east}, "", "21.0000.sql"},
		{"no width", Naming{Template: "%(month)d{minute}"}, "", "1103.sql"},
		{"words that are too many", Naming{SlugLength: 11}, "add column email", "ab12_add_column.sql"},
		{"a word that is too long", Naming{SlugLength: 4}, "counterrevolution", "ab12_coun.sql"},
		{"percent and braces alone", Naming{Template: "a%b{c%(d"}, "", "a%b{c%(d.sql"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.naming.Path("ab12", test.message, noon)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
	for template, want := range map[string]string{
		"%(slgu)s":                  `did you mean "slug"?`,
		"{user}":                    "there is no token",
		"../{rev}":                  "no path below",
		"/{rev}":                    "no path below",
		".{rev}":                    "hidden",
		strings.Repeat("x", 250):    "too long",
		"{rev}//{slug}":             "no path below",
		"%(rev)s_%(nothing_like)sx": "there are rev, slug",
	} {
		if _, err := (Naming{Template: template}).Path("ab12", "m", noon); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", template, err, want)
		}
	}
}

func TestSlug(t *testing.T) {
	tests := []struct {
		message string
		length  int
		want    string
	}{
		{"Größe ändern", 40, "größe_ändern"},
		{"добавить столбец", 10, "добавить"},
		{"列を追加する", 3, "列を追"},
		{"cafe\u0301s cafe\u0301s", 4, "cafe\u0301"},
		{"--- !!!", 40, "revision"},
		{"\u0301 a", 40, "a"},
		{"a/b\\c:d", 40, "a_b_c_d"},
		{"snake_case stays", 40, "snake_case_stays"},
		{"\xff\xfe", 40, "revision"},
		{"zero", 0, "revision"},
	}
	for _, test := range tests {
		if got := Slug(test.message, test.length); got != test.want {
			t.Errorf("Slug(%q, %d) = %q, want %q", test.message, test.length, got, test.want)
		}
	}
}

// TestNamingRandom: whatever the message is, the name is one of a visible file
// below the directory, and no file system finds it too long.
func TestNamingRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		naming := Naming{SlugLength: rapid.IntRange(1, 300).Draw(t, "length")}
		name, err := naming.Path("ab12", rapid.String().Draw(t, "message"), noon)
		if err != nil {
			t.Fatal(err)
		}
		if len(name) > 255 || !utf8.ValidString(name) || strings.ContainsAny(name, "/\\ :'\"") || name == "ab12_.sql" {
			t.Fatalf("the name is %q", name)
		}
	})
}

func TestNewID(t *testing.T) {
	tests := []struct {
		scheme   Scheme
		existing []string
		want     string
	}{
		{SchemeTime, nil, "20261120_100305_01020304"},
		{"", []string{"20261120_100305_01020304"}, "20261120_100305_05060708"},
		{SchemeRandom, nil, "010203040506"},
		{SchemeSequential, nil, "0001"},
		{SchemeSequential, []string{"0009", "0010", "x", "0003"}, "0011"},
		{SchemeSequential, []string{"000009", "9999"}, "010000"},
		{SchemeSequential, []string{"99999999999999999999"}, "100000000000000000000"},
	}
	for _, test := range tests {
		entropy := bytes.NewReader([]byte{1, 2, 3, 4, 5, 6, 7, 8})
		got, err := test.scheme.NewID(noon.In(time.FixedZone("", 3600)), entropy, test.existing)
		if err != nil || got != test.want {
			t.Errorf("%q after %v: got %q, %v, want %q", test.scheme, test.existing, got, err, test.want)
		}
		if err := CheckID(got); err != nil {
			t.Error(err)
		}
	}
	if _, err := Scheme("tmie").NewID(noon, rand.Reader, nil); err == nil || !strings.Contains(err.Error(), `"tmie"`) {
		t.Errorf("an unknown scheme: %v", err)
	}
	if _, err := SchemeTime.NewID(noon, bytes.NewReader(nil), nil); err == nil {
		t.Error("no entropy is no error")
	}
	if _, err := SchemeTime.NewID(noon, bytes.NewReader(make([]byte, 4000)), []string{"20261120_100305_00000000"}); err == nil {
		t.Error("the same ID again is no error")
	}
}

func TestCheckID(t *testing.T) {
	for _, id := range []string{"a", "0001", "1.2", "20261120_103000_a1b2c3d4", "größe", "Header"} {
		if err := CheckID(id); err != nil {
			t.Error(err)
		}
	}
	for _, id := range []string{"", "a b", "a@b", "a-b", "a+1", "a:b", "a,b", "head", "HEADS", "base", "current", "a\tb", "a\x1bb", "\xff", "a\u00a0b", "a/b", "a'b"} {
		if CheckID(id) == nil {
			t.Errorf("%q is taken for an ID", id)
		}
	}
}
