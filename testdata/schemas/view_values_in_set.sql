CREATE TABLE t (z date, n integer);
CREATE VIEW without AS (SELECT a.z AS day, 1 AS one FROM t a UNION SELECT b.z, 2 FROM t b) EXCEPT ALL VALUES ('2024-01-01'::date, 3);
CREATE VIEW first AS VALUES (1, 'x'::text), (2, 'y') UNION SELECT n, 'z' FROM t;
CREATE VIEW named (k, word) AS VALUES (1, 'x'::text) UNION ALL SELECT n, 'z' FROM t UNION ALL VALUES (4, 'q'), (5, 'r');
CREATE VIEW below AS SELECT s.k FROM (SELECT n AS k FROM t UNION VALUES (1), (2)) s;
