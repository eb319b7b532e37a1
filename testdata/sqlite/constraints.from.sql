-- Names of constraints, NOT NULL, foreign keys and what they say.
-- rename: constraint:c.positives=positive
CREATE TABLE p (id INTEGER PRIMARY KEY, a INT UNIQUE, b INT, UNIQUE (a, b));
CREATE TABLE c (
  a INT CONSTRAINT nn NOT NULL, b INT NOT NULL, d INT, e INT NOT NULL DEFAULT 1,
  CONSTRAINT positive CHECK (a > 0), CONSTRAINT same_name CHECK (b > 0), CONSTRAINT same_name UNIQUE (b), CHECK (d > 1),
  CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p (a, b), FOREIGN KEY (d) REFERENCES p, FOREIGN KEY (e) REFERENCES missing
);
