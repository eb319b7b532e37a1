-- from 15
CREATE TABLE p (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE q (a integer, b text) PARTITION BY LIST (a);
CREATE PUBLICATION whole FOR TABLE p (b), q WHERE (a > 0) WITH (publish = 'insert', publish_via_partition_root = true);
CREATE PUBLICATION part FOR TABLE p;
