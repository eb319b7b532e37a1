package plan

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// objectNoun writes what ALTER … OWNER TO and SECURITY LABEL ON call an object.
func (s *session) objectNoun(of model.ID) (writer, error) {
	word := render.Keyword("")
	switch of.Kind {
	case model.KindTable:
		word = s.tableNoun(of.QName())
	case model.KindSequence:
		word = "SEQUENCE "
	case model.KindEnum, model.KindComposite, model.KindRange:
		word = "TYPE "
	case model.KindDomain:
		word = "DOMAIN "
	case model.KindStatistics:
		word = "STATISTICS "
	case model.KindSchema:
		return write("SCHEMA ").Ident(of.Name), nil
	case model.KindRole:
		return write("ROLE ").Ident(of.Name), nil
	case model.KindColumn:
		return write("COLUMN ").Name(of.Owner()).Key(".").Ident(of.Name), nil
	case kind.Database:
		return write("DATABASE "), nil
	default:
		d, r, err := s.defined(of)
		if err != nil {
			return writer{}, err
		}
		return r.noun(d), nil
	}
	return write(word).Name(of.QName()), nil
}

// tableNoun is what statements that are about the table as a whole call it.
func (s *session) tableNoun(q model.QName) render.Keyword {
	for _, side := range []*side{s.new, s.old} {
		if t, ok := side.tables[q]; ok {
			return tableNoun(*t)
		}
	}
	return "TABLE "
}

func tableNoun(t model.Table) render.Keyword {
	switch {
	case t.Materialized():
		return "MATERIALIZED VIEW "
	case t.Foreign():
		return "FOREIGN TABLE "
	}
	return "TABLE "
}

// defined returns a definition and how it is written.
func (s *session) defined(of model.ID) (model.Definition, recipe, error) {
	for _, side := range []*side{s.new, s.old} {
		if d, ok := side.object(of).(model.Definition); ok {
			r, err := recipeOf(of.Kind)
			return d, r, err
		}
	}
	return model.Definition{}, recipe{}, fmt.Errorf("%s is in neither schema", of)
}

// grantNoun writes what GRANT calls an object; of a column, its relation.
func (s *session) grantNoun(of model.ID) (writer, error) {
	switch of.Kind {
	case model.KindTable, kind.View:
		return write("TABLE ").Name(of.QName()), nil
	case model.KindColumn:
		return write("TABLE ").Name(of.Owner()), nil
	case kind.Aggregate:
		d, _, err := s.defined(of)
		if err != nil {
			return writer{}, err
		}
		return write("FUNCTION ").Name(model.QName{Schema: of.Schema, Name: d.PlainName()}).types(d.Signature), nil
	case kind.Server:
		return write("FOREIGN SERVER ").Ident(of.Name), nil
	case kind.Parameter:
		w := write("PARAMETER ")
		for i, part := range strings.Split(of.Name, ".") {
			if i > 0 {
				w.Key(".")
			}
			w.Ident(part)
		}
		return w, nil
	default:
		if property.ClassOf(of) == "" {
			return writer{}, fmt.Errorf("there are no privileges on %s", of)
		}
		return s.objectNoun(of)
	}
}

// onDatabase writes a statement about the database at hand, whatever its name
// is.
func onDatabase(before, after writer) string {
	text := strings.ReplaceAll(before.String(), "%", "%%") + "%I" + strings.ReplaceAll(after.String(), "%", "%%")
	w := write("BEGIN EXECUTE pg_catalog.format(").Literal(text).Key(", pg_catalog.current_database()); END")
	return write("DO ").dollarQuoted(w.String()).String()
}
