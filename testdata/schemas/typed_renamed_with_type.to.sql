-- rename type:point_in_time=moment
-- rename table:log=book
-- rename attribute:point_in_time.n=number
-- rename constraint:log.positive=above
-- back type:moment=point_in_time
-- back table:book=log
-- back attribute:moment.number=n
-- back constraint:book.above=positive
CREATE TYPE moment AS (at timestamptz, number integer);
CREATE TABLE book OF moment (number WITH OPTIONS CONSTRAINT above CHECK (number > 0));
