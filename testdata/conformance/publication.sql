-- kind: publication
-- given
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, total numeric, note text);
CREATE TABLE item (id integer PRIMARY KEY, name text);
-- object
CREATE PUBLICATION news;
-- attribute: tables
CREATE PUBLICATION news FOR TABLE item, shop.orders;
-- attribute: tables (one more, one less)
-- was
CREATE PUBLICATION news FOR TABLE item;
-- is
CREATE PUBLICATION news FOR TABLE shop.orders;
-- attribute: tables (columns), since 15
-- was
CREATE PUBLICATION news FOR TABLE item, shop.orders;
-- is
CREATE PUBLICATION news FOR TABLE item (id), shop.orders (note, id);
-- attribute: tables (rows), since 15
-- was
CREATE PUBLICATION news FOR TABLE item, shop.orders;
-- is
CREATE PUBLICATION news FOR TABLE item WHERE (id IN (1, 2)), shop.orders;
-- attribute: tables in schema, since 15
CREATE PUBLICATION news FOR TABLES IN SCHEMA shop, TABLE item;
-- attribute: all tables
CREATE PUBLICATION news FOR ALL TABLES;
-- attribute: publish
CREATE PUBLICATION news WITH (publish = 'delete, insert');
-- attribute: publish (nothing)
CREATE PUBLICATION news WITH (publish = '');
-- attribute: publish_via_partition_root
CREATE PUBLICATION news WITH (publish_via_partition_root = true);
-- attribute: publish_generated_columns, since 18
CREATE PUBLICATION news WITH (publish_generated_columns = stored);
-- attribute: comment
CREATE PUBLICATION news;
COMMENT ON PUBLICATION news IS 'what is new';
