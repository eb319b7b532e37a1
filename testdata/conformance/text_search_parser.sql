-- kind: text search parser
-- given
CREATE TABLE item (id integer);
CREATE FUNCTION start(internal, integer) RETURNS internal LANGUAGE internal AS 'prsd_start';
CREATE FUNCTION token(internal, internal, internal) RETURNS internal LANGUAGE internal AS 'prsd_nexttoken';
CREATE FUNCTION stop(internal) RETURNS void LANGUAGE internal AS 'prsd_end';
CREATE FUNCTION types(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype';
-- object
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- attribute: start
CREATE TEXT SEARCH PARSER words (START = start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- attribute: gettoken
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = token, END = prsd_end, LEXTYPES = prsd_lextype);
-- attribute: end
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = stop, LEXTYPES = prsd_lextype);
-- attribute: lextypes
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = types);
-- attribute: headline
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
-- attribute: comment
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
COMMENT ON TEXT SEARCH PARSER words IS 'cuts';
