-- The columns that rows are made of, with what values they take.
SELECT n.nspname, c.relname, a.attname, a.atttypid::bigint,
    a.attidentity = 'a', a.atthasdef OR a.attidentity <> '', a.attnotnull OR t.typnotnull,
    COALESCE((SELECT rn.nspname || '' FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum] ORDER BY k.oid LIMIT 1), ''),
    COALESCE((SELECT r.relname || '' FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum] ORDER BY k.oid LIMIT 1), ''),
    COALESCE((SELECT ra.attname || '' FROM pg_constraint k JOIN pg_attribute ra ON ra.attrelid = k.confrelid AND ra.attnum = k.confkey[1]
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum] ORDER BY k.oid LIMIT 1), ''),
    -- the bounds of the partition and those above it that are about the column; the vector begins at 0
    COALESCE((WITH RECURSIVE above(child, parent) AS (
            SELECT inhrelid, inhparent FROM pg_inherits WHERE inhrelid = c.oid
            UNION ALL SELECT i.inhrelid, i.inhparent FROM above JOIN pg_inherits i ON i.inhrelid = above.parent
        ) SELECT array_agg(array_position(p.partattrs::int2[], ka.attnum) + 1 || ' ' || pg_get_expr(r.relpartbound, r.oid))
        FROM above JOIN pg_class r ON r.oid = above.child JOIN pg_partitioned_table p ON p.partrelid = above.parent
        JOIN pg_attribute ka ON ka.attrelid = above.parent AND ka.attname = a.attname
        WHERE r.relispartition AND ka.attnum = ANY (p.partattrs::int2[])), '{}')
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, a.attnum
