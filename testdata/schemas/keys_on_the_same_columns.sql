-- Keys that are written into CREATE TABLE are merged if they say the same, those
-- of ALTER TABLE are not.
CREATE TABLE merged (a int UNIQUE, b int, UNIQUE (a), PRIMARY KEY (b), UNIQUE (b));
CREATE TABLE apart (a int, UNIQUE (a));
ALTER TABLE apart ADD UNIQUE (a);
ALTER TABLE apart ADD PRIMARY KEY (a);
