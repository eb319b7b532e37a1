package command

import (
	"bufio"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
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
	flags          projectFlags
	answers        *bufio.Scanner // of the person who is asked
	revisions      []migrate.Source
}

const rootLong = `schemadiff compares two database schemas and writes the migration between them,
keeps migrations as revisions that follow each other, and runs them.

A source of a schema is

  postgres://user@host/database   a live PostgreSQL database
  postgres:                       the database that the PG* variables name
  schema.sql                      an SQL file: pg_dump output or hand-written
  schema/                         a directory of SQL files, in any order
  migrations:DIR@REVISION         what the revisions of a directory lead to
  snapshot.json                   what "schemadiff inspect --format json" wrote
  go:./models                     the structs of Go packages
  gorm:./models                   the models of GORM; bun:./models and
                                  ent:./ent/schema are those of Bun and ent
  -                               standard input: SQL or a snapshot

SQL files are read without any server.

A project with revisions begins with "schemadiff init". The revisions that
commands take are named as in Alembic: by their IDs or the beginnings of them,
by head, heads, base, +2, -1, label@head, ID+1, and ranges a:b.`

// The groups of commands in help.
const (
	groupCompare   = "compare"
	groupRevisions = "revisions"
	groupRun       = "run"
)

const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- if .HasExample}}

Examples:
{{.Example}}{{end}}
{{- $root := .}}
{{- if .HasAvailableSubCommands}}{{range $group := .Groups}}

{{$group.Title}}:{{range $root.Commands}}{{if and .IsAvailableCommand (eq .GroupID $group.ID)}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}

Further commands:{{range .Commands}}{{if and (eq .GroupID "") (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}
{{- if index .Annotations "project"}}

Project:
{{.InheritedFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}

Exit codes:
  0    the command did its work{{with index .Annotations "finding"}}
  1    {{.}}{{end}}{{if .HasAvailableSubCommands}}
  1    there is something to look at, such as differences{{end}}
  2    an error; a message says what is wrong
  130  interrupted
{{- if .HasAvailableSubCommands}}

"{{.CommandPath}} COMMAND --help" tells all about a command.{{end}}
`

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "schemadiff",
		Short: "Compare database schemas, write the migration between them, run it",
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
	p.flags.add(root)
	root.PersistentPreRunE = refuseProjectFlags
	p.addCommands(root)
	p.completeProject(root)
	refuseUnknown(root)
	for _, cmd := range append(root.Commands(), root) {
		cmd.Flags().BoolP("help", "h", false, "print this help")
		cmd.Flags().SortFlags = false
	}
	return root
}

// addCommands adds the commands in the order of help.
func (p *program) addCommands(root *cobra.Command) {
	cobra.EnableCommandSorting = false
	add := func(group, title string, commands ...*cobra.Command) {
		root.AddGroup(&cobra.Group{ID: group, Title: title})
		for _, cmd := range commands {
			cmd.GroupID = group
			if group != groupCompare {
				annotate(cmd, ofProject, "yes")
			}
			root.AddCommand(cmd)
		}
	}
	add(groupCompare, "Compare schemas", p.diffCommand(), p.inspectCommand())
	add(groupRevisions, "Write and read revisions",
		p.initCommand(), p.revisionCommand(), p.mergeCommand(), p.editCommand(), p.historyCommand(),
		p.headsCommand(), p.branchesCommand(), p.showCommand(), p.squashCommand(), p.importCommand(), p.listTemplatesCommand())
	add(groupRun, "Run revisions",
		p.upgradeCommand(), p.downgradeCommand(), p.statusCommand(), p.checkCommand(), p.currentCommand(), p.stampCommand(),
		p.ensureVersionCommand())
}

// finding is the annotation that says what the exit code 1 of a command means.
const finding = "finding"

// annotate notes something about a command for its help.
func annotate(cmd *cobra.Command, key, value string) {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[key] = value
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
