-- Parameters of the TOAST table are forgotten where there is none.
CREATE TABLE none (a date, b char(3), c numeric(10,2)) WITH (toast.autovacuum_enabled = false, fillfactor = 70);
CREATE TABLE has (a date, b text) WITH (toast.autovacuum_enabled = false, fillfactor = 70);
CREATE TABLE later (a date) WITH (toast.autovacuum_enabled = false);
ALTER TABLE later ADD COLUMN b text;
CREATE TABLE set_later (a date, b text);
ALTER TABLE set_later SET (toast.autovacuum_enabled = false);
CREATE TABLE plain (a text);
ALTER TABLE plain ALTER COLUMN a SET STORAGE PLAIN;
