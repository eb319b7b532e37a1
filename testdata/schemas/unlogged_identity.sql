-- Before PostgreSQL 15 sequences are logged, also those of unlogged tables.
CREATE UNLOGGED TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY,
    n serial
);
