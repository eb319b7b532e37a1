package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
)

// choice is a flag that takes one word of a list.
type choice struct {
	value string
	words []string
	label string // in help
}

func choose(words ...string) *choice { return &choice{words[0], words, strings.Join(words, "|")} }

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return c.label }
func (c *choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		text := "it must be " + alternatives(c.words)
		if near := typo.Nearest(s, c.words); near != "" {
			text += "; did you mean " + near + "?"
		}
		return fmt.Errorf("%s", text)
	}
	c.value = s
	return nil
}

func alternatives(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// addChoice adds a flag and completes its values.
func addChoice(cmd *cobra.Command, c *choice, name, usage string) {
	cmd.Flags().Var(c, name, usage)
	complete(cmd, name, c.words...)
}

// complete registers the values of a flag for the shell.
func complete(cmd *cobra.Command, name string, values ...string) {
	mustSucceed(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// mustSucceed is for what fails only if this program is written wrong.
func mustSucceed(err error) {
	if err != nil {
		panic(err)
	}
}

// schemaList is the flag --schema: it takes lists and can be repeated.
type schemaList struct{ names []string }

func (l *schemaList) String() string { return strings.Join(l.names, ",") }
func (l *schemaList) Type() string   { return "name" }
func (l *schemaList) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		glob, err := inspect.ParseSchemaPattern(name)
		if err != nil {
			return err
		}
		l.names = append(l.names, glob)
	}
	return nil
}

// patternList is a flag of patterns that can be repeated.
type patternList struct{ list []inspect.Pattern }

func (l *patternList) String() string {
	texts := make([]string, len(l.list))
	for i, p := range l.list {
		texts[i] = p.String()
	}
	return strings.Join(texts, " ")
}

func (l *patternList) Type() string { return "kind:pattern" }

func (l *patternList) Set(s string) error {
	p, err := inspect.ParsePattern(s, definitionKinds()...)
	if err != nil {
		return patternAdvice(err)
	}
	l.list = append(l.list, p)
	return nil
}

// sourceFlags are the flags of every command that reads sources.
type sourceFlags struct {
	schemas          schemaList
	include, exclude patternList
	dialect          *choice
	server           *choice
	output           string

	owners, privileges, roles bool
}

// addAccess adds the flags that ask for what is left out otherwise.
func (f *sourceFlags) addAccess(cmd *cobra.Command, what string) {
	flags := cmd.Flags()
	flags.BoolVar(&f.owners, "owners", false, what+" who owns the objects, too")
	flags.BoolVar(&f.privileges, "privileges", false, what+" privileges, default privileges and security labels, too")
	flags.BoolVar(&f.roles, "roles", false, what+" roles and memberships, too (never passwords)")
}

// concerns lists what the flags ask for.
func (f *sourceFlags) concerns() []model.Concern {
	var list []model.Concern
	for concern, asked := range []bool{model.Owners: f.owners, model.Privileges: f.privileges, model.Roles: f.roles} {
		if asked {
			list = append(list, model.Concern(concern))
		}
	}
	return list
}

func (f *sourceFlags) addOutput(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to this `file`, which is replaced when all is done")
}

func (f *sourceFlags) addFilters(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(&f.schemas, "schema", "look at these schemas only, a list with commas; * and ? are wildcards; repeatable")
	flags.Var(&f.include, "include", "look at these objects only: table:users, 'index:app.*_idx'; repeatable")
	flags.Var(&f.exclude, "exclude", "leave these objects out; repeatable")
	mustSucceed(cmd.RegisterFlagCompletionFunc("include", completePattern))
	mustSucceed(cmd.RegisterFlagCompletionFunc("exclude", completePattern))
	complete(cmd, "schema")
}

func (f *sourceFlags) addReading(cmd *cobra.Command) {
	f.dialect, f.server = choose(products().Dialects()...), choose(serverVersions()...)
	f.server.label = "major"
	addChoice(cmd, f.dialect, "dialect", "the database product that SQL files are written for (default: the other side's, else the project's, else "+usualDialect+")")
	cmd.Flags().Lookup("dialect").DefValue = ""
	addChoice(cmd, f.server, "server-version", "the server version that SQL files are read for if no database is compared (default: what a dump names, else the newest)")
	cmd.Flags().Lookup("server-version").DefValue = ""
}

func (f *sourceFlags) filter() inspect.Filter {
	return inspect.Filter{Schemas: f.schemas.names, Include: f.include.list, Exclude: f.exclude.list}
}

// warnIdle tells of what a filter asks for and no side has.
func (p *program) warnIdle(filter inspect.Filter, sides []inspect.Loaded) {
	var schemas []model.Schema
	for _, side := range sides {
		schemas = append(schemas, side.Schema)
	}
	if filter.IsZero() {
		return
	}
	for _, what := range filter.Idle(schemas...) {
		p.complain("warning: nothing fits " + what + ", so the filter chooses nothing by it")
	}
}

// kindWords lists the words that patterns know.
func kindWords() []string {
	words := inspect.KindWords()
	for _, k := range definitionKinds() {
		words = append(words, strings.ReplaceAll(string(k), " ", "-"))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func completePattern(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var list []cobra.Completion
	for _, word := range kindWords() {
		if strings.HasPrefix(word, typed) {
			list = append(list, word+":")
		}
	}
	return list, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// patternAdvice says which kind was meant, perhaps.
func patternAdvice(err error) error {
	var unknown inspect.UnknownKindError
	if !errors.As(err, &unknown) {
		return err
	}
	if near := typo.Nearest(unknown.Word, kindWords()); near != "" {
		return fmt.Errorf("%w; did you mean %s?", err, near)
	}
	return fmt.Errorf("%w; the kinds are %s", err, strings.Join(kindWords(), ", "))
}

// completeSources completes the sources of a command: files, as many as it
// takes.
func completeSources(most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveDefault
	}
}
