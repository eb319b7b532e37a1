package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
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
	switch near := nearest(args[0], commands); {
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
	if near := nearest(name, flags); near != "" {
		e.hint = "did you mean --" + near + "?"
	}
	return e
}

// nearest returns the word that was meant most likely: the one that begins
// with what was typed, or that is a few mistakes away; empty if there is none.
func nearest(typed string, words []string) string {
	best, least := "", 3
	if len(typed) < 4 {
		least = 2
	}
	for _, w := range slices.Sorted(slices.Values(words)) {
		d := distance(strings.ToLower(typed), w)
		if len(typed) > 1 && strings.HasPrefix(w, strings.ToLower(typed)) {
			d = 1
		}
		if d < least {
			best, least = w, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to get from a to b.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
