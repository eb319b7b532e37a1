CREATE TYPE address AS (street text);
CREATE DOMAIN home AS address;
CREATE TABLE person (id integer, lives address, was address[], at home);
