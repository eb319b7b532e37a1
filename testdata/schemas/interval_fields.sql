-- What an interval constant is depends on the fields of its type.
CREATE TABLE t (
    a interval year to month DEFAULT '5 minutes',
    b interval hour DEFAULT '1 hour 5 min',
    c interval day to second(3) DEFAULT '1 day 00:00:01.23456',
    d interval second(2) DEFAULT interval '1' day,
    e interval(3) DEFAULT '-1 year'
);
