-- kind: user mapping
-- given
CREATE TABLE item (id integer);
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
-- object
CREATE USER MAPPING FOR PUBLIC SERVER there;
-- attribute: options
CREATE USER MAPPING FOR PUBLIC SERVER there OPTIONS ("user" '(secret)', password '(secret)');
-- attribute: options (another one)
-- was
CREATE USER MAPPING FOR PUBLIC SERVER there OPTIONS ("user" '(secret)', password '(secret)');
-- is
CREATE USER MAPPING FOR PUBLIC SERVER there OPTIONS ("user" '(secret)', passfile '(secret)');
