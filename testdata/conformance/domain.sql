-- kind: domain
-- object
CREATE DOMAIN price AS numeric(10, 2);
-- attribute: type
CREATE DOMAIN price AS bigint;
-- attribute: collation
-- was
CREATE DOMAIN price AS text;
-- is
CREATE DOMAIN price AS text COLLATE "C";
-- attribute: default
CREATE DOMAIN price AS numeric(10, 2) DEFAULT 0;
-- attribute: not null
CREATE DOMAIN price AS numeric(10, 2) NOT NULL;
-- attribute: not-null name, since 17
-- was
CREATE DOMAIN price AS numeric(10, 2) CONSTRAINT given NOT NULL;
-- is
CREATE DOMAIN price AS numeric(10, 2) CONSTRAINT known NOT NULL;
-- attribute: name
-- rename: type:price=amount
CREATE DOMAIN amount AS numeric(10, 2);
-- attribute: comment
CREATE DOMAIN price AS numeric(10, 2);
COMMENT ON DOMAIN price IS 'in euros';
