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
	found := orm.Found{Hooks: orm.Hooks(p, map[string]string{
		hookCreate: "func(context.Context, " + modulePath + "/dialect.Driver) error",
	})}
	if len(found.Hooks) > 0 {
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

// dialects are those of ent, by the names of products. What ent describes is what its
// migration makes; PostgreSQL's is run, since older versions of ent can't describe,
// with what it asks a database before it begins, and what one that is empty says.
var dialects = map[string]struct {
	Name    string
	Runs    bool
	Answers func(server string) []orm.Answer
}{
	"postgres": {"Postgres", true, func(server string) []orm.Answer {
		return []orm.Answer{
			{Part: "SHOW server_version_num", Columns: []string{"server_version_num"}, Row: []string{server}},
			{Part: "current_setting('server_version_num')", Columns: []string{"version", "am", "crdb"}, Row: []string{server, "heap", ""}},
			{Part: "SELECT setting FROM pg_settings", Columns: []string{"setting"}, Row: []string{server}}, // before v0.14.2
			{Part: "CURRENT_SCHEMA()", Columns: []string{"schema_name", "comment"}, Row: []string{"public", ""}},
		}
	}},
	"mysql":  {"MySQL", false, noAnswers},
	"sqlite": {"SQLite", false, noAnswers},
}

func noAnswers(string) []orm.Answer { return nil }

//go:embed program.tmpl
var source string

// Program implements [orm.ORM].
func (ORM) Program(p orm.Program) (string, error) {
	dialect, ok := dialects[p.Dialect]
	if !ok {
		return "", fmt.Errorf("ent doesn't know %s", p.Dialect)
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
		Runs    bool
		Answers []orm.Answer
		Schemas bool
		Dumps   bool
	}{p, dialect.Name, dialect.Runs, dialect.Answers(p.Server), schemas, dumps(p.Modules[modulePath])})
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
