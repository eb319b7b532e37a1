-- A natural join of relations without a common column, and a sequence in FROM.
CREATE TABLE a (x integer);
CREATE TABLE b (y integer);
CREATE SEQUENCE ids;
CREATE TABLE c (z integer GENERATED ALWAYS AS IDENTITY);
CREATE VIEW inner_join AS SELECT * FROM a NATURAL JOIN b;
CREATE VIEW left_join AS SELECT * FROM a NATURAL LEFT JOIN b;
CREATE VIEW full_join AS SELECT * FROM (a NATURAL FULL JOIN b) j;
CREATE VIEW of_sequence AS SELECT ids.*, c_z_seq.is_called AS c FROM ids, c_z_seq;
