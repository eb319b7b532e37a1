package orm_test

import (
	"context"
	"fmt"
	"go/types"
	"log"
	"os"
	"path/filepath"

	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/inspect/orm"
)

// tables is a mapper of which everything is known: a struct with a function SQL
// is a model. Those of the packages gorm, bun and ent are used in the same way.
type tables struct{}

func (tables) Name() string { return "tables" }

func (tables) Hint() string { return "a model has a function SQL" }

func (tables) Find(p *types.Package) orm.Found {
	var found orm.Found
	for _, s := range orm.Structs(p) {
		if orm.Method(s.Named, "SQL") != nil {
			found.Models = append(found.Models, s.Name)
		}
	}
	return found
}

func (tables) Program(p orm.Program) (string, error) {
	return fmt.Sprintf(`package main

import (
	%q
	models %q
)

func main() {
	record.Main(func(log *record.Log) error {
		_, err := log.DB().Exec(models.%s{}.SQL())
		return err
	})
}
`, p.Record, p.Packages[0].Path, p.Packages[0].Models[0]), nil
}

// The models of a package become a script.
func ExampleRead() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{
		"go.mod":  "module example.com/shop\n\ngo 1.21\n",
		"user.go": "package shop\n\ntype User struct{}\n\nfunc (User) SQL() string { return \"CREATE TABLE users (id bigint)\" }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			log.Fatal(err)
		}
	}
	script, err := orm.Read(context.Background(), tables{}, []string{"."}, orm.Options{Dialect: "postgres", SQL: gotype.Dialect{}, Dir: dir})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(script.Text)
	// Output:
	// CREATE TABLE users (id bigint);
}
