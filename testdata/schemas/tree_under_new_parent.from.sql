CREATE TABLE leaf (p boolean, id text NOT NULL) PARTITION BY RANGE (id, p);
