// Package neutral says schemas of MySQL, MariaDB and TiDB in neutral words, and schemas
// in neutral words in theirs.
//
// A TINYINT(1) is a boolean, as these products have no other; a check that says a
// text to be JSON makes it JSON, as in MariaDB. TIMESTAMP is a time with a zone,
// since the session's counts, and DATETIME is one without. What a collation says
// isn't told: the servers compare by other ones in any case.
package neutral

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect/sqlexpr"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Traits are what a comparison must know.
func Traits() neutral.Traits {
	return neutral.Traits{IndexesForeignKeys: true, RestrictIsNoAction: true}
}

// words are how expressions are written.
func words() sqlexpr.Dialect {
	return sqlexpr.Dialect{Name: mysql.Dialect, Syntax: sqlfile.MySQL(), Fold: strings.ToLower}
}
