-- A new partition or child comes when its parent is as it shall be.
CREATE TABLE p (o int, u int) PARTITION BY RANGE (u);
CREATE TABLE s PARTITION OF p FOR VALUES FROM (1) TO (9) PARTITION BY RANGE (u);
CREATE TABLE l PARTITION OF s FOR VALUES FROM (MINVALUE) TO (3);
CREATE TABLE items (code int NOT NULL, token text);
CREATE TABLE session () INHERITS (items);
