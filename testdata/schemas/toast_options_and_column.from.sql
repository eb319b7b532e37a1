CREATE TABLE s (a bigint NOT NULL);
