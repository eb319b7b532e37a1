CREATE TABLE users (z text) PARTITION BY RANGE (z);
CREATE INDEX old ON users (z);
