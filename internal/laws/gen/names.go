package gen

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxName is the length in bytes that PostgreSQL truncates names to.
const maxName = 63

func plainNames() []string {
	return strings.Fields(`users orders items account invoice product customer event message session tag note
		audit_log price_list person team project task comment_thread file payment subscription country city`)
}

func plainColumns() []string {
	return strings.Fields(`id name email created_at updated_at status kind amount price qty title body data tags
		parent_id owner_id started_at ended_at valid active score rank code lang payload token x y z a b c`)
}

// oddNames are names that must be quoted, or that look as if they must not.
func oddNames() []string {
	return []string{
		"UserName", "order", "select", "user", "table", "group", "check", "end", "default", "offset", "limit", "column",
		"values", "row", "time", "interval", "char", "int", "precision", "left", "join", "like", "authorization", "primary",
		"first name", `we"ird`, "größe", "имя", "日本語", "🐘 elephant", "1st", "a$b", "100%", "a.b", `back\slash`,
		"--dash", "/*star", " lead", "trail ", "semi;colon", "it's", "$1", "{brace}", "new\nline", "public", "pg", "null", "true",
		"_under", "tab\tbed", "oid", "value", "ÀÉÎ",
	}
}

// name draws a name that is not in used, and adds it.
func (d draw) name(used map[string]bool, plain []string) string {
	for try := 0; ; try++ {
		name := pick(d, plain)
		switch {
		case d.chance(12):
			name = pick(d, oddNames())
		case d.chance(4):
			name = d.longName(name)
		case d.chance(10):
			name += "_" + pick(d, plain)
		}
		if try > 3 {
			name = clip(name, maxName-6) + "_" + strconv.Itoa(len(used))
		}
		if name = clip(name, maxName); !used[name] {
			used[name] = true
			return name
		}
	}
}

// longName makes a name of about the greatest length, whose last characters
// may be of several bytes.
func (d draw) longName(stem string) string {
	stem = strings.Repeat(stem+"_", 12)
	switch d.n(3) {
	case 0:
		return clip(stem, d.between(maxName-3, maxName))
	case 1:
		return clip(clip(stem, maxName-d.between(1, 9))+"äöüßéèñ", maxName)
	}
	return clip("名前"+strings.Repeat("とても長い", 9), maxName)
}

// clip cuts a text to so many bytes without breaking a character, as the server
// does.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// relation draws a name for something that shares the namespace of tables,
// indexes, sequences and types.
func (d draw) relation(ns *Namespace, plain []string) string {
	if ns.Used == nil {
		ns.Used = map[string]bool{}
	}
	return d.name(ns.Used, plain)
}

// comment draws a comment text; mostly there is none.
func (d draw) comment() string {
	if d.chance(80) {
		return ""
	}
	return d.someComment()
}

func (d draw) someComment() string {
	return oneOf(d, "a comment", "it's quoted", `back\slash and "quotes"`, "two\nlines", "Ünïcode — 🐘", "trailing; -- not a comment", "$$ dollar $$", "  spaces  ")
}
