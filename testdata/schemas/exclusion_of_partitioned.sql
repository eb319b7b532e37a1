-- from 17
CREATE TABLE booked (room integer, at int4range, CONSTRAINT once EXCLUDE (room WITH =)) PARTITION BY LIST (room);
CREATE TABLE booked_1 PARTITION OF booked FOR VALUES IN (1, 2);
COMMENT ON CONSTRAINT once ON booked IS 'one each';
