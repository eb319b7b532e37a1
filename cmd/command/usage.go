package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/schemadiff/schemadiff/internal/typo"
)

// usageError is a mistake on the command line: the only kind of error that is
// followed by the usage.
type usageError struct {
	cmd  *cobra.Command
	text string
	hint string
}

func (e *usageError) Error() string { return e.text }
func (e *usageError) Hint() string  { return e.hint }

// usage returns the one line that says how the command is called.
func (e *usageError) usage() string {
	text := "usage: " + e.cmd.UseLine()
	if e.cmd.HasAvailableSubCommands() {
		text = "usage: " + e.cmd.CommandPath() + " COMMAND"
	}
	return text + "\nRun \"" + e.cmd.CommandPath() + " --help\" for all about it."
}

func usagef(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{cmd: cmd, text: fmt.Sprintf(format, args...)}
}

// names checks the number of arguments and says what is missing.
func names(what ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(what):
			verb := "is"
			if len(what)-len(args) > 1 {
				verb = "are"
			}
			return usagef(cmd, "%s %s missing", strings.Join(what[len(args):], " and "), verb)
		case len(args) > len(what):
			return usagef(cmd, "there is one argument too many: %q", args[len(what)])
		}
		return nil
	}
}

// unknownCommand says which command was meant, perhaps.
func unknownCommand(cmd *cobra.Command, args []string) error {
	e := &usageError{cmd: cmd, text: fmt.Sprintf("there is no command %q", args[0])}
	var commands []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			commands = append(commands, c.Name())
		}
	}
	switch near := typo.Nearest(args[0], commands); {
	case near != "":
		e.hint = "did you mean " + near + "?"
	case args[0] == "version":
		e.hint = "did you mean --version?"
	case len(args) == 2:
		e.hint = "to compare the two, write: schemadiff diff FROM TO"
	}
	return e
}

// flagError says which flag was meant, perhaps.
func flagError(cmd *cobra.Command, err error) error {
	e := &usageError{cmd: cmd, text: err.Error()}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return e
	}
	name := unknown.GetSpecifiedName()
	if short := unknown.GetSpecifiedShortnames(); short != "" {
		e.text = "there is no flag -" + name
		name, _, _ = strings.Cut(short, "=") // "-format": one dash too few
	} else {
		e.text = "there is no flag --" + name
	}
	if strings.ContainsFunc(name, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '-' || r == '_') }) {
		// It may be a part of an address, with a password in it.
		e.text = "an argument that begins with a dash is no flag that there is"
		return e
	}
	var flags []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			flags = append(flags, f.Name)
		}
	})
	if near := typo.Nearest(name, flags); near != "" {
		e.hint = "did you mean --" + near + "?"
	}
	return e
}
