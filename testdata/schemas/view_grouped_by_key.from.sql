-- Views that group by a primary key hold on to that key.
CREATE TABLE item (id integer NOT NULL, shop integer NOT NULL, name text, price numeric, CONSTRAINT item_pkey PRIMARY KEY (id));
CREATE TABLE sale (item integer, amount integer);
CREATE VIEW totals AS
SELECT i.id, i.name, sum(s.amount) AS sold FROM item i JOIN sale s ON s.item = i.id GROUP BY i.id HAVING max(s.amount) < i.price;
CREATE VIEW counts AS SELECT id, count(*) OVER (PARTITION BY shop), (SELECT max(amount) FROM sale WHERE item = i.shop) AS most FROM item i GROUP BY id;
CREATE MATERIALIZED VIEW kept AS SELECT id, name FROM item GROUP BY id;
CREATE VIEW free AS SELECT shop, count(*) FROM item GROUP BY shop;
CREATE TABLE other (id integer PRIMARY KEY, name text);
CREATE VIEW others AS SELECT id, name FROM other GROUP BY id;
CREATE TABLE loose (id integer NOT NULL, name text);
CREATE VIEW looses AS SELECT id, name FROM loose GROUP BY id, name;
