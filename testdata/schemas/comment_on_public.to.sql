-- Schema public of a new database has a comment: that one is no comment.
CREATE TABLE t (a int);
