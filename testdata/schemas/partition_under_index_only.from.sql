CREATE TABLE event (a integer, b text) PARTITION BY LIST (a);
CREATE INDEX by_name ON ONLY event (b);
