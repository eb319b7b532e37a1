-- schemadiff: revision 01
-- message:    members
-- created:    2026-11-01 09:00:00 +00:00

-- schemadiff: up

CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    mail text
);

-- schemadiff: down

DROP TABLE members;
