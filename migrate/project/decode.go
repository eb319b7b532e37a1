package project

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
)

// decoder turns values into settings and collects what is wrong with them.
type decoder struct {
	dir   string // where relative paths begin
	kinds []model.Kind
	// products are those whose addresses are known; told is the dialect of the
	// last address, as far as it could be made out.
	products inspect.Products
	told     string
	// values looks variables up; nil only checks how they are written.
	values *values
	// connect asks for addresses, which may need secrets.
	connect bool
	errs    sqlfile.ErrorList
}

func (d *decoder) fail(v *node, msg, hint string) {
	d.errs = append(d.errs, &sqlfile.Error{Pos: v.pos, Msg: msg, Hint: hint})
}

// failWith tells an error with its advice at the place of a value.
func (d *decoder) failWith(v *node, err error) {
	hint := ""
	var advised interface{ Hint() string }
	var unknown inspect.UnknownKindError
	switch {
	case errors.As(err, &advised):
		hint = advised.Hint()
	case errors.As(err, &unknown):
		if near := typo.Nearest(unknown.Word, inspect.KindWords()); near != "" {
			hint = "did you mean " + near + "?"
		}
	}
	d.fail(v, err.Error(), hint)
}

// unknown reports a key that there is not, with the one that was meant.
func (d *decoder) unknown(v *node, known []string) {
	name := v.path[len(v.path)-1]
	hint := "keys are " + strings.Join(known, ", ")
	if near := typo.Nearest(name, known); near != "" {
		hint = "did you mean " + near + "?"
	} else if at := slices.IndexFunc(Keys(), func(key string) bool { return strings.HasSuffix(key, "."+name) }); at >= 0 {
		hint = "did you mean " + Keys()[at] + "?"
	}
	d.errs = append(d.errs, &sqlfile.Error{Pos: v.key, Msg: "there is no key " + strconv.Quote(v.name()), Hint: hint})
}

// want checks that a value is of a kind and says what it should be.
func (d *decoder) want(v *node, kind unstable.Kind, what string) bool {
	if v.kind == kind {
		return true
	}
	d.fail(v, fmt.Sprintf("%s must be %s, not %s", v.name(), what, kindName(v.kind)), "")
	return false
}

func kindName(kind unstable.Kind) string {
	switch kind {
	case unstable.String:
		return "a text"
	case unstable.Integer, unstable.Float:
		return "a number"
	case unstable.Bool:
		return "true or false"
	case unstable.Array:
		return "a list"
	case unstable.Table:
		return "a table"
	default:
		return "a date"
	}
}

func (d *decoder) isTable(v *node) bool { return d.want(v, unstable.Table, "a table") }

// full reads a text that may not be empty and has no variables.
func (d *decoder) full(v *node) string {
	if !d.want(v, unstable.String, "a text in quotes") {
		return ""
	}
	if v.text == "" {
		d.fail(v, v.name()+" is empty", "")
	}
	return v.text
}

// expanded reads a text with variables.
func (d *decoder) expanded(v *node) string {
	if !d.want(v, unstable.String, "a text in quotes") {
		return ""
	}
	return d.expand(v, plain)
}

// object reads a name in the database, with variables, which may not be empty.
func (d *decoder) object(v *node) string {
	before := len(d.errs)
	text := d.expanded(v)
	if text == "" && len(d.errs) == before {
		d.fail(v, v.name()+" is empty", "")
	}
	return text
}

// url reads the address of a database.
func (d *decoder) url(v *node) string {
	if !d.want(v, unstable.String, "a text in quotes") {
		return ""
	}
	if d.values != nil && !d.connect {
		// The secrets in it may not be there: what can be made out is enough.
		text, _ := d.values.expand(v.text, encodeUser)
		if s, err := d.products.ParseSource(text); err == nil {
			d.told = s.Dialect()
		}
		return ""
	}
	before := len(d.errs)
	text := d.expand(v, encodeUser)
	if len(d.errs) > before || d.values == nil && strings.Contains(v.text, "${") {
		return text
	}
	s, err := d.products.ParseSource(text)
	switch {
	case err != nil:
		d.failWith(v, err)
	case s.Kind != inspect.Live:
		d.fail(v, v.name()+" isn't the address of a database", "it has the form "+d.products.Examples())
	case s.File() != "":
		text = d.locateFile(s)
	}
	d.told = s.Dialect()
	return text
}

// locateFile is the address of a database in a file, whose path is as seen from
// the configuration.
func (d *decoder) locateFile(s inspect.Source) string {
	scheme, path, _ := strings.Cut(s.Location(), ":")
	if !strings.HasPrefix(path, ":") { // which names no file
		path = d.locate(path)
	}
	return scheme + ":" + path
}

// expand puts in what variables stand for.
func (d *decoder) expand(v *node, how encoding) string {
	text, problems := d.values.expand(v.text, how)
	for _, p := range problems {
		d.fail(v, p.what, p.hint)
	}
	return text
}

// list reads a list; one value stands for a list of it.
func (d *decoder) list(v *node) []*node {
	switch v.kind {
	case unstable.Array:
		return v.items
	case unstable.String:
		return []*node{v}
	default:
		d.want(v, unstable.Array, "a list in brackets")
		return nil
	}
}

func (d *decoder) texts(v *node) []string {
	var list []string
	for _, item := range d.list(v) {
		list = append(list, d.full(item))
	}
	return list
}

func (d *decoder) path(v *node) string {
	text := d.expanded(v)
	if text == "" {
		return ""
	}
	return d.locate(text)
}

// paths reads at least one directory.
func (d *decoder) paths(v *node) []string {
	var list []string
	for _, item := range d.list(v) {
		path := d.path(item)
		switch {
		case path == "":
			d.fail(item, "the name of a directory is empty", "")
		case slices.Contains(list, path):
			d.fail(item, "the directory is named twice", "")
		default:
			list = append(list, path)
		}
	}
	if len(v.items) == 0 && v.kind == unstable.Array {
		d.fail(v, v.name()+" names no directory", "")
	}
	return list
}

// locate makes a path that is as seen from the file one that is as seen from
// the working directory.
func (d *decoder) locate(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(d.dir, path)
}

func (d *decoder) flag(v *node) bool {
	return d.want(v, unstable.Bool, "true or false") && v.text == "true"
}

func (d *decoder) number(v *node, least, most int) int {
	if !d.want(v, unstable.Integer, "a number") {
		return least
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(v.text, "_", ""), 0, 64)
	if err != nil || n < int64(least) || n > int64(most) {
		d.fail(v, fmt.Sprintf("%s must be between %d and %d", v.name(), least, most), "")
		return least
	}
	return int(n)
}

func (d *decoder) word(v *node, words ...string) string {
	text := d.full(v)
	if text != "" && !slices.Contains(words, text) {
		hint := ""
		if near := typo.Nearest(text, words); near != "" {
			hint = "did you mean " + near + "?"
		}
		d.fail(v, fmt.Sprintf("%s must be one of %s, not %q", v.name(), strings.Join(words, ", "), text), hint)
	}
	return text
}

// duration reads a time such as "5s". A number alone says no unit, except none.
func (d *decoder) duration(v *node) time.Duration {
	if v.kind == unstable.Integer && v.text == "0" {
		return 0
	}
	if !d.want(v, unstable.String, `a time such as "5s"`) {
		return 0
	}
	t, err := time.ParseDuration(v.text)
	if err != nil || t < 0 {
		d.fail(v, fmt.Sprintf("%s must be a time, not %q", v.name(), v.text), `such as "500ms", "5s", "2m30s"; "0" is no limit`)
	}
	return t
}
