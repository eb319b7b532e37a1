-- An attribute that a type gets is null in the rows of its tables, which a primary key does not take.
CREATE TYPE address AS (a date, y boolean);
CREATE TABLE account OF address (CHECK (a > '2000-01-01'));
ALTER TABLE account ADD PRIMARY KEY (y);
