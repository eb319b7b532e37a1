-- The server keeps the value of a bound and not the expression.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE by_day (at date) PARTITION BY RANGE (at);
CREATE TABLE by_day_1 PARTITION OF by_day FOR VALUES FROM (date '2020-01-01' - 1) TO ('2020-01-31'::date + 1);
CREATE TABLE by_day_2 PARTITION OF by_day FOR VALUES FROM ('2020-02-01'::timestamp) TO (make_date(2020, 3, 1));
CREATE TABLE by_day_3 PARTITION OF by_day FOR VALUES FROM (date '2020-12-31' + interval '1 day') TO (date_trunc('month', '2021-05-17 10:00'::timestamp));
CREATE TABLE by_time (at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE by_time_1 PARTITION OF by_time FOR VALUES FROM ('2020-01-01') TO ('2020-01-01'::timestamptz + interval '1 mon 1 day');
CREATE TABLE by_time_2 PARTITION OF by_time FOR VALUES FROM ('2021-01-01 00:00:00+02') TO ('2021-01-01 00:00'::timestamp);
CREATE TABLE by_second (at timestamp(0)) PARTITION BY RANGE (at);
CREATE TABLE by_second_1 PARTITION OF by_second FOR VALUES FROM ('2020-01-01 00:00:00.6') TO ('2020-01-02'::date);
CREATE TABLE by_amount (a numeric(8,2), b smallint, c bigint) PARTITION BY RANGE (a, b, c);
CREATE TABLE by_amount_1 PARTITION OF by_amount FOR VALUES FROM (1.005, '3', 2::numeric) TO (10 * 2.5 - 1, abs(-5), (7 % 4) * 1000000000000);
CREATE TABLE by_name (a varchar(5), m mood, u uuid) PARTITION BY RANGE (a, m, u);
CREATE TABLE by_name_1 PARTITION OF by_name
    FOR VALUES FROM (lower('A') || 1, 'sad', '00000000000000000000000000000000') TO (lower('B')::text || 'c ', MAXVALUE, MAXVALUE);
CREATE TABLE by_list (a text) PARTITION BY LIST (a);
CREATE TABLE by_list_1 PARTITION OF by_list FOR VALUES IN (NULL, COALESCE(NULL, 'x'), 'y'::varchar(9) || 'z', chr(65));
CREATE TABLE by_array (a int[]) PARTITION BY LIST (a);
CREATE TABLE by_array_1 PARTITION OF by_array FOR VALUES IN (ARRAY[1, 1 + 1], '{3}');
CREATE TABLE by_truth (a boolean) PARTITION BY LIST (a);
CREATE TABLE by_truth_1 PARTITION OF by_truth FOR VALUES IN ('yes');
CREATE TABLE by_hour (at interval hour) PARTITION BY LIST (at);
CREATE TABLE by_hour_1 PARTITION OF by_hour FOR VALUES IN ('90 min', interval '1' day);
CREATE TABLE by_hour_2 PARTITION OF by_hour FOR VALUES IN ('1 mon'::interval);
CREATE TABLE by_zone (at timestamptz, t timetz DEFAULT '10:00', d date DEFAULT '1/2/2020') PARTITION BY LIST (at);
CREATE TABLE by_zone_1 PARTITION OF by_zone FOR VALUES IN ('1970-01-01 00:00:00', '2020-07-01 12:00 Europe/Berlin');
