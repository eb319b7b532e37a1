package main

// query reads the lines of one letter. /*which*/ stands for the condition on
// the OID of o, the object that the line is about. The forms of the fields are
// decoded in package facts.
type query struct {
	what, letter, sql string
	ordered           bool
}

// typeSet is the types that count: all but the row types of relations, with
// which but two functions of information_schema work.
const typeSet = `
	FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
	LEFT JOIN pg_class c ON c.oid = o.typrelid
	LEFT JOIN pg_type e ON e.oid = o.typelem AND e.typarray = o.oid
	LEFT JOIN pg_class ec ON ec.oid = e.typrelid
	WHERE (c.oid IS NULL OR c.relkind = 'c') AND (ec.oid IS NULL OR ec.relkind = 'c') AND /*which*/`

var queries = []query{
	{what: "types", letter: "T", sql: `
	SELECT n.nspname::text, o.typname::text, o.typtype::text, o.typcategory::text,
		CASE WHEN o.typispreferred THEN 'p' ELSE '' END || CASE WHEN o.typcollation <> 0 THEN 'c' ELSE '' END ||
		CASE WHEN o.typmodin <> 0 THEN 'm' ELSE '' END || CASE WHEN e.oid IS NOT NULL THEN 'A' ELSE '' END ||
		` + subscripting + `,
		o.typelem, o.typarray, o.typbasetype,
		CASE WHEN o.typtype = 'd' AND o.typtypmod >= 0
			THEN coalesce(substring(format_type(o.typbasetype, o.typtypmod) from '\((.*)\)'), '') ELSE '' END,
		` + rangeTypes + `,
		o.typdelim::text` + typeSet},
	{what: "fields of types", letter: "F", ordered: true, sql: `
	SELECT CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || o.typname,
		a.attname::text, a.atttypid, coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\((.*)\)'), '')
	FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
	JOIN pg_class c ON c.oid = o.typrelid AND c.relkind = 'c'
	JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attnum > 0
	WHERE /*which*/ ORDER BY n.nspname, o.typname, a.attnum`},
	{what: "labels of types", letter: "L", ordered: true, sql: `
	SELECT CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || o.typname, l.enumlabel::text
	FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace JOIN pg_enum l ON l.enumtypid = o.oid
	WHERE /*which*/ ORDER BY n.nspname, o.typname, l.enumsortorder`},
	{what: "casts", letter: "C", sql: `
	SELECT o.castsource, o.casttarget, o.castcontext::text, o.castmethod::text,
		CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || p.proname, coalesce(p.pronargs, 0)
	FROM pg_cast o LEFT JOIN pg_proc p ON p.oid = o.castfunc LEFT JOIN pg_namespace n ON n.oid = p.pronamespace
	WHERE /*which*/`},
	{what: "operators", letter: "O", sql: `
	SELECT n.nspname::text, o.oprname::text, o.oprleft, o.oprright, o.oprresult,
		CASE pn.nspname WHEN 'pg_catalog' THEN '' ELSE pn.nspname || '.' END || p.proname
	FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
	JOIN pg_proc p ON p.oid = o.oprcode JOIN pg_namespace pn ON pn.oid = p.pronamespace
	WHERE o.oprright <> 0 AND /*which*/`},
	{what: "routines", letter: "P", ordered: true, sql: `
	SELECT n.nspname::text, o.proname::text, o.prokind::text, o.provolatile::text || CASE WHEN o.proretset THEN 's' ELSE '' END,
		o.proargtypes::oid[], ` + argumentNames + `, o.provariadic, o.pronargdefaults, o.prorettype,
		` + outputNames + `, ` + outputTypes + `
	FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
	WHERE /*which*/ AND NOT EXISTS (
		SELECT FROM pg_class c JOIN pg_type t ON t.typrelid = c.oid
		WHERE c.relkind <> 'c' AND (t.oid IN (o.prorettype, o.provariadic) OR t.oid = ANY (o.proargtypes::oid[])))
	ORDER BY o.proname COLLATE "C", n.nspname COLLATE "C", o.pronargs,
		(SELECT string_agg(format_type(a, NULL), ',' ORDER BY i) FROM unnest(o.proargtypes::oid[]) WITH ORDINALITY u (a, i)) COLLATE "C"`},
	{what: "operator classes", letter: "K", sql: `
	SELECT m.amname::text, n.nspname::text, o.opcname::text, o.opcintype, o.opcdefault,
		CASE fn.nspname WHEN 'pg_catalog' THEN '' ELSE fn.nspname || '.' END || f.opfname
	FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
	JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
	WHERE /*which*/`},
	{what: "access methods", letter: "M", sql: `
	SELECT o.amname::text, o.amtype::text FROM pg_am o WHERE /*which*/`},
	{what: "collations", letter: "N", sql: `
	SELECT DISTINCT 'c', n.nspname::text, o.collname::text FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
	WHERE (o.collprovider IN ('d', 'i', 'b') OR o.collname IN ('C', 'POSIX', 'ucs_basic')) AND /*which*/`},
	{what: "text search configurations", letter: "N", sql: `
	SELECT 't', n.nspname::text, o.cfgname::text FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace WHERE /*which*/`},
	{what: "text search dictionaries", letter: "N", sql: `
	SELECT 'd', n.nspname::text, o.dictname::text FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace WHERE /*which*/`},
	{what: "relations", letter: "R", sql: `
	SELECT o.relkind::text, n.nspname::text, o.relname::text FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
	WHERE o.relkind IN ('r', 'v', 'm', 'S', 'f') AND /*which*/`},
}

// subscripting: the handlers of PostgreSQL 14 and newer; the column is read
// through to_jsonb because 13 hasn't got it. There, arrays are what has an
// element type.
const subscripting = `CASE coalesce(to_jsonb(o)->>'typsubscript', CASE WHEN o.typelem = 0 THEN '-' WHEN o.typlen = -1
			THEN 'array_subscript_handler' ELSE 'raw_array_subscript_handler' END)
		WHEN '-' THEN '-' WHEN 'array_subscript_handler' THEN 'a' WHEN 'raw_array_subscript_handler' THEN 'r'
		WHEN 'jsonb_subscript_handler' THEN 'j' ELSE 'o' END`

// rangeTypes: the subtype of a range or multirange, and a range's multirange
// (PostgreSQL 14 and newer).
const rangeTypes = `
		(SELECT r.rngsubtype FROM pg_range r WHERE o.oid IN (r.rngtypid, (to_jsonb(r)->>'rngmultitypid')::oid)),
		(SELECT (to_jsonb(r)->>'rngmultitypid')::oid FROM pg_range r WHERE o.oid = r.rngtypid)`

// argumentNames: those of the input arguments, which proargtypes lists.
const argumentNames = `CASE WHEN o.proargmodes IS NULL THEN array_to_string(o.proargnames, ',')
		ELSE (SELECT string_agg(a, ',' ORDER BY i) FROM unnest(o.proargnames, o.proargmodes) WITH ORDINALITY u (a, m, i) WHERE m IN ('i', 'b', 'v')) END`

// outputNames and outputTypes: those of the OUT arguments and of the columns of
// RETURNS TABLE.
const (
	outputNames = `(SELECT string_agg(coalesce(a, ''), ',' ORDER BY i) FROM unnest(o.proargnames, o.proargmodes) WITH ORDINALITY u (a, m, i) WHERE m IN ('o', 'b', 't'))`
	outputTypes = `ARRAY(SELECT t FROM unnest(o.proallargtypes, o.proargmodes) WITH ORDINALITY u (t, m, i) WHERE m IN ('o', 'b', 't') ORDER BY i)`
)

// columnsQuery reads the columns of the tables and views that queries can be
// about, in their order.
var columnsQuery = query{what: "columns of relations", letter: "F", ordered: true, sql: `
	SELECT CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || o.relname,
		a.attname::text, a.atttypid, coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\((.*)\)'), '')
	FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
	JOIN pg_attribute a ON a.attrelid = o.oid AND NOT a.attisdropped AND a.attnum > 0
	WHERE o.relkind IN ('r', 'v') AND n.nspname IN ('pg_catalog', 'information_schema') AND o.oid < 16384
	ORDER BY n.nspname, o.relname, a.attnum`}
