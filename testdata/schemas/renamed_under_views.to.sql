-- rename table:t=u
-- rename view:v=w
-- back table:u=t
-- back view:w=v
CREATE TABLE u (id integer CONSTRAINT t_pkey PRIMARY KEY, x integer, owner text);
CREATE VIEW w AS SELECT u.id, x FROM u WHERE u.x > 0;
CREATE VIEW joined AS SELECT a.x, u.owner FROM u JOIN u a USING (id) WHERE EXISTS (SELECT 1 FROM u s WHERE s.x = u.x);
CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM u;
CREATE POLICY own ON u USING (EXISTS (SELECT 1 FROM u b WHERE b.owner = u.owner));
CREATE RULE seen AS ON UPDATE TO w DO INSTEAD UPDATE u SET x = new.x WHERE u.id = old.id;
CREATE RULE more AS ON INSERT TO w DO INSTEAD INSERT INTO u VALUES (new.id, new.x);
