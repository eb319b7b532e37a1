package runner

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// ScriptBegin implements [migrate.Scripter]. The lock's table has no schema if
// the script doesn't know it; public is where it is then, as a rule.
func (Dialect) ScriptBegin(version model.QName) []string {
	return []string{
		"\\set ON_ERROR_STOP on",
		writer().Key("SELECT pg_catalog.pg_advisory_lock(").Int(lockKey(inPublic(version))).Key(");").String(),
	}
}

// ScriptEnd implements [migrate.Scripter].
func (Dialect) ScriptEnd(version model.QName) []string {
	return []string{unlock(inPublic(version)) + ";"}
}

func inPublic(version model.QName) model.QName {
	if version.Schema == "" {
		version.Schema = "public"
	}
	return version
}

// ScriptStatement implements [migrate.Scripter].
func (Dialect) ScriptStatement(sql string) string { return sql + ";" }

// ScriptRows implements [migrate.Scripter].
func (Dialect) ScriptRows(version model.QName, rows []string) string {
	rows = slices.Sorted(slices.Values(rows))

	body := writer().Key("DECLARE\n    found text;\nBEGIN\n    SELECT coalesce(string_agg(version_num::text, ', ' ORDER BY version_num::text COLLATE \"C\"), '') INTO found FROM ").
		Name(version).Key(";\n    IF found <> ").Literal(strings.Join(rows, ", ")).
		Key(" THEN\n        RAISE EXCEPTION 'this script begins at %, and the database is at %', ").
		Literal(orBase(strings.Join(rows, ", "))).Key(", coalesce(nullif(found, ''), 'base');\n    END IF;\nEND").String()
	return "DO " + dollar(body)
}

func orBase(rows string) string {
	if rows == "" {
		return "base"
	}
	return rows
}

// dollar quotes a text with a tag that doesn't occur in it.
func dollar(text string) string {
	tag := "$schemadiff$"
	for i := 1; strings.Contains(text, tag) || strings.HasSuffix(text+"$", tag); i++ {
		tag = "$schemadiff" + strconv.Itoa(i) + "$"
	}
	return tag + text + tag
}

// ScriptData implements [migrate.Scripter].
func (Dialect) ScriptData(sql, data string) string {
	if data != "" && !strings.HasSuffix(data, "\n") {
		data += "\n"
	}
	return sql + ";\n" + data + "\\.\n"
}

// ScriptRepeat implements [migrate.Scripter].
func (d Dialect) ScriptRepeat(sql string, pause time.Duration, progress []string) (string, error) {
	query, err := d.Counts(sql)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("DECLARE\n    changed bigint;\nBEGIN\n    LOOP\n        EXECUTE " + dollar(sql))
	if query {
		b.WriteString(" INTO changed;\n")
	} else {
		b.WriteString(";\n        GET DIAGNOSTICS changed = ROW_COUNT;\n")
	}
	b.WriteString("        EXIT WHEN coalesce(changed, 0) = 0;\n")
	for _, update := range progress {
		b.WriteString("        EXECUTE " + dollar(update) + " USING changed;\n")
	}
	b.WriteString("        COMMIT;\n")
	if pause > 0 {
		seconds := strconv.FormatFloat(pause.Seconds(), 'f', -1, 64)
		b.WriteString("        PERFORM pg_catalog.pg_sleep(" + seconds + ");\n")
	}
	b.WriteString("    END LOOP;\nEND")
	return "DO " + dollar(b.String()), nil
}

// ScriptFound implements [migrate.Scripter].
func (Dialect) ScriptFound(sql string) []string {
	return []string{
		"SELECT pg_catalog.set_config('schemadiff.search_path', pg_catalog.current_setting('search_path'), false)",
		"RESET search_path",
		sql,
		"SELECT pg_catalog.set_config('search_path', pg_catalog.current_setting('schemadiff.search_path'), false)",
	}
}

// ScriptReset implements [migrate.Scripter].
func (d Dialect) ScriptReset(statements []string) []string {
	all, user, discard := false, false, false
	for _, sql := range statements {
		if d.MaySet(sql) {
			all = true
			discard = discard || temporary(cut(sql, 0))
			user = user || switchesUser(cut(sql, 3))
		}
	}
	var list []string
	if user {
		list = append(list, "RESET SESSION AUTHORIZATION", "RESET ROLE")
	}
	if all {
		list = append(list, "RESET ALL")
	}
	if discard {
		list = append(list, "DISCARD TEMP")
	}
	return list
}

var _ migrate.Scripter = Dialect{}
