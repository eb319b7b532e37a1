-- rename table:t=u
-- rename view:inner_one=within
-- back table:u=t
-- back view:within=inner_one
CREATE TABLE u (a integer, b text);
CREATE VIEW within AS SELECT rw.b, rw.a FROM u rw;
CREATE VIEW plain AS SELECT u.a, u.b FROM u WHERE u.a > 1;
CREATE VIEW over AS SELECT within.a, u.b FROM within JOIN u USING (a);
CREATE VIEW whole AS SELECT u AS row, (u).b AS part FROM u;
CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS n FROM u;
CREATE RULE log AS ON DELETE TO u DO ALSO INSERT INTO u SELECT x.a, x.b FROM u x;
CREATE TABLE p (a integer);
CREATE POLICY mine ON p USING (a IN (SELECT u.a FROM u));
