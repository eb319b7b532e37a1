-- from 18
CREATE TABLE log (id int NOT NULL, kind text CONSTRAINT known NOT NULL, size int) PARTITION BY LIST (kind);
CREATE TABLE log_a PARTITION OF log (id NOT NULL, kind CONSTRAINT log_a_known NOT NULL) FOR VALUES IN ('a');
CREATE TABLE log_b (id int NOT NULL, kind text NOT NULL, size int NOT NULL);
ALTER TABLE log ATTACH PARTITION log_b FOR VALUES IN ('b');
CREATE TABLE log_c PARTITION OF log FOR VALUES IN ('c');
CREATE TABLE base (id int NOT NULL, note text CONSTRAINT said NOT NULL, size int);
CREATE TABLE child (id int NOT NULL, note text, size int CONSTRAINT measured NOT NULL) INHERITS (base);
CREATE TABLE quiet () INHERITS (base);
CREATE TABLE keyed (PRIMARY KEY (id)) INHERITS (base);
CREATE TABLE late (PRIMARY KEY (size)) INHERITS (child);
