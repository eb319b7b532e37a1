package command

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"
)

const editLong = `Edit opens the files of revisions in your editor: what VISUAL or EDITOR names, which
may have arguments, such as "code --wait".

REVISION is any identifier, head unless it is given; heads opens several files.
When the editor ends, the files are read, and mistakes in them are told.`

func (p *program) editCommand() *cobra.Command {
	f := &databaseFlags{}
	cmd := &cobra.Command{
		Use:   "edit [REVISION]",
		Short: "Open the file of a revision in your editor",
		Long:  editLong,
		Example: examples(`
schemadiff edit
EDITOR="code --wait" schemadiff edit 2026112`),
		Args:              atMost(1),
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			identifier := "head"
			if len(args) > 0 {
				identifier = args[0]
			}
			return p.edit(cmd, f.names, identifier)
		},
	}
	f.addOne(cmd)
	return cmd
}

func (p *program) edit(cmd *cobra.Command, databases []string, identifier string) error {
	w, err := p.workspace(databases...)
	if err != nil {
		return err
	}
	ids, err := p.resolve(cmd, w, databases, identifier)
	if err != nil {
		return err
	}
	var files []string
	for _, id := range ids {
		s := w.byID[id]
		files = append(files, s.Path)
		if s.DownPath != "" {
			files = append(files, s.DownPath)
		}
	}
	if len(files) == 0 {
		return &hinted{fmt.Errorf("there is no revision to edit: %s is before all of them", identifier), "schemadiff revision writes one"}
	}
	if err := p.openEditor(cmd.Context(), files); err != nil {
		return err
	}
	_, err = p.readScripts(w.settings)
	return err
}

// openEditor runs the person's editor and waits for it.
func (p *program) openEditor(ctx context.Context, files []string) error {
	editor := p.env("VISUAL")
	if editor == "" {
		editor = p.env("EDITOR")
	}
	if editor == "" {
		return &hinted{fmt.Errorf("no editor is named"), "EDITOR=vi names one"}
	}
	// As git does it: the variable is a command for the shell.
	run := exec.CommandContext(ctx, "sh", append([]string{"-c", editor + ` "$@"`, editor}, files...)...)
	run.Stdin, run.Stdout, run.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := run.Run(); err != nil {
		return fmt.Errorf("running the editor %q: %w", editor, err)
	}
	return nil
}
