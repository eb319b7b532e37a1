CREATE TYPE coord AS (x integer, y integer);
CREATE TABLE grows (x integer, gone text);
CREATE TABLE turned (y integer, x integer);
CREATE TABLE retyped (x integer, y text);
CREATE TYPE pair AS (a integer, b integer);
CREATE TABLE other OF pair;
CREATE TABLE plain OF pair;
