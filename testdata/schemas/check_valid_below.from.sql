-- The partition came after the check and has a valid one.
CREATE TABLE users (born date) PARTITION BY RANGE (born);
ALTER TABLE users ADD CONSTRAINT late CHECK (born >= '2000-01-01') NOT VALID;
CREATE TABLE users_rest PARTITION OF users DEFAULT PARTITION BY LIST (born);
CREATE TABLE users_one PARTITION OF users_rest DEFAULT;
