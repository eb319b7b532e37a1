package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// object is what SHOW CREATE is asked about.
type object struct {
	kind         model.Kind
	parent, name string
	show         string // the words between SHOW CREATE and the name; empty: there are none
	mode         string // the sql_mode that its text was written in
	text         string
}

func (o object) id() model.ID { return model.ID{Kind: o.kind, Parent: o.parent, Name: o.name} }

// at is how many objects are asked about in one go.
const at = 500

// errVanished: an object was there, and isn't any more.
var errVanished = errors.New("an object was dropped while the schema was read")

// readTexts asks for the statements. Objects that the user may not read are
// findings.
func (r *reader) readTexts(ctx context.Context) (found []finding, err error) {
	for begin := 0; begin < len(r.objects); {
		end := min(begin+at, len(r.objects))
		done, err := r.some(ctx, r.objects[begin:end], &found)
		begin += done
		switch {
		case err == nil:
			continue
		case vanished(err):
			return nil, fmt.Errorf("%w: %w", errVanished, err)
		case !refused(err) || begin >= len(r.objects):
			return nil, err
		}
		found = append(found, finding{r.objects[begin].id(), err.Error()})
		begin++
	}
	return found, nil
}

// some asks about objects, and returns how many answered.
func (r *reader) some(ctx context.Context, objects []object, found *[]finding) (done int, err error) {
	var batch []inspect.Query
	var asked []int
	for i, o := range objects {
		if o.show != "" {
			batch = append(batch, inspect.Query{SQL: "SHOW CREATE " + o.show + " " + mysql.Ident(o.name)})
			asked = append(asked, i)
		}
	}
	answered := 0
	err = r.conn.Batch(ctx, batch, func(i int, rows inspect.Rows) error {
		o := &objects[asked[i]]
		for rows.Next() {
			text, err := o.scan(rows)
			if err != nil {
				return err
			}
			if text == nil {
				*found = append(*found, finding{o.id(), "the user of this connection may not read it"})
				continue
			}
			o.text = *text
		}
		if err := rows.Err(); err != nil {
			return err
		}
		answered = i + 1
		return nil
	})
	switch {
	case err == nil:
		return len(objects), nil
	case answered < len(asked):
		return asked[answered], err
	}
	return len(objects), err
}

// scan reads the statement out of an answer, whose columns differ; nil if the user
// may not read it.
func (o *object) scan(rows inspect.Rows) (*string, error) {
	var text *string
	var pass any
	// The number of columns, and which of them is the statement.
	shape := [2]int{6, 2} // of routines and packages
	switch o.show {
	case "TABLE", "SEQUENCE":
		shape = [2]int{2, 1}
	case "VIEW":
		shape = [2]int{4, 1}
	case "TRIGGER":
		shape = [2]int{7, 2}
	case "EVENT":
		shape = [2]int{7, 3}
	}
	dest := make([]any, shape[0])
	for i := range dest {
		dest[i] = &pass
	}
	dest[shape[1]] = &text
	err := rows.Scan(dest...)
	return text, err
}

// numberOf returns the number of a server's error, 0 of another one. Drivers print
// it in the same way: "Error 1146 (42S02): Table … doesn't exist".
func numberOf(err error) int {
	_, rest, found := strings.Cut(err.Error(), "Error ")
	digits, _, _ := strings.Cut(rest, " ")
	n, parsed := strconv.Atoi(strings.TrimSuffix(digits, ":"))
	if !found || parsed != nil {
		return 0
	}
	return n
}

// vanished says whether an error is that there is no such object: a table, a
// routine, a trigger, an event, a sequence.
func vanished(err error) bool {
	return slices.Contains([]int{1146, 1305, 1360, 1539, 4091}, numberOf(err))
}

// refused says whether an error is about one object: the user may not read it, or
// the view is broken.
func refused(err error) bool {
	return slices.Contains([]int{1142, 1143, 1227, 1345, 1356, 1370}, numberOf(err))
}

// delimiter stands between statements that have semicolons; no text has it.
const delimiter = "$$schemadiff$$"

// parse reads the statements as one script, each in a source of its own, so that
// the mistakes tell whose they are. What has one is left out, and is a finding.
func (r *reader) parse() ([]finding, error) {
	var found []finding
	left := map[string]bool{}
	for {
		var sources []sqlfile.Source
		owner := map[string]model.ID{}
		for _, o := range r.objects {
			name := o.id().String()
			if owner[name] = o.id(); o.text != "" && !left[name] {
				sources = append(sources, sqlfile.Source{Name: name, Text: o.script()})
			}
		}
		schema, err := mysql.Read(sources, mysql.Options{Server: r.server, Database: r.database.name, Collation: r.database.collation})
		var mistakes sqlfile.ErrorList
		switch {
		case err == nil:
			r.schema = schema
			return found, nil
		case !errors.As(err, &mistakes):
			return nil, err
		}
		before := len(left)
		for _, m := range mistakes {
			if id, known := owner[m.Pos.File]; known && !left[m.Pos.File] {
				left[m.Pos.File] = true
				found = append(found, finding{id, "its statement isn't understood: " + m.Error()})
			}
		}
		if len(left) == before {
			return nil, err
		}
	}
}

// script is the object's statement with what it is read in.
func (o object) script() string {
	switch o.show {
	case "TABLE", "SEQUENCE", "VIEW":
		return o.text + ";\n"
	}
	return "SET SESSION sql_mode = '" + o.mode + "';\nDELIMITER " + delimiter + "\n" + o.text + "\n" + delimiter + "\n"
}
