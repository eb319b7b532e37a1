package command

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/model"
)

const ensureVersionLong = `Ensure-version makes the version table and the history table if they are missing.
Upgrade does it, too: this is for a user who may make tables, where the runner
may not.`

func (p *program) ensureVersionCommand() *cobra.Command {
	f := &databaseFlags{}
	sql := false
	cmd := &cobra.Command{
		Use:     "ensure-version",
		Aliases: []string{"ensure_version"}, // as in Alembic
		Short:   "Make the tables that say where a database is",
		Long:    ensureVersionLong,
		Example: examples(`
schemadiff ensure-version --env prod
schemadiff ensure-version --sql | psql`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if sql {
				return p.versionScript(cmd, f.names)
			}
			sites, err := p.sites(f.names, nil)
			if err != nil {
				return err
			}
			_, err = p.each(cmd.Context(), sites, func(s *site) (any, error) {
				if err := s.migrator.EnsureVersion(cmd.Context()); err != nil {
					return nil, err
				}
				return nil, p.tell(cmd, func(w io.Writer) {
					fmt.Fprintf(w, "%s is there in %s\n", s.Settings.Version.Table, s.called())
				})
			})
			return err
		},
	}
	cmd.Flags().BoolVar(&sql, "sql", false, "write the statements instead of running them")
	f.addMany(cmd)
	return cmd
}

// versionScript writes the statements.
func (p *program) versionScript(cmd *cobra.Command, names []string) error {
	config, err := p.project()
	if err != nil {
		return err
	}
	s, err := config.Settings(names...)
	if err != nil {
		return err
	}
	d := dialectNamed(s.Dialect).runner
	return p.output(cmd.Context(), "", func(w io.Writer) error {
		list := d.CreateVersion(model.QName{Schema: s.Version.Schema, Name: s.Version.Table})
		for _, sql := range append(list, d.CreateHistory(model.QName{Schema: s.Version.Schema, Name: s.Version.History})...) {
			fmt.Fprintln(w, sql+";")
		}
		return nil
	})
}
