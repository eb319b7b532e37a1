// Package ent reads the schemas of ent (entgo.io/ent): what its migration, as
// client.Schema.Create runs it, makes of them in an empty database.
//
// A package of schemas (ent/schema) is read as ent's own code generator reads
// it: its exported structs that are an ent.Interface. Nothing needs to be
// generated before. A package that ent has generated (ent/migrate) is read, too;
// then what is made is what the variable Tables says. A package can also have a
// function that makes all of it itself:
//
//	func CreateSchema(ctx context.Context, drv dialect.Driver) error
package ent

import (
	_ "embed"
	"fmt"
	"go/types"
	"strings"
	"text/template"

	"github.com/schemadiff/schemadiff/inspect/orm"
)

// ORM implements [orm.ORM].
type ORM struct{}

var _ orm.ORM = ORM{}

// Name implements [orm.ORM].
func (ORM) Name() string { return "ent" }

// Hint implements [orm.ORM].
func (ORM) Hint() string {
	return "name the package of the schemas, as ent:./ent/schema, or the one that ent generates for migrations, as ent:./ent/migrate"
}

const modulePath = "entgo.io/ent"

// What a package has beside schemas: the function by which it says more, and
// what ent generates.
const (
	hookCreate = "CreateSchema"
	hookTables = "Tables"
)

// Find implements [orm.ORM].
func (ORM) Find(p *types.Package) orm.Found {
	found := orm.Found{Hooks: map[string]bool{}}
	if orm.Hook(p, hookCreate, "func(context.Context, "+modulePath+"/dialect.Driver) error") {
		found.Hooks[hookCreate] = true
		return found
	}
	if v, ok := p.Scope().Lookup(hookTables).(*types.Var); ok && types.TypeString(v.Type(), nil) == "[]*"+modulePath+"/dialect/sql/schema.Table" {
		found.Hooks[hookTables] = true
		return found
	}
	schema := schemaInterface(p)
	if schema == nil {
		return found
	}
	for _, s := range orm.Structs(p) {
		if s.Named.Obj().Exported() && types.Implements(s.Named, schema) {
			found.Models = append(found.Models, s.Name)
		}
	}
	return found
}

// schemaInterface is ent.Interface, as the package sees it; nil if it doesn't
// import ent.
func schemaInterface(p *types.Package) *types.Interface {
	for _, imported := range p.Imports() {
		if imported.Path() == modulePath {
			if o := imported.Scope().Lookup("Interface"); o != nil {
				schema, _ := o.Type().Underlying().(*types.Interface)
				return schema
			}
		}
	}
	return nil
}

// dialects are those of ent, by the names of products, with what the migration
// asks a database before it begins, and what one that is empty says.
var dialects = map[string]struct {
	Name    string
	Answers []answer
}{
	"postgres": {"Postgres", []answer{
		{"SHOW server_version_num", []string{"server_version_num"}, []string{"150000"}},
		{"current_setting('server_version_num')", []string{"version", "am", "crdb"}, []string{"150000", "heap", ""}},
		{"SELECT setting FROM pg_settings", []string{"setting"}, []string{"150000"}}, // before v0.14.2
		{"CURRENT_SCHEMA()", []string{"schema_name", "comment"}, []string{"public", ""}},
	}},
}

// answer is what a database says to a query that has a text in it.
type answer struct {
	Part         string
	Columns, Row []string
}

//go:embed program.tmpl
var source string

// Program implements [orm.ORM].
func (ORM) Program(p orm.Program) (string, error) {
	dialect, ok := dialects[p.Dialect]
	if !ok {
		return "", fmt.Errorf("schemas of ent can't be read for %s yet", p.Dialect)
	}
	t, err := template.New("main.go").Parse(source)
	if err != nil {
		return "", err
	}
	schemas := false
	for _, pkg := range p.Packages {
		schemas = schemas || len(pkg.Models) > 0
	}
	var b strings.Builder
	err = t.Execute(&b, struct {
		orm.Program
		Name    string
		Answers []answer
		Schemas bool
		Dumps   bool
	}{p, dialect.Name, dialect.Answers, schemas, dumps(p.Modules[modulePath])})
	return b.String(), err
}

// dumps says whether a version of ent can describe all that there is: since
// v0.14.2.
func dumps(version string) bool {
	var major, minor, patch int
	if n, _ := fmt.Sscanf(version, "v%d.%d.%d", &major, &minor, &patch); n < 3 {
		return true
	}
	return major > 0 || minor > 14 || minor == 14 && patch >= 2
}
