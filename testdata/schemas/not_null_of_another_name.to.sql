-- from 18
-- A child whose not-null constraint has another name than its parent's cannot be
-- one while the parent's is renamed or the type of the column changes.
CREATE TABLE log (id bigint NOT NULL, kind text CONSTRAINT of_kind NOT NULL, size int NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE log_a PARTITION OF log (id NOT NULL, kind CONSTRAINT log_a_known NOT NULL) FOR VALUES IN ('a');
CREATE TABLE log_b (id bigint NOT NULL, kind text NOT NULL, size int NOT NULL);
ALTER TABLE log ATTACH PARTITION log_b FOR VALUES IN ('b');
CREATE TABLE log_c PARTITION OF log (id CONSTRAINT mine NOT NULL, size CONSTRAINT large NOT NULL) FOR VALUES IN ('c');
CREATE TABLE base (id bigint NOT NULL, note text CONSTRAINT noted NOT NULL, size int NOT NULL);
CREATE TABLE child (id bigint NOT NULL, note text, size int CONSTRAINT measured NOT NULL) INHERITS (base);
CREATE TABLE quiet () INHERITS (base);
CREATE TABLE keyed (PRIMARY KEY (id)) INHERITS (base);
CREATE TABLE late (PRIMARY KEY (size)) INHERITS (child);
