-- Which && it is depends on the operands: an extension's operator for exactly
-- their type goes before one of the server's for any array, or for other types.
CREATE EXTENSION intarray;
CREATE EXTENSION cube;
CREATE EXTENSION citext;
CREATE EXTENSION btree_gist;

CREATE TABLE booking (
    seats integer[],
    space cube,
    hours int4range,
    room integer,
    EXCLUDE USING gist (seats gist__int_ops WITH &&),
    EXCLUDE USING gist (space WITH &&),
    EXCLUDE USING gist (room WITH =, hours WITH &&),
    EXCLUDE USING gist (cube(room::float8) WITH &&, (room + 1) WITH <>)
);
