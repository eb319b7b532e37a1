package runner

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var _ migrate.Scripter = Dialect{}

// A script is for the client of MariaDB or MySQL, which stops at the first error
// of a script by itself. Outside of procedures neither product has conditions. So
// what stops a script is a statement that is made on the spot: of the message if
// something is wrong, and that message is the name of a column that there is not.

// stopUnless stops the script with a message unless a condition holds. A name has
// 64 characters at most.
func stopUnless(condition, message string) string {
	return "SET @schemadiff_check = IF(" + condition + ", 'DO 0', CONCAT('SELECT `', LEFT(REPLACE(" + message + ", '`', ''), 64), '`'));\n" +
		"PREPARE schemadiff_check FROM @schemadiff_check;\nEXECUTE schemadiff_check;\nDEALLOCATE PREPARE schemadiff_check"
}

// scriptWait is how many seconds a script waits for the lock.
const scriptWait = "3600"

// ScriptBegin implements [migrate.Scripter].
func (Dialect) ScriptBegin(version model.QName) []string {
	return []string{stopUnless("GET_LOCK("+string(lockName(version))+", "+scriptWait+")", "'another runner has the lock of this database'") + ";"}
}

// ScriptEnd implements [migrate.Scripter].
func (Dialect) ScriptEnd(version model.QName) []string {
	return []string{"DO RELEASE_LOCK(" + string(lockName(version)) + ");"}
}

// ScriptStatement implements [migrate.Scripter]. The client cuts a script at
// semicolons wherever they stand, unless it is told another mark.
func (Dialect) ScriptStatement(sql string) string {
	if !divided(sql) {
		return sql + ";"
	}
	mark := "//"
	for strings.Contains(sql, mark) {
		mark += "/"
	}
	return "DELIMITER " + mark + "\n" + sql + mark + "\nDELIMITER ;"
}

// divided says whether a statement has semicolons in it.
func divided(sql string) bool {
	w := cut(sql, 0)
	return slices.ContainsFunc(w, func(t sqltoken.Token) bool { return t.Text == ";" })
}

// ScriptRows implements [migrate.Scripter].
func (Dialect) ScriptRows(version model.QName, rows []string) string {
	rows = slices.Sorted(slices.Values(rows))
	list := strings.Join(rows, ", ")
	read := writer().Key("SET @schemadiff_found = (SELECT COALESCE(GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR ', '), '') FROM ").
		Name(version).Key(")").String()
	condition := writer().Key("@schemadiff_found = ").Literal(list).String()
	begins := writer().Literal("the script begins at " + orBase(list) + ", the database is at ").String()
	return read + ";\n" + stopUnless(condition, "CONCAT("+begins+", IF(@schemadiff_found = '', 'base', @schemadiff_found))")
}

func orBase(rows string) string {
	if rows == "" {
		return "base"
	}
	return rows
}

// ScriptData implements [migrate.Scripter]. No statement of these products has
// data behind it.
func (Dialect) ScriptData(sql, data string) string { return sql + ";\n" + data }

// ScriptRepeat implements [migrate.Scripter], with a procedure that is there as
// long as it runs.
func (d Dialect) ScriptRepeat(sql string, pause time.Duration, progress []string) (string, error) {
	query, err := d.Counts(sql)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("DROP PROCEDURE IF EXISTS schemadiff_repeat;\nDELIMITER //\nCREATE PROCEDURE schemadiff_repeat()\nBEGIN\n" +
		"    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;\n" +
		"    REPEAT\n        START TRANSACTION;\n")
	if query {
		b.WriteString("        SET @schemadiff_changed = COALESCE((" + sql + "), 0);\n")
	} else {
		b.WriteString("        " + sql + ";\n        SET @schemadiff_changed = ROW_COUNT();\n")
	}
	b.WriteString("        IF @schemadiff_changed > 0 THEN\n")
	for _, update := range progress {
		b.WriteString("            " + strings.ReplaceAll(update, migrate.RowsPlaceholder, "@schemadiff_changed") + ";\n")
	}
	b.WriteString("        END IF;\n        COMMIT;\n")
	if pause > 0 {
		b.WriteString("        DO SLEEP(" + strconv.FormatFloat(pause.Seconds(), 'f', -1, 64) + ");\n")
	}
	b.WriteString("    UNTIL @schemadiff_changed = 0 END REPEAT;\nEND//\nDELIMITER ;\nCALL schemadiff_repeat();\nDROP PROCEDURE schemadiff_repeat")
	return b.String(), nil
}

// ScriptFound implements [migrate.Scripter]: no statement leaves the database.
func (Dialect) ScriptFound(sql string) []string { return []string{sql} }

// ScriptReset implements [migrate.Scripter]. The variables are named as they are
// when the script runs; the global values are those of a new session.
func (Dialect) ScriptReset(statements []string) []string {
	var names []string
	for _, sql := range statements {
		names = append(names, assigned(cut(sql, 0))...)
	}
	slices.Sort(names)
	var list []string
	for _, name := range slices.Compact(names) {
		w := writer().Key("SET ")
		if user, found := strings.CutPrefix(name, "@"); found {
			w.Key("@").Ident(user).Key(" = NULL")
		} else {
			w.Key("SESSION ").Ident(name).Key(" = DEFAULT")
		}
		list = append(list, w.String())
	}
	for _, sql := range statements {
		w := cut(sql, 0)
		if w.At(0) == "create" && temporary(w) {
			if name, _, err := nameOf(w[1:].Skip("or", "replace").Skip("temporary", "table").Skip("if", "not", "exists")); err == nil {
				list = append(list, "DROP TEMPORARY TABLE IF EXISTS "+named(name))
			}
		}
	}
	return list
}

var _ render.Quoter = Dialect{}
