-- The version and the comment of an extension are the server's choice.
CREATE EXTENSION citext;
CREATE TABLE t (name citext UNIQUE);
