package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitSame        = 0
	exitDifferent   = 1
	exitError       = 2
	exitInterrupted = 130
)

// program is what all commands share.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	line           *progress // nil unless somebody looks at it
}

const rootLong = `schemadiff compares two database schemas and writes the migration between them.

A source of a schema is

  postgres://user@host/database   a live PostgreSQL database
  postgres:                       the database that the PG* variables name
  schema.sql                      an SQL file: pg_dump output or hand-written
  schema/                         a directory of SQL files, in any order
  snapshot.json                   what "schemadiff inspect --format json" wrote
  -                               standard input: SQL or a snapshot

SQL files are read without any server.`

const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- if .HasExample}}

Examples:
{{.Example}}{{end}}
{{- if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}

Exit codes:
  0    the schemas are the same, or the command did its work
  1    the schemas differ (diff only)
  2    an error; a message says what is wrong
  130  interrupted
{{- if .HasAvailableSubCommands}}

"{{.CommandPath}} COMMAND --help" tells all about a command.{{end}}
`

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "schemadiff",
		Short: "Compare database schemas and write the migration between them",
		Long:  rootLong,
		Example: examples(`
# What does this branch do to the schema?
schemadiff diff old.sql new.sql

# Is production what the repository says it is?
schemadiff diff postgres://app@db.example.com/shop schema/`),
		Version:       versionText(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args)
		},
	}
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.Flags().BoolP("version", "v", false, "print the version")
	root.SetUsageTemplate(usageTemplate)
	root.AddCommand(p.diffCommand(), p.inspectCommand())
	refuseUnknown(root)
	for _, cmd := range append(root.Commands(), root) {
		cmd.Flags().BoolP("help", "h", false, "print this help")
		cmd.Flags().SortFlags = false
	}
	return root
}

// refuseUnknown makes errors of what cobra's own commands answer with their
// help: the name of no command, and of no shell.
func refuseUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run = nil
			cmd.RunE = func(cmd *cobra.Command, args []string) error {
				target, rest, err := root.Find(args)
				if err != nil || target == root && len(rest) > 0 {
					return unknownCommand(root, args)
				}
				return target.Help()
			}
		case "completion":
			cmd.Args = cobra.ArbitraryArgs
			cmd.RunE = func(cmd *cobra.Command, args []string) error {
				if len(args) == 0 {
					return cmd.Help()
				}
				return unknownCommand(cmd, args)
			}
		}
	}
}

// examples indents the text of an example as help shows it.
func examples(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "  " + line
		}
	}
	return strings.Join(lines, "\n")
}
