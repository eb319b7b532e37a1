-- A table that is not logged may refer to one that is; both may become the other.
CREATE TABLE top (id int PRIMARY KEY, up int REFERENCES top);
CREATE UNLOGGED TABLE low (id int PRIMARY KEY, t int REFERENCES top, self int REFERENCES low);
CREATE UNLOGGED TABLE lower (l int REFERENCES low);
