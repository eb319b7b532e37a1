-- from 15
-- Rows and columns of a partitioned table are chosen only where it is published
-- via its root: the parameter changes before what is added, after what goes.
CREATE TABLE p (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE q (a integer, b text) PARTITION BY LIST (a);
CREATE PUBLICATION whole FOR TABLE p, q;
CREATE PUBLICATION part FOR TABLE p WHERE (a > 0), q (a) WITH (publish = 'insert', publish_via_partition_root = true);
