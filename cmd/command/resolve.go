package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// resolve finds the revisions that an identifier means. The database is asked
// only for what depends on it.
func (p *program) resolve(cmd *cobra.Command, w *workspace, databases []string, identifier string) ([]string, error) {
	var rows graph.Rows
	if needsRows(identifier) {
		var err error
		if rows, err = p.rows(cmd, databases); err != nil {
			return nil, err
		}
	}
	return w.graph.Resolve(identifier, rows)
}

// needsRows says whether an identifier depends on where the database is.
func needsRows(identifier string) bool {
	_, symbol, ok := strings.Cut(identifier, "@")
	if !ok {
		symbol = identifier
	}
	return strings.HasPrefix(symbol, "current") || strings.HasPrefix(symbol, "+") || strings.HasPrefix(symbol, "-")
}

// completeRevisions completes identifiers.
func (p *program) completeRevisions(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	w, err := p.workspace()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []cobra.Completion
	for _, word := range []string{"head", "heads", "base", "current"} {
		if strings.HasPrefix(word, typed) {
			list = append(list, word)
		}
	}
	for _, b := range w.graph.Branches() {
		if strings.HasPrefix(b.Label, typed) {
			list = append(list, b.Label+"@head")
		}
	}
	for _, id := range w.graph.All() {
		if strings.HasPrefix(id, typed) {
			list = append(list, cobra.CompletionWithDesc(id, w.byID[id].Message))
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeProject completes what the configuration names: environments, and the
// databases of one.
func (p *program) completeProject(root *cobra.Command) {
	from := func(names func(*project.Project) []string) cobra.CompletionFunc {
		return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			config, err := p.project()
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return names(config), cobra.ShellCompDirectiveNoFileComp
		}
	}
	mustSucceed(root.RegisterFlagCompletionFunc("env", from((*project.Project).Environments)))
	for _, cmd := range root.Commands() {
		if cmd.Flags().Lookup("database") != nil {
			mustSucceed(cmd.RegisterFlagCompletionFunc("database", from((*project.Project).DatabaseNames)))
		}
	}
}

// relative puts arguments such as -1 behind "--", so that they aren't taken for
// flags: in "downgrade -1" it is where to go.
func relative(args []string) []string {
	command := slices.IndexFunc(args, func(arg string) bool {
		return slices.Contains([]string{"upgrade", "downgrade", "stamp", "show", "edit"}, arg)
	})
	if command < 0 || slices.Contains(args, "--") {
		return args
	}
	var rest, offsets []string
	for i, arg := range args {
		if i > command && isOffset(arg) {
			offsets = append(offsets, arg)
		} else {
			rest = append(rest, arg)
		}
	}
	if len(offsets) == 0 {
		return args
	}
	return slices.Concat(rest, []string{"--"}, offsets)
}

// isOffset tells -1 from a flag.
func isOffset(arg string) bool {
	digits, ok := strings.CutPrefix(arg, "-")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}
