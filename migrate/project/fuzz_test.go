package project_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/schemadiff/schemadiff/migrate/project"
)

// No text makes a project panic, and each error says where it is.
func FuzzLoad(f *testing.F) {
	f.Add(layers)
	for _, template := range project.Templates() {
		text, err := template.Text(products[0])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		"[[env]]\n", "env.a.databases.b.run.before = [[1]]", "hooks = [{command = ['a', '{file}']}, 1]", "hooks = 'x'",
		"[env]\ndev = 1", "[[hooks]]\n[hooks.x]\n", "'a.b' = 1\n\"\\u0000\" = 2", "url = 1979-05-27", "run = []", "a.b.c = {d.e = 1}",
	} {
		f.Add(text)
	}
	file := filepath.Join(f.TempDir(), project.FileName)
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Lookup: lookup()})
		if err != nil {
			return
		}
		_, _ = p.Databases()
		_, _ = p.Settings()
	})
}
