-- The statements that drop what the user created beside tables and what
-- belongs to them, in the order to run them in. Objects of the server itself
-- have oids below 16384. Members of extensions and parts of other objects, such
-- as the constructor functions of a range type, are left alone.
WITH object (rank, classid, oid) AS (
  SELECT 2, 'pg_publication'::regclass, oid FROM pg_publication
  UNION ALL SELECT 4, 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE rulename <> '_RETURN'
  UNION ALL SELECT 6, 'pg_class'::regclass, oid FROM pg_class WHERE relkind = 'f'
  UNION ALL SELECT 7, 'pg_transform'::regclass, oid FROM pg_transform
  UNION ALL SELECT 8, 'pg_cast'::regclass, oid FROM pg_cast
  UNION ALL SELECT 9, 'pg_opclass'::regclass, oid FROM pg_opclass
  UNION ALL SELECT 10, 'pg_opfamily'::regclass, oid FROM pg_opfamily
  UNION ALL SELECT 11, 'pg_operator'::regclass, oid FROM pg_operator
  UNION ALL SELECT 12, 'pg_ts_config'::regclass, oid FROM pg_ts_config
  UNION ALL SELECT 13, 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
  UNION ALL SELECT 14, 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
  UNION ALL SELECT 15, 'pg_ts_template'::regclass, oid FROM pg_ts_template
  UNION ALL SELECT 16, 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 17, 'pg_type'::regclass, oid FROM pg_type WHERE typtype = 'b' OR NOT typisdefined
  UNION ALL SELECT 19, 'pg_collation'::regclass, oid FROM pg_collation
  UNION ALL SELECT 20, 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
  UNION ALL SELECT 21, 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
  UNION ALL SELECT 22, 'pg_am'::regclass, oid FROM pg_am
  UNION ALL SELECT 23, 'pg_language'::regclass, oid FROM pg_language
)
SELECT format('DROP %s IF EXISTS %s CASCADE',
  replace(i.type, '-', ' '),
  i.identity)
FROM object o, pg_identify_object(o.classid, o.oid, 0) i
WHERE o.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = o.classid AND d.objid = o.oid AND d.objsubid = 0 AND d.deptype IN ('e', 'i'))
  AND NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE o.classid = 'pg_class'::regclass AND c.oid = o.oid AND n.nspname LIKE 'pg\_temp\_%')
ORDER BY o.rank, o.oid
