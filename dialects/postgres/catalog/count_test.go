package catalog_test

import "github.com/schemadiff/schemadiff/dialects/postgres/version"

// countSQL counts the rows of the catalog by kind, written without a look at
// the reader's queries: from whole catalogs, with the exclusions that the
// package comments of catalog and kind name.
func countSQL(v version.Number) string {
	multirange := "0"
	if v.HasMultiranges() {
		multirange = "(SELECT count(*) FROM pg_range WHERE rngmultitypid = t.oid)"
	}
	return `
WITH
  system AS (SELECT oid FROM pg_namespace WHERE nspname = 'information_schema' OR starts_with(nspname, 'pg_')),
  member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  internal AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'i'),
  relation AS (
    SELECT c.* FROM pg_class c
    WHERE c.relnamespace NOT IN (SELECT oid FROM system)
      AND (1259, c.oid) NOT IN (SELECT classid, objid FROM member)),
  tab AS (SELECT * FROM relation WHERE relkind IN ('r', 'p', 'm', 'f')),
  dom AS (SELECT t.* FROM pg_type t WHERE typtype = 'd' AND typnamespace NOT IN (SELECT oid FROM system)
          AND (1247, t.oid) NOT IN (SELECT classid, objid FROM member)),
  typ AS (SELECT t.* FROM pg_type t WHERE typnamespace NOT IN (SELECT oid FROM system)
          AND (1247, t.oid) NOT IN (SELECT classid, objid FROM member)),
  con AS (
    SELECT k.* FROM pg_constraint k
    WHERE (conrelid IN (SELECT oid FROM tab) OR contypid IN (SELECT oid FROM dom)) AND contype <> 't'
      AND NOT (contype = 'f' AND conparentid <> 0)),
  ind AS (SELECT i.* FROM pg_index i WHERE indrelid IN (SELECT oid FROM tab)),
  seq AS (
    SELECT c.oid FROM relation c WHERE relkind = 'S' AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid AND d.refclassid = 1259 AND d.refobjsubid > 0
        AND d.deptype IN ('a', 'i') AND (1259, d.refobjid) IN (SELECT classid, objid FROM member))),
  stat AS (SELECT s.* FROM pg_statistic_ext s WHERE stxrelid IN (SELECT oid FROM tab)),
  ns AS (SELECT * FROM pg_namespace WHERE oid NOT IN (SELECT oid FROM system)
         AND (2615, oid) NOT IN (SELECT classid, objid FROM member))
SELECT 'schema', count(*) FROM ns
UNION ALL SELECT 'extension', count(*) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'table', count(*) FROM tab
UNION ALL SELECT 'view', count(*)
  FROM relation WHERE relkind = 'v' HAVING count(*) > 0
UNION ALL SELECT 'unknown relation kind ' || relkind::text, count(*) FROM relation
  WHERE relkind NOT IN ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I', 'c', 't') GROUP BY 1
UNION ALL SELECT 'sequence', count(*) FROM seq
UNION ALL SELECT 'column', count(*) FROM pg_attribute WHERE attrelid IN (SELECT oid FROM tab) AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'not null', count(*) FROM pg_attribute
  WHERE attrelid IN (SELECT oid FROM tab) AND attnum > 0 AND NOT attisdropped AND attnotnull
UNION ALL SELECT 'default or generated', count(*) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE adrelid IN (SELECT oid FROM tab)
    AND NOT (pg_get_expr(adbin, adrelid) ~ '^NULL::[a-z ]+$' AND NOT EXISTS (SELECT FROM dom WHERE dom.oid = atttypid AND typdefault IS NOT NULL))
UNION ALL SELECT 'parent', count(*) FROM pg_inherits WHERE inhrelid IN (SELECT oid FROM tab)
UNION ALL SELECT 'partition key', count(*) FROM pg_partitioned_table WHERE partrelid IN (SELECT oid FROM tab)
UNION ALL SELECT 'attached index', count(*) FROM pg_inherits WHERE inhrelid IN (SELECT indexrelid FROM ind)
UNION ALL SELECT 'index', count(*) FROM ind WHERE indexrelid NOT IN (SELECT conindid FROM con WHERE contype IN ('p', 'u', 'x'))
UNION ALL SELECT CASE WHEN contypid <> 0 AND contype = 'c' THEN 'domain constraint' ELSE
    CASE contype WHEN 'c' THEN 'check constraint' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key'
      WHEN 'u' THEN 'unique constraint' WHEN 'x' THEN 'exclusion constraint' ELSE 'unknown constraint ' || contype::text END END, count(*)
  FROM con WHERE contype <> 'n' GROUP BY 1
UNION ALL SELECT 'statistics', count(*) FROM stat
UNION ALL SELECT CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE
    CASE WHEN typisdefined THEN 'base type' ELSE 'shell type' END END, count(*)
  FROM typ t WHERE typtype NOT IN ('c', 'm') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) GROUP BY 1
UNION ALL SELECT 'multirange without range', count(*) FROM typ t WHERE typtype = 'm' AND ` + multirange + ` = 0
UNION ALL SELECT 'composite type', count(*) FROM typ JOIN pg_class c ON c.oid = typrelid AND c.relkind = 'c'
UNION ALL SELECT 'attribute', count(*) FROM typ JOIN pg_class c ON c.oid = typrelid AND c.relkind = 'c'
  JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'enum label', count(*) FROM pg_enum WHERE enumtypid IN (SELECT oid FROM typ)
UNION ALL SELECT CASE prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window function' END, count(*)
  FROM pg_proc p WHERE pronamespace NOT IN (SELECT oid FROM system)
    AND (1255, p.oid) NOT IN (SELECT classid, objid FROM member) AND (1255, p.oid) NOT IN (SELECT classid, objid FROM internal) GROUP BY 1
UNION ALL SELECT 'trigger', count(*) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
  WHERE NOT tgisinternal AND tgparentid = 0 AND relnamespace NOT IN (SELECT oid FROM system)
UNION ALL SELECT 'rule', count(*) FROM pg_rewrite JOIN relation ON relation.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL SELECT 'policy', count(*) FROM pg_policy
UNION ALL SELECT 'event trigger', count(*) FROM pg_event_trigger WHERE (3466, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'collation', count(*) FROM pg_collation
  WHERE collnamespace NOT IN (SELECT oid FROM system) AND (3456, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'conversion', count(*) FROM pg_conversion
  WHERE connamespace NOT IN (SELECT oid FROM system) AND (2607, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'cast', count(*) FROM pg_cast WHERE oid >= 16384
  AND (2605, oid) NOT IN (SELECT classid, objid FROM member) AND (2605, oid) NOT IN (SELECT classid, objid FROM internal)
UNION ALL SELECT 'operator', count(*) FROM pg_operator WHERE oprcode <> 0
  AND oprnamespace NOT IN (SELECT oid FROM system) AND (2617, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'operator class', count(*) FROM pg_opclass
  WHERE opcnamespace NOT IN (SELECT oid FROM system) AND (2616, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'operator family', count(*) FROM pg_opfamily
  WHERE opfnamespace NOT IN (SELECT oid FROM system) AND (2753, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'text search configuration', count(*) FROM pg_ts_config
  WHERE cfgnamespace NOT IN (SELECT oid FROM system) AND (3602, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'text search dictionary', count(*) FROM pg_ts_dict
  WHERE dictnamespace NOT IN (SELECT oid FROM system) AND (3600, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'text search parser', count(*) FROM pg_ts_parser
  WHERE prsnamespace NOT IN (SELECT oid FROM system) AND (3601, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'text search template', count(*) FROM pg_ts_template
  WHERE tmplnamespace NOT IN (SELECT oid FROM system) AND (3764, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'language', count(*) FROM pg_language WHERE oid >= 16384 AND (2612, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'transform', count(*) FROM pg_transform WHERE (3576, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'access method', count(*) FROM pg_am WHERE oid >= 16384 AND (2601, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'foreign-data wrapper', count(*) FROM pg_foreign_data_wrapper WHERE (2328, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'server', count(*) FROM pg_foreign_server WHERE (1417, oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL SELECT 'user mapping', count(*) FROM pg_user_mapping
UNION ALL SELECT 'publication', count(*) FROM pg_publication
UNION ALL SELECT 'subscription', count(*) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL SELECT 'comment', count(*) FROM pg_description
  WHERE classoid = 1259 AND objoid IN (SELECT oid FROM tab UNION ALL SELECT indexrelid FROM ind UNION ALL SELECT oid FROM seq
    UNION ALL SELECT typrelid FROM typ JOIN pg_class c ON c.oid = typrelid AND c.relkind = 'c')
  OR classoid = 1247 AND objoid IN (SELECT oid FROM typ WHERE typtype IN ('c', 'e', 'd', 'r'))
  OR classoid = 2606 AND objoid IN (SELECT oid FROM con)
  OR classoid = 3381 AND objoid IN (SELECT oid FROM stat)
  OR classoid = 2615 AND objoid IN (SELECT oid FROM ns) AND description <> 'standard public schema'
  OR classoid = 3079 AND objoid IN (SELECT oid FROM pg_extension WHERE extname <> 'plpgsql')`
}
