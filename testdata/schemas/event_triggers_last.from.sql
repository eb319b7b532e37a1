-- An event trigger fires for what a migration does, when what it calls is there.
CREATE TABLE t (a integer);
