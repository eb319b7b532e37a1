CREATE DOMAIN percent AS integer CONSTRAINT in_bounds CHECK (VALUE IS NOT NULL);
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE project (
    amount percent[],
    active percent NOT NULL GENERATED ALWAYS AS (1 + 1) STORED,
    feels mood GENERATED ALWAYS AS (CASE WHEN amount IS NULL THEN 'sad'::mood ELSE 'glad'::mood END) STORED,
    last text
);
CREATE INDEX ON project (feels);
CREATE TABLE child (feels mood, own text) INHERITS (project);
CREATE TABLE grandchild () INHERITS (child);
