CREATE TYPE address AS (street text, number integer);
CREATE DOMAIN home AS address;
CREATE TABLE person (id integer, lives address, was address[], at home);
