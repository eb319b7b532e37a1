package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

func scanRelation(f *facts, rows inspect.Rows) error {
	var r relation
	err := rows.Scan(&r.name, &r.kind, &r.engine, &r.collation, &r.comment)
	f.relations = append(f.relations, r)
	return err
}

func scanColumn(f *facts, rows inspect.Rows) error {
	var table string
	var c columnFact
	err := rows.Scan(&table, &c.name, &c.typ, &c.collation, &c.extra, &c.comment, &c.nullable, &c.defaulted, &c.generated)
	f.columns[table] = append(f.columns[table], c)
	return err
}

func scanElement(f *facts, rows inspect.Rows) error {
	var table string
	var e elementFact
	err := rows.Scan(&table, &e.index, &e.method, &e.column, &e.expression, &e.comment, &e.unique, &e.descending, &e.hidden, &e.length)
	f.elements[table] = append(f.elements[table], e)
	return err
}

func scanReference(f *facts, rows inspect.Rows) error {
	var table string
	var r referenceFact
	err := rows.Scan(&table, &r.name, &r.column, &r.database, &r.table, &r.referenced, &r.onUpdate, &r.onDelete)
	f.references[table] = append(f.references[table], r)
	return err
}

func scanCheck(f *facts, rows inspect.Rows) error {
	var table string
	var c checkFact
	err := rows.Scan(&table, &c.name, &c.ofColumn, &c.enforced)
	f.checks[table] = append(f.checks[table], c)
	return err
}

func scanPartition(f *facts, rows inspect.Rows) error {
	var table string
	var p partitionFact
	err := rows.Scan(&table, &p.name, &p.sub)
	f.partitions[table] = append(f.partitions[table], p)
	return err
}

func scanRoutine(f *facts, rows inspect.Rows) error {
	var kind string
	var o object
	err := rows.Scan(&o.name, &kind, &o.mode)
	o.show = kind
	switch kind {
	case "FUNCTION":
		o.kind = mysql.KindFunction
	case "PROCEDURE":
		o.kind = mysql.KindProcedure
	case "PACKAGE":
		o.kind = mysql.KindPackage
	case "PACKAGE BODY":
		o.kind = mysql.KindPackageBody
	default:
		o.kind, o.show = model.Kind(kind), ""
	}
	f.routines = append(f.routines, o)
	return err
}

func scanTrigger(f *facts, rows inspect.Rows) error {
	o := object{kind: mysql.KindTrigger, show: "TRIGGER"}
	err := rows.Scan(&o.name, &o.parent, &o.mode)
	f.triggers = append(f.triggers, o)
	return err
}

func scanEvent(f *facts, rows inspect.Rows) error {
	o := object{kind: mysql.KindEvent, show: "EVENT"}
	err := rows.Scan(&o.name, &o.mode)
	f.events = append(f.events, o)
	return err
}

func scanLibrary(f *facts, rows inspect.Rows) error {
	o := object{kind: "library"}
	err := rows.Scan(&o.name)
	f.others = append(f.others, o)
	return err
}

func scanSRID(f *facts, rows inspect.Rows) error {
	var table, column, srid string
	err := rows.Scan(&table, &column, &srid)
	if f.srids[table] == nil {
		f.srids[table] = map[string]string{}
	}
	f.srids[table][column] = srid
	return err
}
