-- A domain takes the default of the domain that it is made of, at that time.
CREATE DOMAIN base real DEFAULT '3e5' CHECK (VALUE <> 'NaN');
CREATE DOMAIN upper_one base NOT NULL;
ALTER DOMAIN base SET DEFAULT 2;
CREATE DOMAIN upper_two base CHECK (VALUE > 1);
CREATE DOMAIN upper_three base DEFAULT NULL;
CREATE TABLE t (a upper_one DEFAULT 1, b upper_two DEFAULT NULL, c upper_three);
