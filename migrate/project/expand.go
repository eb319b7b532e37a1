package project

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// values is what ${…} in settings stand for.
type values struct {
	dir   string // where the paths of secret files begin
	env   func(string) (string, bool)
	given map[string]string // by -x
}

// problem is what is wrong with a text.
type problem struct{ what, hint string }

// encoding says how a value is put into a text at a place.
type encoding func(text string, at int, value string) string

// plain puts in values as they are.
func plain(_ string, _ int, value string) string { return value }

// encodeUser puts values into an address. What stands in its user and password
// is encoded, so that a password may have any characters; what is a whole
// address, a host or a parameter stays as it is.
func encodeUser(text string, at int, value string) string {
	scheme := strings.Index(text, "://")
	end := strings.LastIndex(text, "@")
	if scheme < 0 || at < scheme || at > end {
		return value
	}
	var b strings.Builder
	for _, c := range []byte(value) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

// expand replaces ${VAR}, ${VAR:-default}, ${file:path} and ${x.key}; $${ stands
// for ${. Without values it only checks how they are written.
func (v *values) expand(text string, how encoding) (string, []problem) {
	var b strings.Builder
	var problems []problem
	rest := text
	for {
		at := strings.Index(rest, "${")
		if at < 0 {
			b.WriteString(rest)
			return b.String(), problems
		}
		if at > 0 && rest[at-1] == '$' {
			b.WriteString(rest[:at-1] + "${")
			rest = rest[at+2:]
			continue
		}
		end := strings.IndexByte(rest[at:], '}')
		if end < 0 {
			return text, append(problems, problem{"a ${ has no }", "write $${ for the characters themselves"})
		}
		b.WriteString(rest[:at])
		value, p := v.value(rest[at+2 : at+end])
		if p != nil {
			problems = append(problems, *p)
		}
		b.WriteString(how(text, len(text)-len(rest)+at, value))
		rest = rest[at+end+1:]
	}
}

// value looks up what stands between the braces.
func (v *values) value(what string) (string, *problem) {
	name, fallback, optional := strings.Cut(what, ":-")
	path, isFile := strings.CutPrefix(name, "file:")
	key, isGiven := strings.CutPrefix(name, "x.")
	switch {
	case strings.Contains(what, "${"):
		return "", &problem{"a variable stands in another one", "a default can't have variables"}
	case isFile && path == "":
		return "", &problem{"${file:} names no file", ""}
	case !isFile && !isName(key):
		return "", &problem{"${" + what + "} isn't a variable", "the forms are ${NAME}, ${NAME:-default}, ${file:path} and ${x.key}"}
	case v == nil:
		return "", nil
	}
	var text string
	var ok bool
	var missing problem
	switch {
	case isFile:
		var err error
		if text, err = v.secret(path); err == nil {
			return text, nil
		} else if !optional || !errors.Is(err, os.ErrNotExist) {
			return "", &problem{err.Error(), "${file:" + path + "} stands for what is in the file"}
		}
	case isGiven:
		text, ok = v.given[key]
		missing = problem{"${" + name + "} isn't given", "give it: -x " + key + "=VALUE"}
	default:
		text, ok = v.env(name)
		missing = problem{"the variable " + name + " isn't set", "set it, or write ${" + name + ":-default}"}
	}
	switch {
	case ok && (text != "" || !optional):
		return text, nil
	case optional:
		return fallback, nil
	}
	return "", &missing
}

// secret reads a file that holds a value, with a newline at its end perhaps.
func (v *values) secret(path string) (string, error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(v.dir, path)
	}
	data, err := os.ReadFile(path)
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), err
}

func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-' || r == '.')
	})
}
