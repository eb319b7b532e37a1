-- A partition goes before something refers to its table.
CREATE TABLE items (t int, PRIMARY KEY (t)) PARTITION BY HASH (t);
CREATE TABLE account (t int REFERENCES items ON DELETE CASCADE);
