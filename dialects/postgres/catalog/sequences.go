package catalog

import (
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// sequencesSQL reads all sequences with the column that they belong to: by
// dependency type "i" as an identity column's own, by "a" through OWNED BY.
const sequencesSQL = `
SELECT c.oid, n.nspname, c.relname, c.relpersistence::text = 'u', format_type(s.seqtypid, NULL),
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       coalesce(d.deptype::text, ''), coalesce(d.refobjid, 0), coalesce(d.refobjsubid, 0)
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
     AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
WHERE` + userSchema

func (r *reader) readSequences(rows inspect.Rows) error {
	for rows.Next() {
		var oid, table uint32
		var s model.Sequence
		var dependency string
		var number int
		o := &s.Options
		err := rows.Scan(&oid, &s.Schema, &s.Name, &s.Unlogged, &o.Type, &o.Start, &o.Increment, &o.Min, &o.Max,
			&o.Cache, &o.Cycle, &dependency, &table, &number)
		if err != nil {
			return err
		}
		r.named(classRelation, oid, s.Schema, s.Name)
		if r.owned(classRelation, oid) {
			continue
		}
		s.Schema, o.Type = r.intern(s.Schema), r.intern(o.Type)
		s.Comment = r.comment(classRelation, oid)
		if dependency == "" {
			r.schema.Sequences = append(r.schema.Sequences, s)
			continue
		}
		if err := r.addOwnedSequence(s, dependency == "i", table, number); err != nil {
			return err
		}
	}
	return rows.Err()
}

// addOwnedSequence adds a sequence that belongs to a column. One of an
// extension's table is the extension's.
func (r *reader) addOwnedSequence(s model.Sequence, identity bool, table uint32, number int) error {
	t := r.relations[table]
	if t == nil || t.column(number) < 0 {
		return changed("the column that sequence %s.%s belongs to is gone", s.Schema, s.Name)
	}
	if t.owned {
		return nil
	}
	column := &t.table.Columns[t.column(number)]
	if !identity {
		s.OwnedBy = model.ColumnRef{Table: t.table.QName(), Column: column.Name}
		r.schema.Sequences = append(r.schema.Sequences, s)
		return nil
	}
	column.Identity.Sequence = model.QName{Schema: s.Schema, Name: s.Name}
	column.Identity.Options = s.Options
	column.Identity.Unlogged = r.version.HasUnloggedSequences() && s.Unlogged != t.table.Unlogged
	column.Identity.Comment = s.Comment
	return nil
}
