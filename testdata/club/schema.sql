-- What the database of the club should have.
CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    mail text
);

CREATE UNIQUE INDEX members_mail_idx ON members (lower(mail));

CREATE TABLE fees (
    member bigint NOT NULL REFERENCES members,
    year integer NOT NULL CHECK (year >= 1900 AND year <= 2100),
    amount numeric(6,2) NOT NULL,
    PRIMARY KEY (member, year)
);
