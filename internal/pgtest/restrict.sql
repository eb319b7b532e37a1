-- The statements that drop what the user created beside tables and what
-- belongs to them, in the order to run them in. Objects of the server itself
-- have oids below 16384. Members of extensions and parts of other objects, such
-- as the constructor functions of a range type, are left alone.
WITH object (rank, classid, oid) AS (
  SELECT 6, 'pg_class'::regclass, oid FROM pg_class WHERE relkind = 'f'
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
