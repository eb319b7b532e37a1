package command

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/project"
)

func (p *program) listTemplatesCommand() *cobra.Command {
	format := choose("text", "json")
	cmd := &cobra.Command{
		Use:     "list-templates",
		Aliases: []string{"list_templates"}, // as in Alembic
		Short:   "List what a project can begin as",
		Long:    "List-templates lists what schemadiff init --template takes.",
		Example: examples(`
schemadiff list-templates`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.output(cmd.Context(), "", func(w io.Writer) error {
				if format.value == "json" {
					return writeJSON(w, templatesJSON())
				}
				for _, t := range project.Templates() {
					fmt.Fprintf(w, "%-15s %s\n", t.Name, t.Summary)
				}
				return nil
			})
		},
	}
	addChoice(cmd, format, "format", "what to write")
	return cmd
}

type templateJSON struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
}

// templatesJSON lists the templates for programs.
func templatesJSON() any {
	list := struct {
		Kind      string         `json:"kind"`
		Format    int            `json:"format"`
		Templates []templateJSON `json:"templates"`
	}{Kind: "schemadiff-templates", Format: 1}
	for _, t := range project.Templates() {
		list.Templates = append(list.Templates, templateJSON{t.Name, t.Summary})
	}
	return list
}
