package runner

import (
	"slices"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var _ migrate.Scripter = Dialect{}

// ScriptBegin implements [migrate.Scripter]. A database in memory has no file:
// what is attached is a temporary one then.
func (Dialect) ScriptBegin(model.QName) []string {
	lines := []string{
		".bail on",
		".timeout 600000",
		writer().Key("ATTACH (SELECT nullif(file, '') || ").Literal(LockSuffix).
			Key(" FROM pragma_database_list WHERE name = 'main') AS ").Key(held).Key(";").String(),
	}
	for _, sql := range lockStatements() {
		lines = append(lines, sql+";")
	}
	return lines
}

// ScriptEnd implements [migrate.Scripter].
func (Dialect) ScriptEnd(model.QName) []string { return []string{detach(held) + ";"} }

// ScriptStatement implements [migrate.Scripter].
func (Dialect) ScriptStatement(sql string) string { return sql + ";" }

// ScriptRows implements [migrate.Scripter]. SQL can't raise an error here but by a
// constraint, whose name is the message.
func (Dialect) ScriptRows(version model.QName, rows []string) string {
	rows = slices.Sorted(slices.Values(rows))
	expected := strings.Join(rows, ", ")
	where := expected
	if where == "" {
		where = "base"
	}
	w := writer().Key("DROP TABLE IF EXISTS temp.schemadiff_begin;\nCREATE TEMP TABLE schemadiff_begin (found CONSTRAINT ").
		Ident("this script begins at " + where + ", and the database is elsewhere").
		Key(" CHECK (found IS ").Literal(expected).Key("));\n")
	w.Key("INSERT INTO temp.schemadiff_begin SELECT coalesce((SELECT group_concat(version_num, ', ') FROM (SELECT version_num FROM ").
		Name(version).Key(" ORDER BY version_num)), '');\nDROP TABLE temp.schemadiff_begin")
	return w.String()
}

// ScriptData implements [migrate.Scripter]. No statement has data behind it.
func (Dialect) ScriptData(sql, _ string) string { return sql + ";\n" }

var errNoLoop error = &loopError{}

type loopError struct{}

func (*loopError) Error() string { return "neither SQL nor the sqlite3 shell can repeat a statement" }

func (*loopError) Hint() string {
	return "run the revision on the database instead of writing a script, or take “repeat” away, so that the statement does its work at once"
}

// ScriptRepeat implements [migrate.Scripter].
func (d Dialect) ScriptRepeat(sql string, _ time.Duration, _ []string) (string, error) {
	if _, err := d.Counts(sql); err != nil {
		return "", err
	}
	return "", errNoLoop
}

// ScriptFound implements [migrate.Scripter]: nothing changes where tables are
// found.
func (Dialect) ScriptFound(sql string) []string { return []string{sql} }

// ScriptReset implements [migrate.Scripter]. Settings come to have the values of
// a new session.
func (Dialect) ScriptReset(statements []string) []string {
	var list []string
	for _, name := range changedBy(statements) {
		list = append(list, pragma(name).Key(render.Keyword(settings[name])).String())
	}
	for _, word := range []string{"trigger", "view", "table"} {
		for _, sql := range statements {
			if what, name := temporary(cut(sql, 0)); what == word && name != "" {
				list = append(list, drop(word, name))
			}
		}
	}
	for _, name := range attachedBy(statements) {
		list = append(list, writer().Key("DETACH ").Ident(name).String())
	}
	return list
}

// attachedBy lists the databases that statements attach and leave so.
func attachedBy(statements []string) []string {
	var names []string
	for _, sql := range statements {
		w := cut(sql, 0)
		if len(w) == 0 {
			continue
		}
		name := unquote(w[len(w)-1].Text)
		switch w.At(0) {
		case "attach":
			names = append(names, name)
		case "detach":
			names = slices.DeleteFunc(names, func(one string) bool { return strings.EqualFold(one, name) })
		}
	}
	return names
}
