-- The types that values can be of: what each is made of.
SELECT t.oid::bigint, format_type(t.oid, NULL),
    CASE WHEN EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) THEN 'A' ELSE t.typtype::text END,
    CASE WHEN EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) THEN t.typelem
        WHEN t.typtype = 'd' THEN t.typbasetype
        ELSE COALESCE((SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid),
            (SELECT r.rngtypid FROM pg_range r WHERE to_jsonb(r)->>'rngmultitypid' = t.oid::text), 0) END::bigint,
    COALESCE((SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '{}'),
    COALESCE((SELECT array_agg(a.atttypid::bigint ORDER BY a.attnum) FROM pg_attribute a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '{}')
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typisdefined AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname <> 'information_schema'
