-- kind: collation
-- given
CREATE TABLE item (id integer);
-- object
CREATE COLLATION german (locale = 'C');
-- attribute: locale
CREATE COLLATION german (locale = 'POSIX');
-- attribute: lc_collate, lc_ctype, locale (apart)
CREATE COLLATION german (lc_collate = 'C', lc_ctype = 'POSIX');
-- attribute: lc_ctype
-- was
CREATE COLLATION german (lc_collate = 'C', lc_ctype = 'POSIX');
-- is
CREATE COLLATION german (lc_collate = 'C', lc_ctype = 'C.utf8');
-- attribute: provider, locale
CREATE COLLATION german (provider = icu, locale = 'de');
-- attribute: provider, locale (builtin), since 17
CREATE COLLATION german (provider = builtin, locale = 'C.UTF-8');
-- attribute: nondeterministic
-- was
CREATE COLLATION german (provider = icu, locale = 'de');
-- is
CREATE COLLATION german (provider = icu, locale = 'de', deterministic = false);
-- attribute: nondeterministic (under columns, indexes and expressions)
-- was
CREATE COLLATION german (provider = icu, locale = 'de');
CREATE DOMAIN word AS text COLLATE german;
CREATE TYPE pair AS (a text COLLATE german, b integer);
CREATE TABLE words (a text COLLATE german, b text CHECK (b COLLATE german > 'a'), c text DEFAULT lower('A' COLLATE german), d word, e pair);
CREATE INDEX words_a ON words (a);
CREATE INDEX words_b ON words (b COLLATE german);
CREATE INDEX words_e ON words ((lower(b COLLATE german)));
INSERT INTO words VALUES ('x', 'y', 'z', 'w', ROW ('p', 1));
-- is
CREATE COLLATION german (provider = icu, locale = 'de', deterministic = false);
CREATE DOMAIN word AS text COLLATE german;
CREATE TYPE pair AS (a text COLLATE german, b integer);
CREATE TABLE words (a text COLLATE german, b text CHECK (b COLLATE german > 'a'), c text DEFAULT lower('A' COLLATE german), d word, e pair);
CREATE INDEX words_a ON words (a);
CREATE INDEX words_b ON words (b COLLATE german);
CREATE INDEX words_e ON words ((lower(b COLLATE german)));
INSERT INTO words VALUES ('x', 'y', 'z', 'w', ROW ('p', 1));
-- attribute: rules, since 16
-- was
CREATE COLLATION german (provider = icu, locale = 'de');
-- is
CREATE COLLATION german (provider = icu, locale = 'de', rules = '&a < g');
-- attribute: comment
CREATE COLLATION german (locale = 'C');
COMMENT ON COLLATION german IS 'how words are sorted';
