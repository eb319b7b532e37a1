package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/project"
)

// projectFlags are those of every command about revisions. They may stand before
// the command's name, too.
type projectFlags struct {
	config, environment string
	values              []string
	quiet               bool
}

// projectFlagNames are the names of these flags.
var projectFlagNames = [...]string{"config", "env", "x", "quiet"}

func (f *projectFlags) add(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVarP(&f.config, "config", "c", "", "the `file` with the project's configuration (default: $"+project.VariableConfig+", else "+project.FileName+" here or above)")
	flags.StringVar(&f.environment, "env", "", "the `environment` of the project (default: $"+project.VariableEnvironment+", else default_env)")
	flags.StringArrayVarP(&f.values, "x", "x", nil, "a value for ${x.key} in the configuration, `key=value`; repeatable")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but results and errors")
	flags.SortFlags = false
}

// ofProject marks the commands that the flags are for.
const ofProject = "project"

// refuseProjectFlags is for the other commands.
func refuseProjectFlags(cmd *cobra.Command, _ []string) error {
	if cmd.Annotations[ofProject] != "" {
		return nil
	}
	for _, name := range projectFlagNames {
		if f := cmd.Flags().Lookup(name); f != nil && f.Changed {
			return usagef(cmd, "--%s is for the commands about revisions", name)
		}
	}
	return nil
}

// values are what -x gives.
func (p *program) values() map[string]string {
	values := map[string]string{}
	for _, text := range p.flags.values {
		key, value, _ := strings.Cut(text, "=")
		values[key] = value
	}
	return values
}

// project reads the configuration.
func (p *program) project() (*project.Project, error) {
	for _, text := range p.flags.values {
		if strings.HasPrefix(text, "=") || text == "" {
			return nil, fmt.Errorf("reading -x %q: it has the form key=value", text)
		}
	}
	return project.Load(project.Options{
		File: p.flags.config, Environment: p.flags.environment, Values: p.values(), Kinds: definitionKinds(),
		Products: products(), Address: usualAddress, Dialect: usualDialect,
		Lookup: func(name string) (string, bool) {
			value := p.env(name)
			return value, value != ""
		},
	})
}
