-- rename table:events=happenings
CREATE TABLE happenings (kind text DEFAULT 'a', PRIMARY KEY (kind)) PARTITION BY LIST (kind);
CREATE TABLE several PARTITION OF happenings FOR VALUES IN ('a', 'b') PARTITION BY LIST (kind);
CREATE TABLE one (kind text DEFAULT 'a' NOT NULL);
ALTER TABLE several ATTACH PARTITION one FOR VALUES IN ('a');
