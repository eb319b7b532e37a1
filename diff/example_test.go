package diff_test

import (
	"context"
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Two schemas are compared by what they mean: the check is written in two ways
// and is the same, so that only the new column is a change.
func Example() {
	number := model.Type{Name: "integer"}
	check := func(text string) []model.Check {
		return []model.Check{{Name: "known", Expr: model.Expr{Text: text}}}
	}
	have := model.Schema{
		Dialect: "postgres", Version: 150000,
		Namespaces: []model.Namespace{{Name: "app"}},
		Tables: []model.Table{{
			Schema: "app", Name: "users",
			Columns: []model.Column{{Name: "id", Type: number}, {Name: "age", Type: number}},
			Checks:  check("(age = ANY (ARRAY[18, 21]))"), // as the server prints it
		}},
	}
	want := model.Schema{
		Dialect: "postgres", Version: 150000,
		Namespaces: []model.Namespace{{Name: "app"}},
		Tables: []model.Table{{
			Schema: "app", Name: "users", Comment: "who may come in",
			Columns: []model.Column{{Name: "id", Type: number}, {Name: "age", Type: number}, {Name: "name", Type: model.Type{Name: "text"}}},
			Checks:  check("age IN (18, 21)"), // as a person writes it
		}},
	}
	result, err := diff.Compare(context.Background(), have, want, postgres.Rules{}, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range result.Changes {
		switch c := c.(type) {
		case diff.Add:
			fmt.Println("add", c.ID)
		case diff.Drop:
			fmt.Println("drop", c.ID)
		case diff.Alter:
			for _, f := range c.Facets {
				fmt.Printf("alter %s: %s is %q, not %q\n", c.NewID, f.Name, f.New, f.Old)
			}
		case diff.Rename:
			fmt.Println("rename", c.From, "to", c.To)
		case diff.Unsupported:
			fmt.Println("can't tell about", c.ID, c.Reason)
		}
	}
	// Output:
	// alter table app.users: comment is "who may come in", not ""
	// add column app.users.name
}
