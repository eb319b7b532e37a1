-- A dump of pg_dump 9.0 and before: backslashes escape in every string.
SET standard_conforming_strings = off;
SET escape_string_warning = off;

CREATE TABLE path (
    windows text DEFAULT 'C:\\x\'s\\' NOT NULL,
    codes text DEFAULT '\x41\102\u00e9\t\q', -- the rest: '
    long text DEFAULT 'a\\'
        'b\nc',
    CONSTRAINT path_windows_check CHECK ((windows ~ '^[a-z]:\\\\'::text)),
    CONSTRAINT path_codes_check CHECK (((codes)::text <> E'\\;'::text) AND (codes <> 'plain'))
);
COMMENT ON TABLE path IS 'it\'s; so';
CREATE INDEX path_key ON path USING btree (replace(windows, '\\', '/'));

SET standard_conforming_strings TO 'on';
COMMENT ON COLUMN path.long IS 'C:\';

BEGIN;
SET LOCAL standard_conforming_strings = false;
COMMENT ON COLUMN path.codes IS '\\';
COMMIT;
COMMENT ON COLUMN path.windows IS '\';
