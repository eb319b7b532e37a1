-- kind: text search configuration
-- given
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
CREATE TEXT SEARCH PARSER cut (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TABLE item (id integer, name text);
-- object
CREATE TEXT SEARCH CONFIGURATION search (PARSER = "default");
-- attribute: parser
CREATE TEXT SEARCH CONFIGURATION search (PARSER = cut);
-- attribute: mappings (copied)
CREATE TEXT SEARCH CONFIGURATION search (COPY = russian);
-- attribute: mappings
-- was
CREATE TEXT SEARCH CONFIGURATION search (COPY = english);
-- is
CREATE TEXT SEARCH CONFIGURATION search (COPY = english);
ALTER TEXT SEARCH CONFIGURATION search DROP MAPPING FOR email, url;
ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR word, asciiword WITH words, english_stem;
ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING REPLACE simple WITH words;
-- attribute: parser (under an index)
-- was
CREATE TEXT SEARCH CONFIGURATION search (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION search ADD MAPPING FOR word WITH words;
CREATE INDEX item_name ON item USING gin (to_tsvector('search', name));
-- is
CREATE TEXT SEARCH CONFIGURATION search (PARSER = cut);
ALTER TEXT SEARCH CONFIGURATION search ADD MAPPING FOR word WITH words;
CREATE INDEX item_name ON item USING gin (to_tsvector('search', name));
-- attribute: comment
CREATE TEXT SEARCH CONFIGURATION search (PARSER = "default");
COMMENT ON TEXT SEARCH CONFIGURATION search IS 'find';
