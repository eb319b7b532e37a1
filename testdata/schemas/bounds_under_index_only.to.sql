-- The server gives a partition that is attached again what it lacks.
CREATE TABLE event (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF event FOR VALUES IN (2);
CREATE INDEX by_name ON ONLY event (b);
CREATE TABLE twin (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE twin_part PARTITION OF twin FOR VALUES IN (2);
CREATE INDEX own ON twin_part (b);
CREATE INDEX twin_b ON ONLY twin (b);
CREATE INDEX attached ON twin_part (b);
ALTER INDEX twin_b ATTACH PARTITION attached;
CREATE TABLE moved (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE moved_1 PARTITION OF moved FOR VALUES IN (2);
CREATE TABLE moved_2 PARTITION OF moved FOR VALUES IN (1);
CREATE INDEX moved_b ON ONLY moved (b);
CREATE INDEX moved_1_b ON moved_1 (b);
ALTER INDEX moved_b ATTACH PARTITION moved_1_b;
