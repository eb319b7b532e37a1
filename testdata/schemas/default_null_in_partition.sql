-- DEFAULT NULL overrides the default of a parent.
CREATE TABLE parent (a integer DEFAULT 7, b text DEFAULT 'x') PARTITION BY HASH (a);
CREATE TABLE part PARTITION OF parent (a DEFAULT NULL, b DEFAULT NULL::text) FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE base (a integer DEFAULT 7, b text DEFAULT 'x');
CREATE TABLE child (a integer DEFAULT NULL, b text DEFAULT NULL::text) INHERITS (base);
