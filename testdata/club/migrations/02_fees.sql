-- schemadiff: revision 02
-- message:    fees
-- revises:    01
-- created:    2026-11-02 09:00:00 +00:00

-- schemadiff: up

CREATE TABLE fees (
    member bigint NOT NULL REFERENCES members,
    year integer NOT NULL CHECK (year BETWEEN 1900 AND 2100),
    amount numeric(6,2) NOT NULL,
    PRIMARY KEY (member, year)
);

-- schemadiff: down

DROP TABLE fees;
