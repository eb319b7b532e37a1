-- kind: server
-- given
CREATE TABLE item (id integer);
CREATE FOREIGN DATA WRAPPER far;
CREATE FOREIGN DATA WRAPPER farther;
-- object
CREATE SERVER there FOREIGN DATA WRAPPER far;
-- attribute: foreign-data wrapper
CREATE SERVER there FOREIGN DATA WRAPPER farther;
-- attribute: foreign-data wrapper (under a user mapping)
-- was
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE USER MAPPING FOR PUBLIC SERVER there;
-- is
CREATE SERVER there FOREIGN DATA WRAPPER farther;
CREATE USER MAPPING FOR PUBLIC SERVER there;
-- attribute: type
CREATE SERVER there TYPE 'tape' FOREIGN DATA WRAPPER far;
-- attribute: version
CREATE SERVER there VERSION '2' FOREIGN DATA WRAPPER far;
-- attribute: options
CREATE SERVER there FOREIGN DATA WRAPPER far OPTIONS (host 'example.com', port '5432');
-- attribute: options (changed)
-- was
CREATE SERVER there FOREIGN DATA WRAPPER far OPTIONS (host 'example.com', port '5432');
-- is
CREATE SERVER there FOREIGN DATA WRAPPER far OPTIONS (host 'example.org', dbname 'shop');
-- attribute: comment
CREATE SERVER there FOREIGN DATA WRAPPER far;
COMMENT ON SERVER there IS 'on the moon';
