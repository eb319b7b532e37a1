package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func hazard(step *render.Step, code render.Code, text string) {
	step.Hazards = append(step.Hazards, render.Hazard{Code: code, Text: text})
}

// Recent is the hazard of a statement that older versions of SQLite don't know.
const Recent render.Code = "RECENT"

// recent says so. The program that runs the plan may be another one than that which
// has read the database.
func recent(step *render.Step) {
	hazard(step, Recent, "SQLite before 3.53 doesn't know this statement; schemadiff has a newer one, the sqlite3 shell may not.")
}

// lose says that a step destroys something.
func lose(step *render.Step, id model.ID, text string) {
	hazard(step, render.DataLoss, text)
	step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.DataLoss, Text: text})
}

// spoil says that a step changes something so that the way back doesn't restore
// it.
func spoil(step *render.Step, id model.ID, text string) {
	hazard(step, render.ValueChange, text)
	step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.Irreversible, Text: text})
}

// dangling tells foreign keys that refer to nothing: SQLite doesn't mind until
// rows come.
func (s *session) dangling(step *render.Step, table string) {
	for _, f := range s.new.tables[table].ForeignKeys {
		if s.new.tables[f.References.Name] == nil {
			hazard(step, render.Incomplete, "There is no table "+f.References.Name+" for a foreign key of "+table+" to refer to: inserting rows fails while foreign keys are enforced.")
		}
	}
}

// indexHazards says what building an index does.
func (s *session) indexHazards(step *render.Step, op render.Op, x model.Index) {
	table := op.Node.ID.Parent
	if s.old.tables[table] == nil {
		return
	}
	step.Scans = []model.QName{{Name: table}}
	if x.Unique && (op.Old == nil || len(op.Facets) > 0) {
		hazard(step, render.MayFail, "Fails if two rows have the same key of "+x.Name+".")
	}
}

// partHazards says what changing a part of a table does to its rows.
func (s *session) partHazards(step *render.Step, op render.Op) {
	id := op.Node.ID
	if op.Verb == render.Drop {
		if c, ok := op.Old.(model.Column); ok && (c.Generated.IsZero() || !c.Generated.Virtual) {
			lose(step, id, "All values of "+id.Parent+"."+id.Name+" are deleted.")
		}
		return
	}
	switch id.Kind {
	case model.KindColumn:
		s.columnHazards(step, op)
	case model.KindPrimaryKey, model.KindUnique:
		o, _ := op.New.(model.Key)
		hazard(step, render.MayFail, "Fails if two rows of "+id.Parent+" have the same values of "+strings.Join(o.Columns, ", ")+missing(o)+".")
	case model.KindCheck:
		o, _ := op.New.(model.Check)
		hazard(step, render.MayFail, "Fails if a row of "+id.Parent+" doesn't pass the check "+o.Expr.Text+".")
	case model.KindForeignKey:
		o, _ := op.New.(model.ForeignKey)
		if op.Verb == render.Create || op.Has(diff.FacetColumns) || op.Has(diff.FacetReferences) || op.Has(diff.FacetReferencedColumns) {
			s.referenceHazards(step, id, o)
		}
	default:
	}
}

func (s *session) referenceHazards(step *render.Step, id model.ID, f model.ForeignKey) {
	if s.new.tables[f.References.Name] == nil {
		s.dangling(step, id.Parent)
		return
	}
	c, _ := s.new.tables[id.Parent].Column(s.columnOfReference(id.Parent, f))
	if empty := c.Name != "" && c.Default.IsZero() && c.Generated.IsZero(); !empty {
		hazard(step, render.MayFail, "Fails if a row of "+id.Parent+" refers to no row of "+f.References.Name+".")
	}
}

func missing(k model.Key) string {
	if k.Primary {
		return ", or none if rows have no rowid"
	}
	return ""
}

func (s *session) columnHazards(step *render.Step, op render.Op) {
	c, _ := op.New.(model.Column)
	id := op.Node.ID
	path := id.Parent + "." + id.Name
	old, had := op.Old.(model.Column)
	if c.NotNull && (!had || !old.NotNull) && !isAlias(s.new.tables[id.Parent], c.Name) && (had || !literal(c.Default.Text)) {
		text := "Fails if a row has no value in " + path + ": give it one first."
		switch {
		case had:
		case !c.Generated.IsZero(), !c.Default.IsZero():
			text = "Fails if the value of " + path + " is NULL for a row."
		default:
			text = "Fails if " + id.Parent + " has rows: " + path + " is NOT NULL and has no default."
		}
		hazard(step, render.MayFail, text)
	}
	if !had {
		switch t := s.new.tables[id.Parent]; {
		case !isStrict(t) || kind.Fold(c.Type.Name) == "any":
		case !c.Generated.IsZero():
			hazard(step, render.MayFail, "Fails if the value of "+path+" is of another type for a row: the table is strict.")
		case !fitsStrict(c):
			hazard(step, render.MayFail, "Fails if "+id.Parent+" has rows and the default of "+path+" is of another type: the table is strict.")
		}
		return
	}
	if !old.NotNull && isAlias(s.new.tables[id.Parent], c.Name) {
		spoil(step, id, "Rows without a value in "+path+" get a number: it is the rowid now.")
	}
	if op.Has(diff.FacetType) || op.Has(diff.FacetGenerated) {
		s.valueHazards(step, op, old, c)
	}
	if (op.Has(diff.FacetType) || op.Has(diff.FacetGenerated) || op.Has(diff.FacetCollation)) && s.constrained(id.Parent, id.Name) {
		hazard(step, render.MayFail, "Fails if a constraint that the values of "+path+" have a part in doesn't hold for what they are or how they compare now.")
	}
	if old.Identity.Mode == model.IdentityAutoIncrement && c.Identity.IsZero() {
		step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.Irreversible, Text: "The counter of " + path + " is lost: ids of deleted rows are given again."})
	}
}

// fitsStrict reports whether a default is surely of the type of its column.
func fitsStrict(c model.Column) bool {
	list := pieces(c.Default.Text)
	if len(list) == 0 {
		return true
	}
	last := list[len(list)-1]
	text := last.kind == sqlfile.String && last.text[0] == '\''
	switch kind.AffinityOf(c.Type) {
	case kind.Text:
		return len(list) == 1 && text
	case kind.Blob:
		return len(list) == 1 && last.kind == sqlfile.String && !text
	case kind.Integer:
		return literal(c.Default.Text) && last.kind == sqlfile.Number && !strings.ContainsAny(last.text, ".eE")
	default:
		return literal(c.Default.Text) && last.kind == sqlfile.Number
	}
}

// valueHazards says what becomes of values under another type.
func (s *session) valueHazards(step *render.Step, op render.Op, old, c model.Column) {
	id := op.Node.ID
	path := id.Parent + "." + id.Name
	from, to := affinity(s.old.tables[id.Parent], old), affinity(s.new.tables[id.Parent], c)
	switch {
	case old.Generated.IsZero() && !c.Generated.IsZero():
		lose(step, id, "The values of "+path+" are computed from now on, those that are there are gone.")
	case !c.Generated.IsZero():
		hazard(step, render.ValueChange, "The values of "+path+" are computed anew.")
	case from != to:
		spoil(step, id, "Values of "+path+" are converted from "+string(from)+" to "+string(to)+" affinity where SQLite can.")
	}
	if t := s.new.tables[id.Parent]; isStrict(t) && op.Has(diff.FacetType) {
		hazard(step, render.MayFail, "Fails if a value of "+path+" is of another type: the table is strict.")
	}
}

// affinity is that of a column of a table: ANY has none where the table is strict.
func affinity(t *model.Table, c model.Column) kind.Affinity {
	if isStrict(t) && kind.Fold(c.Type.Name) == "any" {
		return kind.Blob
	}
	return kind.AffinityOf(c.Type)
}

func isStrict(t *model.Table) bool { return kind.Option(t.Options, kind.Strict) != "" }

// strictHazards says what STRICT means for the rows that are there. In a table
// without it, ANY is a type with numeric affinity.
func (s *session) strictHazards(step *render.Step, name string) {
	old, fresh := s.old.tables[name], s.new.tables[name]
	if isStrict(old) == isStrict(fresh) {
		return
	}
	if isStrict(fresh) {
		hazard(step, render.MayFail, "Fails if a value of "+name+" isn't of the type of its column: the table becomes strict.")
		return
	}
	for i := range fresh.Columns {
		if c := &fresh.Columns[i]; kind.Fold(c.Type.Name) == "any" && c.Generated.IsZero() {
			spoil(step, tableID(name), "Texts in "+name+"."+c.Name+" that look like numbers become numbers.")
			if s.constrained(name, c.Name) {
				hazard(step, render.MayFail, "Fails if a constraint that the values of "+name+"."+c.Name+" have a part in doesn't hold for numbers.")
			}
		}
	}
}

// aliasHazards says what it means that a column becomes another name of the rowid.
func (s *session) aliasHazards(step *render.Step, name string) {
	alias := aliasOf(s.new.tables[name])
	if _, had := s.old.tables[name].Column(alias); had && aliasOf(s.old.tables[name]) != alias {
		hazard(step, render.MayFail, "Fails if two rows have the same "+name+"."+alias+", or one has a value that is no integer.")
	}
}

// constrained reports whether rows can be refused because of a column: it is in a
// key, a unique index, a check or a foreign key, or what is generated of it may be.
func (s *session) constrained(table, column string) bool {
	t := s.new.tables[table]
	names := func(text string) bool { return mentions(text)[kind.Fold(column)] }
	for _, k := range t.Keys {
		if slices.Contains(k.Columns, column) {
			return true
		}
	}
	for _, c := range t.Columns {
		if names(c.Generated.Expr.Text) || c.Name == column && c.NotNull && !c.Generated.IsZero() {
			return true
		}
	}
	return slices.ContainsFunc(t.Checks, func(c model.Check) bool { return names(c.Expr.Text) }) ||
		slices.ContainsFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return slices.Contains(f.Columns, column) }) ||
		slices.ContainsFunc(t.Indexes, func(x model.Index) bool {
			return x.Unique && (names(x.Predicate.Text) || slices.ContainsFunc(x.Keys, func(k model.IndexKey) bool { return k.Column == column || names(k.Expr.Text) }))
		}) || s.referred(table, column)
}

// referred reports whether a foreign key leads to a column.
func (s *session) referred(table, column string) bool {
	return slices.ContainsFunc(s.new.schema.Tables, func(t model.Table) bool {
		return slices.ContainsFunc(t.ForeignKeys, func(f model.ForeignKey) bool {
			return f.References.Name == table && slices.Contains(f.RefColumns, column)
		})
	})
}
