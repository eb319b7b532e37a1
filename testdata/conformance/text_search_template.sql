-- kind: text search template
-- given
CREATE TABLE item (id integer);
CREATE FUNCTION start(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE FUNCTION step(internal, internal, internal, internal) RETURNS internal LANGUAGE internal AS 'dsimple_lexize';
-- object
CREATE TEXT SEARCH TEMPLATE plain (LEXIZE = dsimple_lexize);
-- attribute: init
CREATE TEXT SEARCH TEMPLATE plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
-- attribute: lexize
CREATE TEXT SEARCH TEMPLATE plain (LEXIZE = step);
-- attribute: init (under a dictionary and a configuration)
-- was
CREATE TEXT SEARCH TEMPLATE plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = plain);
CREATE TEXT SEARCH CONFIGURATION search (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION search ADD MAPPING FOR word WITH words;
-- is
CREATE TEXT SEARCH TEMPLATE plain (INIT = start, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = plain);
CREATE TEXT SEARCH CONFIGURATION search (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION search ADD MAPPING FOR word WITH words;
-- attribute: comment
CREATE TEXT SEARCH TEMPLATE plain (LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE plain IS 'as it is';
