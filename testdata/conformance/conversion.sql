-- kind: conversion
-- given
CREATE TABLE item (id integer);
-- object
CREATE CONVERSION recode FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- attribute: for encoding, function
CREATE CONVERSION recode FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8;
-- attribute: for encoding, to encoding, function
CREATE CONVERSION recode FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
-- attribute: default
CREATE DEFAULT CONVERSION recode FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- attribute: comment
CREATE CONVERSION recode FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION recode IS 'from the west';
