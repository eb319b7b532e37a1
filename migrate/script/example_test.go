package script_test

import (
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

const addEmail = `-- schemadiff: revision 20261120_103000_a1b2c3d4
-- message: add the users' e-mail addresses
-- revises: 20261119_090000_0badcafe

-- schemadiff: up

ALTER TABLE users ADD COLUMN email text;

-- schemadiff: no transaction
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);

-- schemadiff: down, irreversible: the addresses are lost

ALTER TABLE users DROP COLUMN email;
`

func ExampleReadDir() {
	fsys := fstest.MapFS{"migrations/add_email.sql": &fstest.MapFile{Data: []byte(addEmail)}}
	scripts, err := script.ReadDir(fsys, []string{"migrations"}, script.Options{Syntax: sqlfile.Postgres()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range scripts {
		fmt.Println(s.ID, "after", s.Revises, s.Message)
		for _, statement := range s.Up.Statements {
			fmt.Println(statement.Pos, statement.NoTransaction, statement.SQL)
		}
		fmt.Println("back:", s.Down.Irreversible)
	}
	// Output:
	// 20261120_103000_a1b2c3d4 after [20261119_090000_0badcafe] add the users' e-mail addresses
	// migrations/add_email.sql:7:1 false ALTER TABLE users ADD COLUMN email text
	// migrations/add_email.sql:10:1 true CREATE INDEX CONCURRENTLY users_email_idx ON users (email)
	// back: the addresses are lost
}

func ExampleParse_errors() {
	text := "-- schemadiff: revision a\n-- massage: typing errors\n-- schemadiff: up\n-- schemadiff: no transacton\nSELECT 1;\nCOMMIT;\n"
	_, errs := script.Parse(sqlfile.Source{Name: "a.sql", Text: text}, sqlfile.Postgres())
	for _, err := range errs {
		fmt.Println(err.Pos, err.Msg)
	}
	// Output:
	// a.sql:2:4 the header has no key "massage"
	// a.sql:4:1 unknown mark "no transacton"
	// a.sql:6:1 COMMIT has no place in a revision, whose transactions are made where it runs
}

func ExampleNaming_Path() {
	naming := script.Naming{Template: "{year}/{rev}_{slug}"}
	fmt.Println(naming.Path("0042", "Add the users' e-mail", time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)))
	// Output: 2026/0042_add_the_users_e_mail.sql <nil>
}

func ExampleEdit_Apply() {
	text, err := script.Edit{Key: "revises", Values: []string{"20261121_080000_feedface"}}.Apply(sqlfile.Source{Text: addEmail})
	header, _, _ := strings.Cut(text, "\n\n")
	fmt.Println(header, err)
	// Output:
	// -- schemadiff: revision 20261120_103000_a1b2c3d4
	// -- message: add the users' e-mail addresses
	// -- revises: 20261121_080000_feedface <nil>
}
