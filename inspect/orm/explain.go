package orm

import (
	"fmt"
	"path"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/gopkg"
	"github.com/schemadiff/schemadiff/inspect/orm/record"
)

// late says that the program didn't end.
func (m *models) late(timeout string, began bool) error {
	if !began {
		return &Error{
			fmt.Sprintf("the program that asks %s what it creates wasn't there after %s", m.orm.Name(), timeout),
			"go build of the models' package tells whether compiling takes so long; if it doesn't, an init function of what they import waits for something",
		}
	}
	return &Error{
		fmt.Sprintf("%s hadn't told what it creates after %s", m.orm.Name(), timeout),
		"a method or a hook of the models waits for something, such as a network; it is called without a database",
	}
}

// failed is what went wrong in the mapper, or in the code of the models.
func (m *models) failed(out record.Output) error {
	switch {
	case out.Error == "":
		return nil
	case !out.Panic:
		return &Error{fmt.Sprintf("%s refuses the models: %s", m.orm.Name(), out.Error), "it would refuse them in a database as well"}
	}
	text := fmt.Sprintf("asking %s what it creates: panic: %s", m.orm.Name(), out.Error)
	for _, call := range out.Stack {
		if m.own(call) {
			text += "\n    in " + call
			break
		}
	}
	return &Error{text, "the methods and hooks of models are called without a database: they may describe what to create, and no more"}
}

// own says whether a call is in the user's module.
func (m *models) own(call string) bool {
	for _, p := range m.packages {
		if strings.HasPrefix(call, p.Module.Path+"/") && !strings.Contains(call, programDir) {
			return true
		}
	}
	return false
}

// explain makes an error of what the go command has said.
func (m *models) explain(err error, began bool, said string) error {
	said = strings.TrimSpace(said)
	if get := missing(said); len(get) > 0 {
		dir := gopkg.ShortPath(m.packages[0].Module.Dir)
		return &Error{
			fmt.Sprintf("the module of the models lacks what %s needs to tell what it creates: %s", m.orm.Name(), strings.Join(get, " ")),
			fmt.Sprintf("in %s, run: go get %s", dir, strings.Join(get, " ")),
		}
	}
	if err == nil {
		return &Error{
			fmt.Sprintf("the program that asks %s what it creates ended without an answer", m.orm.Name()),
			"an init function of the models' package, or of one that they import, ends the program",
		}
	}
	if strings.Contains(said, "inconsistent vendoring") || strings.Contains(said, "-mod=vendor") {
		return &Error{said, "go mod vendor brings the vendor directory up to date; what the program needs must be in it"}
	}
	if began || strings.Contains(said, "exit status") || strings.HasPrefix(said, "panic: ") {
		return &Error{
			fmt.Sprintf("the program that asks %s what it creates failed:\n%s", m.orm.Name(), indent(said)),
			"the init functions of the models' package, and of those that they import, run in it, without a database",
		}
	}
	return &Error{
		fmt.Sprintf("the program that asks %s what it creates can't be built:\n%s", m.orm.Name(), indent(said)),
		"if its own file main.go is named, this version of " + m.orm.Name() + " isn't known; docs/orm.md says which are",
	}
}

// missing lists the packages that the go command would have its user get.
func missing(said string) []string {
	var list []string
	seen := map[string]bool{}
	for line := range strings.Lines(said) {
		words := strings.Fields(line)
		for i := 0; i+2 < len(words); i++ {
			if words[i] == "go" && words[i+1] == "get" {
				if name := strings.TrimSuffix(words[i+2], ";"); !seen[name] && path.Base(name) != "." {
					seen[name] = true
					list = append(list, name)
				}
			}
		}
	}
	return list
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + line)
	}
	return b.String()
}
