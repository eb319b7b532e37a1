-- rename table:t=u
-- back table:u=t
CREATE TABLE u (a integer, b text);
CREATE VIEW v AS SELECT rw AS whole, (rw).b AS part FROM u rw;
