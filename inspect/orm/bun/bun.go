// Package bun reads the models of Bun (github.com/uptrace/bun): what its
// CreateTable makes of them, with the foreign keys of their relations.
//
// Models are the exported structs that embed bun.BaseModel or have a bun tag.
// Those that others embed are parts of these unless they have a bun.BaseModel,
// and those that extend another model are other views of its table. What the
// hooks BeforeCreateTable and AfterCreateTable of models do, such as making
// indexes, is part of it; a model with the first of them says itself which
// foreign keys it has. A package can say more by functions:
//
//	func Models() []any                                         the models, and no others
//	func CreateSchema(ctx context.Context, db *bun.DB) error    makes all of it itself
package bun

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
func (ORM) Name() string { return "bun" }

// Hint implements [orm.ORM].
func (ORM) Hint() string {
	return "a model embeds bun.BaseModel or has a bun tag; func Models() []any in its package lists the models exactly"
}

const modulePath = "github.com/uptrace/bun"

// The functions by which a package says more.
const (
	hookModels = "Models"
	hookCreate = "CreateSchema"
)

// Find implements [orm.ORM].
func (ORM) Find(p *types.Package) orm.Found {
	found := orm.Found{Hooks: orm.Hooks(p, map[string]string{
		hookModels: "func() []any",
		hookCreate: "func(context.Context, *" + modulePath + ".DB) error",
	})}
	if len(found.Hooks) > 0 {
		return found
	}
	structs := orm.Structs(p)
	parts := embedded(structs)
	for _, s := range structs {
		switch {
		case extends(s.Struct) || !based(s.Struct) && (parts[s.Named] || !tagged(s.Struct)):
		case !s.Named.Obj().Exported():
			found.Doubts = append(found.Doubts, orm.Doubt{Type: s.Name, Reason: "isn't exported: it isn't read"})
		default:
			found.Models = append(found.Models, s.Name)
		}
	}
	return found
}

// based says whether a struct has a bun.BaseModel of its own.
func based(s *types.Struct) bool {
	for v := range s.Fields() {
		if t, _ := orm.Embedded(v); v.Embedded() && orm.Is(t, modulePath, "BaseModel") {
			return true
		}
	}
	return false
}

func tagged(s *types.Struct) bool {
	return !orm.Fields(s, "bun", func(_ *types.Var, tag string, tagged bool) bool { return !tagged || tag == "-" })
}

// extends says whether a struct is another view of the table of a model that it
// embeds.
func extends(s *types.Struct) bool {
	return !orm.Fields(s, "bun", func(v *types.Var, tag string, _ bool) bool {
		return !v.Embedded() || !views(tag)
	})
}

func views(tag string) bool { return hasOption(tag, "extend") || hasOption(tag, "inherit") }

func hasOption(tag, name string) bool {
	for part := range strings.SplitSeq(tag, ",") {
		if key, _, _ := strings.Cut(strings.TrimSpace(part), ":"); key == name {
			return true
		}
	}
	return false
}

// embedded lists the types that structs embed, by Go's way or by a tag.
func embedded(structs []orm.Struct) map[*types.Named]bool {
	parts := map[*types.Named]bool{}
	for _, s := range structs {
		orm.Fields(s.Struct, "bun", func(v *types.Var, tag string, _ bool) bool {
			if t, _ := orm.Embedded(v); t != nil && (v.Embedded() && !views(tag) || hasOption(tag, "embed")) {
				parts[t] = true
			}
			return true
		})
	}
	return parts
}

// dialects are the dialects of Bun, by the names of products, with what they ask for
// the version of the server.
var dialects = map[string]struct{ Import, Version string }{
	"postgres": {"github.com/uptrace/bun/dialect/pgdialect", ""},
	"mysql":    {"github.com/uptrace/bun/dialect/mysqldialect", "SELECT version()"},
	"sqlite":   {"github.com/uptrace/bun/dialect/sqlitedialect", ""},
}

//go:embed program.tmpl
var source string

// Program implements [orm.ORM].
func (ORM) Program(p orm.Program) (string, error) {
	dialect, ok := dialects[p.Dialect]
	if !ok {
		return "", fmt.Errorf("bun has no dialect for %s that is known", p.Dialect)
	}
	t, err := template.New("main.go").Parse(source)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, struct {
		orm.Program
		Import, Version string
	}{p, dialect.Import, dialect.Version})
	return b.String(), err
}
