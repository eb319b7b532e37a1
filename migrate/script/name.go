package script

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/internal/typo"
)

// Naming says how the files of new revisions are called.
type Naming struct {
	// Template is the path below the directory of revisions, without ".sql". Its
	// tokens are written as in Alembic's file_template, %(rev)s or %(month).2d, or
	// in braces, {rev}: rev, slug, epoch, year, month, day, hour, minute, second.
	// Empty: "%(rev)s_%(slug)s".
	Template string
	// SlugLength limits the slug, which is made of the message: 40 if it is zero.
	SlugLength int
	// Location is the time zone of the parts of the time, UTC if it is nil.
	Location *time.Location
}

const (
	defaultTemplate   = "%(rev)s_%(slug)s"
	defaultSlugLength = 40
	// maxNameBytes is how long a file name may be in the common file systems, with
	// room for that of a temporary file.
	maxNameBytes = 255 - 40
)

var tokens = []string{"rev", "slug", "epoch", "year", "month", "day", "hour", "minute", "second"}

// IsDefaultTemplate says whether a template makes the names that an empty one
// makes.
func IsDefaultTemplate(template string) bool {
	return template == "" || template == defaultTemplate || template == "{rev}_{slug}"
}

// Path returns the path of a new revision below its directory, with slashes.
func (n Naming) Path(id, message string, created time.Time) (string, error) {
	template := n.Template
	if template == "" {
		template = defaultTemplate
	}
	location := n.Location
	if location == nil {
		location = time.UTC
	}
	created = created.In(location)
	var failed error
	name := expandTemplate(template, func(token, verb string) string {
		text, err := fill(token, verb, id, n.Slug(message), created)
		failed = errors.Join(failed, err)
		return text
	})
	if failed != nil {
		return "", fmt.Errorf("naming the file of a revision by %q: %w", template, failed)
	}
	name += ".sql"
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case part == "" || part == "." || part == "..":
			return "", fmt.Errorf("naming the file of a revision by %q: %q is no path below the directory of revisions", template, name)
		case strings.HasPrefix(part, "."):
			return "", fmt.Errorf("naming the file of a revision by %q: %q is hidden, and hidden files are no revisions", template, name)
		case len(part) > maxNameBytes:
			return "", fmt.Errorf("naming the file of a revision by %q: the name %q is too long", template, part)
		}
	}
	return path.Clean(name), nil
}

// Slug makes the part of a file name that tells the message.
func (n Naming) Slug(message string) string {
	return Slug(message, cmp.Or(n.SlugLength, defaultSlugLength))
}

// expandTemplate replaces %(token)verb and {token}; "%%" is a percent sign.
func expandTemplate(template string, fill func(token, verb string) string) string {
	var b strings.Builder
	for template != "" {
		inner, rest, closed := "", "", false
		switch {
		case strings.HasPrefix(template, "%%"):
			b.WriteByte('%')
			template = template[2:]
			continue
		case strings.HasPrefix(template, "%("):
			if inner, rest, closed = strings.Cut(template[2:], ")"); closed {
				end := strings.IndexAny(rest, "sd")
				if end < 0 || strings.Trim(rest[:end], ".0123456789") != "" {
					closed = false
					break
				}
				b.WriteString(fill(inner, rest[:end+1]))
				template = rest[end+1:]
				continue
			}
		case template[0] == '{':
			if inner, rest, closed = strings.Cut(template[1:], "}"); closed {
				b.WriteString(fill(inner, "s"))
				template = rest
				continue
			}
		}
		b.WriteByte(template[0])
		template = template[1:]
	}
	return b.String()
}

// fill returns what stands for a token. A verb such as .2d or 02d says how wide
// a number is; without one, it is as wide as dates write it.
func fill(token, verb, id, slug string, created time.Time) (string, error) {
	number, width := 0, 2
	switch token {
	case "rev":
		return id, nil
	case "slug":
		return slug, nil
	case "epoch":
		return strconv.FormatInt(created.Unix(), 10), nil
	case "year":
		number, width = created.Year(), 4
	case "month":
		number = int(created.Month())
	case "day":
		number = created.Day()
	case "hour":
		number = created.Hour()
	case "minute":
		number = created.Minute()
	case "second":
		number = created.Second()
	default:
		return "", unknownWord("token", token, tokens)
	}
	if strings.HasSuffix(verb, "d") {
		width, _ = strconv.Atoi(strings.TrimLeft(strings.TrimSuffix(verb, "d"), ".0"))
	}
	return fmt.Sprintf("%0*d", min(width, 20), number), nil
}

// unknownWord says that a list doesn't have a word.
func unknownWord(what, word string, list []string) error {
	if near := typo.Nearest(word, list); near != "" {
		return fmt.Errorf("there is no %s %q; did you mean %q?", what, word, near)
	}
	return fmt.Errorf("there is no %s %q, there are %s", what, word, strings.Join(list, ", "))
}

// noSlug stands for a message without letters and digits.
const noSlug = "revision"

// Slug makes a part of a file name of a message: its words of letters and digits
// of any script in lower case, joined by underscores, as many as fit into a
// number of characters. Only a first word that is too long by itself is cut.
func Slug(message string, length int) string {
	words := strings.FieldsFunc(strings.ToLower(message), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) || r == utf8.RuneError
	})
	words = slices.DeleteFunc(words, func(word string) bool {
		return !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsMark(r) })
	})
	slug := ""
	for i, word := range words {
		switch {
		case i == 0:
			slug = cutLetters(word, length)
		case utf8.RuneCountInString(slug)+1+utf8.RuneCountInString(word) > length || len(slug)+1+len(word) > maxSlugBytes:
			return slug
		default:
			slug += "_" + word
		}
	}
	if slug == "" {
		return noSlug
	}
	return slug
}

// maxSlugBytes leaves room for the rest of a file name.
const maxSlugBytes = 150

// cutLetters cuts a word to a length, not between a letter and its accents.
func cutLetters(word string, length int) string {
	count := 0
	for i, r := range word {
		if count++; (count > length || i+utf8.RuneLen(r) > maxSlugBytes) && !unicode.IsMark(r) {
			return word[:i]
		}
	}
	return word
}
