// Package gorm reads the models of GORM (gorm.io/gorm): what AutoMigrate makes
// of them in an empty database.
//
// Models are the exported structs that embed gorm.Model, have a gorm tag, or a
// method TableName. Those that others embed are parts of these, unless they
// embed gorm.Model or have a TableName themselves. GORM adds the models that
// others are related to, wherever they are. A package can say more by functions:
//
//	func Models() []any                     the models, and no others
//	func GormConfig() *gorm.Config          naming strategy, foreign keys or none
//	func CreateSchema(db *gorm.DB) error    makes all of it itself
package gorm

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
func (ORM) Name() string { return "gorm" }

// Hint implements [orm.ORM].
func (ORM) Hint() string {
	return "a model embeds gorm.Model, has a gorm tag, or a method TableName; func Models() []any in its package lists the models exactly"
}

const modulePath = "gorm.io/gorm"

// The functions by which a package says more.
const (
	hookModels = "Models"
	hookConfig = "GormConfig"
	hookCreate = "CreateSchema"
)

// Find implements [orm.ORM].
func (ORM) Find(p *types.Package) orm.Found {
	found := orm.Found{Hooks: orm.Hooks(p, map[string]string{
		hookModels: "func() []any",
		hookConfig: "func() *" + modulePath + ".Config",
		hookCreate: "func(*" + modulePath + ".DB) error",
	})}
	if found.Hooks[hookModels] || found.Hooks[hookCreate] {
		return found
	}
	structs := orm.Structs(p)
	parts := embedded(structs)
	for _, s := range structs {
		switch own := named(s); {
		case !own && (!tagged(s.Struct) || parts[s.Named]):
			if !parts[s.Named] && hasID(s.Struct) && s.Named.Obj().Exported() {
				found.Doubts = append(found.Doubts, orm.Doubt{Type: s.Name, Reason: "has an ID and no sign of a model: it isn't read"})
			}
		case !s.Named.Obj().Exported():
			found.Doubts = append(found.Doubts, orm.Doubt{Type: s.Name, Reason: "isn't exported: it isn't read"})
		default:
			found.Models = append(found.Models, s.Name)
		}
	}
	return found
}

// named says whether a struct is a model whoever embeds it.
func named(s orm.Struct) bool {
	if f := orm.Method(s.Named, "TableName"); f != nil {
		return true
	}
	return !orm.Fields(s.Struct, "gorm", func(v *types.Var, _ string, _ bool) bool {
		t, _ := orm.Embedded(v)
		return !orm.Is(t, modulePath, "Model")
	})
}

func tagged(s *types.Struct) bool {
	return !orm.Fields(s, "gorm", func(_ *types.Var, _ string, tagged bool) bool { return !tagged })
}

func hasID(s *types.Struct) bool {
	for v := range s.Fields() {
		if v.Name() == "ID" {
			return true
		}
	}
	return false
}

// embedded lists the types that structs embed, by Go's way or by a tag.
func embedded(structs []orm.Struct) map[*types.Named]bool {
	parts := map[*types.Named]bool{}
	for _, s := range structs {
		orm.Fields(s.Struct, "gorm", func(v *types.Var, tag string, _ bool) bool {
			if t, _ := orm.Embedded(v); t != nil && (v.Embedded() || isEmbedded(tag)) {
				parts[t] = true
			}
			return true
		})
	}
	return parts
}

func isEmbedded(tag string) bool {
	for part := range strings.SplitSeq(tag, ";") {
		key, _, _ := strings.Cut(part, ":")
		if key = strings.ToLower(strings.TrimSpace(key)); key == "embedded" || key == "embeddedprefix" {
			return true
		}
	}
	return false
}

// dialects are the drivers of GORM, by the names of products, with what they ask for
// the version of the server.
var dialects = map[string]struct{ Import, Open, Version string }{
	"postgres": {"gorm.io/driver/postgres", "driver.New(driver.Config{Conn: log.DB()})", ""},
	"mysql":    {"gorm.io/driver/mysql", "driver.New(driver.Config{Conn: log.DB()})", "SELECT VERSION()"},
	"sqlite":   {"gorm.io/driver/sqlite", "&driver.Dialector{Conn: log.DB()}", "sqlite_version()"},
}

//go:embed program.tmpl
var source string

// Program implements [orm.ORM].
func (ORM) Program(p orm.Program) (string, error) {
	dialect, ok := dialects[p.Dialect]
	if !ok {
		return "", fmt.Errorf("gorm has no driver for %s that is known", p.Dialect)
	}
	t, err := template.New("main.go").Parse(source)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, struct {
		orm.Program
		Import, Open, Version string
	}{p, dialect.Import, dialect.Open, dialect.Version})
	return b.String(), err
}
