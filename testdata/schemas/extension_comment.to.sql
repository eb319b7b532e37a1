-- A script that says nothing of the comment leaves it as it is.
CREATE EXTENSION citext;
