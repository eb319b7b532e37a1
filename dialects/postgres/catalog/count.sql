-- Counts the objects of every kind, from the catalogs alone. What the server
-- brings along (oid < 16384, the schemas pg_* and information_schema) and what
-- belongs to an extension is left out.
WITH member AS MATERIALIZED (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), internal AS MATERIALIZED (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'i' AND classid IN ('pg_proc'::regclass, 'pg_cast'::regclass)
), ns AS MATERIALIZED (
    SELECT oid FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), rel AS MATERIALIZED (
    SELECT c.oid, c.relkind FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
    WHERE c.relkind NOT IN ('i', 'I', 't')
      AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
), tab AS MATERIALIZED (
    SELECT oid FROM rel WHERE relkind IN ('r', 'p', 'm', 'f')
)
SELECT 'schema', count(*) FROM ns WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_namespace'::regclass)
UNION ALL SELECT 'extension', count(*) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'table', count(*) FROM tab
UNION ALL SELECT 'view', count(*) FROM rel WHERE relkind = 'v'
UNION ALL SELECT 'composite type', count(*) FROM rel WHERE relkind = 'c'
    AND NOT EXISTS (SELECT FROM pg_type t JOIN member ON classid = 'pg_type'::regclass AND objid = t.oid WHERE t.typrelid = rel.oid)
UNION ALL SELECT 'sequence', count(*) FROM rel
    WHERE relkind = 'S' AND oid NOT IN (SELECT d.objid FROM pg_depend d LEFT JOIN member m ON m.classid = d.refclassid AND m.objid = d.refobjid
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
          AND (d.deptype = 'i' OR d.deptype = 'a' AND m.objid IS NOT NULL))
UNION ALL SELECT 'column', count(*) FROM pg_attribute WHERE attrelid IN (SELECT oid FROM tab) AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'index', count(*) FROM pg_index
    WHERE indrelid IN (SELECT oid FROM tab) AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))
UNION ALL SELECT CASE contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'c' THEN 'check constraint'
        WHEN 'x' THEN 'exclusion constraint' WHEN 'f' THEN 'foreign key' END, count(*)
    FROM pg_constraint WHERE conrelid IN (SELECT oid FROM tab) AND contype IN ('p', 'u', 'c', 'x', 'f')
      AND (contype <> 'f' OR conparentid = 0) GROUP BY contype
UNION ALL SELECT 'domain constraint', count(*) FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid
    WHERE c.contype = 'c' AND t.typnamespace IN (SELECT oid FROM ns) AND t.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass)
UNION ALL SELECT CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type'
        WHEN 'b' THEN 'base type' WHEN 'p' THEN 'shell type' END, count(*)
    FROM pg_type t WHERE typnamespace IN (SELECT oid FROM ns) AND typtype IN ('e', 'd', 'r', 'b', 'p')
      AND NOT (typtype = 'b' AND typelem <> 0 AND EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)) AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass)
    GROUP BY typtype
UNION ALL SELECT 'relation of kind ' || relkind::text, count(*) FROM rel
    WHERE relkind NOT IN ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I', 'c', 't') GROUP BY relkind
UNION ALL SELECT 'constraint of kind ' || contype::text, count(*) FROM pg_constraint
    WHERE conrelid IN (SELECT oid FROM tab) AND contype NOT IN ('p', 'u', 'c', 'x', 'f', 'n', 't') GROUP BY contype
UNION ALL SELECT 'statistics', count(*) FROM pg_statistic_ext WHERE stxrelid IN (SELECT oid FROM tab)
UNION ALL SELECT CASE prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window function' END, count(*)
    FROM pg_proc WHERE pronamespace IN (SELECT oid FROM ns) AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass)
      AND oid NOT IN (SELECT objid FROM internal WHERE classid = 'pg_proc'::regclass) GROUP BY prokind
UNION ALL SELECT 'trigger', count(*) FROM pg_trigger
    WHERE NOT tgisinternal AND tgparentid = 0 AND tgrelid IN (SELECT oid FROM rel)
UNION ALL SELECT 'rule', count(*) FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class IN (SELECT oid FROM rel)
UNION ALL SELECT 'policy', count(*) FROM pg_policy WHERE polrelid IN (SELECT oid FROM rel)
UNION ALL SELECT 'collation', count(*) FROM pg_collation WHERE collnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_collation'::regclass)
UNION ALL SELECT 'conversion', count(*) FROM pg_conversion WHERE connamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_conversion'::regclass)
UNION ALL SELECT 'cast', count(*) FROM pg_cast WHERE oid >= 16384
      AND ('pg_cast'::regclass, oid) NOT IN (SELECT classid, objid FROM member UNION ALL SELECT classid, objid FROM internal)
UNION ALL SELECT 'operator', count(*) FROM pg_operator WHERE oprnamespace IN (SELECT oid FROM ns) AND oprcode <> 0
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass)
UNION ALL SELECT 'operator class', count(*) FROM pg_opclass WHERE opcnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass)
UNION ALL SELECT 'operator family', count(*) FROM pg_opfamily WHERE opfnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass)
UNION ALL SELECT 'text search configuration', count(*) FROM pg_ts_config WHERE cfgnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_ts_config'::regclass)
UNION ALL SELECT 'text search dictionary', count(*) FROM pg_ts_dict WHERE dictnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_ts_dict'::regclass)
UNION ALL SELECT 'text search parser', count(*) FROM pg_ts_parser WHERE prsnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_ts_parser'::regclass)
UNION ALL SELECT 'text search template', count(*) FROM pg_ts_template WHERE tmplnamespace IN (SELECT oid FROM ns)
      AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_ts_template'::regclass)
UNION ALL SELECT 'event trigger', count(*) FROM pg_event_trigger WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_event_trigger'::regclass)
UNION ALL SELECT 'language', count(*) FROM pg_language WHERE oid >= 16384 AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_language'::regclass)
UNION ALL SELECT 'transform', count(*) FROM pg_transform WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_transform'::regclass)
UNION ALL SELECT 'access method', count(*) FROM pg_am WHERE oid >= 16384 AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_am'::regclass)
UNION ALL SELECT 'foreign-data wrapper', count(*) FROM pg_foreign_data_wrapper
    WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_foreign_data_wrapper'::regclass)
UNION ALL SELECT 'server', count(*) FROM pg_foreign_server WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_foreign_server'::regclass)
UNION ALL SELECT 'user mapping', count(*) FROM pg_user_mappings
UNION ALL SELECT 'publication', count(*) FROM pg_publication
UNION ALL SELECT 'subscription', count(*) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
