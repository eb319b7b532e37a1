package command

import (
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

const inspectLong = `Inspect reads a schema and writes it in one canonical form: the same schema gives
the same text, whatever it was read from.

--format sql is DDL that makes the schema in an empty database, in the order of
its dependencies. --format json is a snapshot, which every command reads as a
source: the schema of a database at one moment, to compare with later.

--format go is Go structs, which read back as the same schema (go:./models). To a
directory (-o DIR) come models.go and, if structs don't hold all of it, schema.sql
with the rest: views, functions, and what tags have no key for. To a file (-o
FILE.go) or to standard output come the structs alone, and what is left out is
named.

The tables in which schemadiff notes what has run are left out.

What the source holds beyond what can be written as SQL is listed in a comment at
the end.

--to writes the schema for another database product, and lists behind it what has
no counterpart there. For a source that tells its product, as a database and a
snapshot do, --dialect does the same.`

type inspectFlags struct {
	sourceFlags
	format, to *choice
	goFlags
}

func (p *program) inspectCommand() *cobra.Command {
	f := &inspectFlags{format: choose("sql", "json", "go")}
	cmd := &cobra.Command{
		Use:   "inspect SOURCE",
		Short: "Write a schema as canonical SQL, as a snapshot or as Go structs",
		Long:  inspectLong,
		Example: examples(`
# The schema of a database as SQL
schemadiff inspect postgres://app@db.example.com/shop

# A snapshot, to compare with next week
schemadiff inspect postgres://app@db.example.com/shop --format json -o shop.json
schemadiff diff shop.json postgres://app@db.example.com/shop

# The models of an existing database
schemadiff inspect postgres://app@db.example.com/shop --format go --tags json -o models

# The same schema for SQLite
schemadiff inspect schema/ --to sqlite

# What a directory of scripts adds up to
schemadiff inspect schema/ --schema shop`),
		Args:              names("SOURCE"),
		ValidArgsFunction: completeSources(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.inspect(cmd, args, f)
		},
	}
	addChoice(cmd, f.format, "format", "what to write")
	f.addOutput(cmd)
	cmd.Flags().Lookup("output").Usage += "; with --format go also to a directory"
	f.addFilters(cmd)
	f.addAccess(cmd, "write")
	f.addReading(cmd)
	f.add(cmd)
	f.to = choose(products().Dialects()...)
	addChoice(cmd, f.to, "to", "write the schema in the words of this database product (default: its own)")
	cmd.Flags().Lookup("to").DefValue = ""
	return cmd
}

func (p *program) inspect(cmd *cobra.Command, args []string, f *inspectFlags) error {
	ctx := cmd.Context()
	if err := f.check(cmd, f.format.value); err != nil {
		return err
	}
	line := p.progress()
	defer line.end()
	side, to, err := p.loadToInspect(cmd, f, args, line)
	if err != nil {
		return err
	}
	defer closeAll(ctx, []inspect.Loaded{side})
	line.say("writing")
	filter := f.filter()
	p.warnIdle(filter, []inspect.Loaded{side})
	schema := filter.Apply(p.withoutOwn(side.Schema))
	if f.format.value == "go" {
		if to != nil && to.Dialect != schema.Dialect {
			return usagef(cmd, "--to isn't for --format go: the models are those of the schema's own database")
		}
		defer line.end()
		return p.inspectGo(ctx, schema.Only(f.concerns()...), f.output, &f.goFlags)
	}
	return p.output(ctx, f.output, func(w io.Writer) error {
		line.end()
		if to != nil && to.Dialect != schema.Dialect {
			if len(f.concerns()) > 0 {
				return errors.New("owners, privileges and roles have no counterpart in another database product: leave --owners, --privileges and --roles out")
			}
			return p.writeTransposed(w, schema, to, f.format.value)
		}
		if f.format.value == "json" {
			return model.WriteSnapshot(w, schema)
		}
		own := dialectOfSchema(schema)
		schema = schema.Only(f.concerns()...)
		if !filter.IsZero() {
			schema = render.Chosen(schema, own.planner)
		}
		return render.WriteSchema(w, schema, own.planner, own.runner.ScriptStatement)
	})
}

// withoutOwn leaves out what isn't the user's.
func (p *program) withoutOwn(schema model.Schema) model.Schema {
	var own inspect.Filter
	for _, table := range p.runnerTables() {
		name := strconv.Quote(table.Name)
		if table.Schema != "" {
			name = strconv.Quote(table.Schema) + "." + name
		}
		if pattern, err := inspect.ParsePattern("table:" + name); err == nil {
			own.Exclude = append(own.Exclude, pattern)
		}
	}
	return own.Apply(schema)
}
