package project_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// An environment of two databases; what stands above holds for both of them.
func Example() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, project.FileName)
	err = os.WriteFile(file, []byte(`
[run]
lock_timeout = "1s"

[env.prod.databases.users]
url = "postgres://app:${PASSWORD}@users.example.com/users"
[env.prod.databases.orders]
url = "postgres://app:${PASSWORD}@orders.example.com/orders"
run.lock_timeout = "200ms"
`), 0o600)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := project.Load(project.Options{File: file, Products: inspect.Products{{Dialect: "postgres", Schemes: []string{"postgres"}}}, Lookup: func(name string) (string, bool) {
		return "p@ss", name == "PASSWORD"
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	databases, err := p.Databases()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, db := range databases {
		fmt.Println(p.Environment, db.Name, db.URL, db.Run.LockTimeout)
	}
	// Output:
	// prod users postgres://app:p%40ss@users.example.com/users 1s
	// prod orders postgres://app:p%40ss@orders.example.com/orders 200ms
}
