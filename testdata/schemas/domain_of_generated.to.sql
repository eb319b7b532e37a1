CREATE DOMAIN percent AS integer;
CREATE TYPE mood AS ENUM ('sad', 'merry');
CREATE TABLE project (
    amount percent[],
    active percent GENERATED ALWAYS AS (1 + 1) STORED,
    feels mood GENERATED ALWAYS AS (CASE WHEN amount IS NULL THEN 'sad'::mood ELSE 'merry'::mood END) STORED,
    last text
);
CREATE INDEX ON project (feels);
CREATE TABLE child (feels mood, own text) INHERITS (project);
CREATE TABLE grandchild () INHERITS (child);
