-- kind: text search dictionary
-- given
CREATE TABLE item (id integer);
-- object
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
-- attribute: options
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english', accept = false);
-- attribute: options (another order)
-- was
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english', accept = false);
-- is
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, accept = true, stopwords = 'danish');
-- attribute: options (altered)
-- was
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english', accept = false);
-- is
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english', accept = false);
ALTER TEXT SEARCH DICTIONARY words (stopwords, accept = 'true');
-- attribute: template, options
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = snowball, language = 'german');
-- attribute: comment
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
COMMENT ON TEXT SEARCH DICTIONARY words IS 'it''s all words';
