-- from 17
-- The SQL/JSON functions of PostgreSQL 17.
create table j (doc jsonb, d json, t text, n int,
 constraint c1 check (json_exists(doc, '$.a')),
 constraint c2 check (JSON_VALUE(doc, '$.a') = 'x'),
 constraint c3 check (JSON_VALUE(d, '$.a' RETURNING int DEFAULT 3 ON EMPTY ERROR ON ERROR) > 1),
 constraint c4 check (JSON_QUERY(t FORMAT JSON, '$.a' WITH WRAPPER) is not null),
 constraint c5 check (JSON_QUERY(doc, '$.a[*] ? (@ > $x)' PASSING n AS x, 'q' AS "Y z" RETURNING text OMIT QUOTES NULL ON EMPTY EMPTY ARRAY ON ERROR) is not null),
 constraint c6 check (json_scalar(n) is not null),
 constraint c7 check (json_serialize(doc returning bytea) is not null and json_serialize(t format json) <> ''),
 constraint c8 check (json(t) is not null and json(t with unique keys) is not null and json('{}') is json),
 constraint c9 check (json_exists(doc, '$.a' true on error)),
 g text generated always as (json_value(doc, 'lax $.b' returning varchar(7))) stored);
create table k (doc jsonb, d json, t text, b bytea, v varchar(9),
 constraint c1 check (json_query(t, '$.a') is not null),
 constraint c2 check (json_value('{"a":1}', '$.a') = 'x'),
 constraint c3 check (json_serialize('{}') <> json_serialize(d)),
 constraint c4 check (json_value(v, '$.a') <> ''),
 constraint c5 check (json_value(d format json, '$.a' returning numeric(5,2) default '7' on error) > 1),
 constraint c6 check (json(v) is not null and json(d) is not null and json_scalar('x') is not null and json_scalar(null) is null),
 constraint c7 check (json_query(doc, 'lax $ ? (@.a==1)' without array wrapper keep quotes on scalar string null on empty empty on error) is null)
 );
CREATE INDEX k_a ON k (JSON_VALUE(doc, '$.a' RETURNING integer)) WHERE JSON_EXISTS(doc, '$.a' ERROR ON ERROR);
CREATE TABLE l (a json DEFAULT JSON('{"a": 1}'), b text DEFAULT JSON_SERIALIZE('[1]'), c json DEFAULT JSON_SCALAR(1), d timestamp with time zone GENERATED ALWAYS AS (NULL) STORED,
    e boolean CHECK (JSON_VALUE(JSON_QUERY(a, '$.x' WITH CONDITIONAL ARRAY WRAPPER), '$.b' PASSING 1 AS on_e, (a ->> 'y') AS "q""t" RETURNING boolean DEFAULT (1 > 2) ON EMPTY)));
