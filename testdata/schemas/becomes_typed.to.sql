-- A table becomes one of a type when it has its columns; their order is not changed in place.
CREATE TYPE coord AS (x integer, y integer);
CREATE TABLE grows OF coord (UNIQUE (y));
CREATE TABLE turned OF coord;
CREATE TABLE retyped OF coord;
CREATE TYPE pair AS (b integer, a bigint);
CREATE TABLE other OF pair;
CREATE TABLE plain (a integer, b text);
