package autogenerate

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// Replay returns the ways up of scripts, in their order, as scripts for the
// reader of a dialect: read one after the other they give the schema that the
// revisions lead to. Every statement stands where it stands in its file, so that
// errors name the right place. Statements that change rows alone, and are marked
// so, are left out. Read reads what leads to code that depends on the schema alone.
// The error lists the code whose effect nobody knows without running it.
func Replay(ctx context.Context, scripts []script.Script, read func([]sqlfile.Source) (model.Schema, error)) ([]sqlfile.Source, error) {
	list := make([]sqlfile.Source, 0, len(scripts))
	var errs sqlfile.ErrorList
	for i := range scripts {
		s := &scripts[i]
		for _, st := range s.Up.Statements {
			if st.Code != "" && !st.RowsOnly && st.Given == nil {
				errs = append(errs, &sqlfile.Error{
					Pos: st.Pos, Msg: "what revision " + s.ID + " does to the schema isn't known without running it: " + st.Code,
					Hint: "RowsOnly in op.Code or in op.Revision says that it changes rows alone; with a database at hand, --from database needs no reading",
				})
			}
		}
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	for i := range scripts {
		more, err := sources(ctx, &scripts[i], list, read)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// sources returns the way up of one script. The statements of a revision in Go
// may stand anywhere in its file, and make a source each.
func sources(ctx context.Context, s *script.Script, before []sqlfile.Source, read func([]sqlfile.Source) (model.Schema, error)) ([]sqlfile.Source, error) {
	if path.Ext(s.Path) != ".go" {
		return []sqlfile.Source{{Name: s.Path, Text: upText(s.Up)}}, nil
	}
	var list []sqlfile.Source
	for _, st := range s.Up.Statements {
		switch {
		case st.Code == "":
			list = append(list, source(st, st.SQL))
		case st.Given != nil:
			schema, err := read(slices.Concat(before, list))
			if err != nil {
				return nil, err
			}
			texts, err := st.Given(ctx, schema)
			if err != nil {
				return nil, &sqlfile.Error{Pos: st.Pos, Msg: err.Error()}
			}
			for _, text := range texts {
				list = append(list, source(script.Statement{Pos: st.Pos}, text))
			}
		}
	}
	return list, nil
}

// source is a statement alone, with a text.
func source(st script.Statement, sql string) sqlfile.Source {
	st.SQL = sql
	return sqlfile.Source{Name: st.Pos.File, Text: upText(script.Section{Statements: []script.Statement{st}})}
}

// InOrder returns the scripts of revisions that are given newest first, as the
// graph lists them, in the order in which they run.
func InOrder(scripts []script.Script, ids []string) []script.Script {
	byID := make(map[string]int, len(scripts))
	for i := range scripts {
		byID[scripts[i].ID] = i
	}
	list := make([]script.Script, 0, len(ids))
	for _, id := range slices.Backward(ids) {
		if i, ok := byID[id]; ok {
			list = append(list, scripts[i])
		}
	}
	return list
}

// upText writes the statements of a section at their places.
func upText(section script.Section) string {
	t := placed{line: 1, column: 1}
	for _, s := range section.Statements {
		if s.RowsOnly || s.Code != "" {
			continue
		}
		t.moveTo(s.Pos)
		t.write(s.SQL)
		t.write(";")
		if s.Copy {
			t.write("\n" + s.Data)
			if s.Data != "" && !strings.HasSuffix(s.Data, "\n") {
				t.write("\n")
			}
			t.write("\\.\n")
		}
	}
	return t.b.String()
}

// placed is a text of which the end's place is known.
type placed struct {
	b            strings.Builder
	line, column int
}

func (t *placed) write(text string) {
	t.b.WriteString(text)
	if n := strings.Count(text, "\n"); n > 0 {
		t.line += n
		t.column = 1
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	t.column += len([]rune(text))
}

// moveTo fills up to a place with white space, if it isn't behind it.
func (t *placed) moveTo(pos model.Pos) {
	if pos.Line > t.line {
		t.write(strings.Repeat("\n", pos.Line-t.line))
	}
	if pos.Line == t.line && pos.Column > t.column {
		t.write(strings.Repeat(" ", pos.Column-t.column))
	}
}
