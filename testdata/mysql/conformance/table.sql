-- kind: table
-- given
-- object
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id));
-- attribute: access method
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) ENGINE=MyISAM;
-- attribute: access method (to memory)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) ENGINE=MEMORY;
-- attribute: comment
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) COMMENT='it''s a "table" \\ of two';
-- attribute: comment (to another one)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) COMMENT='one';
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) COMMENT='two';
-- attribute: storage parameters (collation)
CREATE TABLE t (id int NOT NULL, a varchar(20) COLLATE utf8mb4_bin, b int, PRIMARY KEY (id)) COLLATE=utf8mb4_bin;
-- attribute: storage parameters (collation, the columns keep theirs)
-- was
CREATE TABLE t (id int NOT NULL, a varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci, PRIMARY KEY (id)) DEFAULT CHARSET=latin1;
-- is
CREATE TABLE t (id int NOT NULL, a varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci, PRIMARY KEY (id)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
-- attribute: storage parameters (charset)
-- was
CREATE TABLE t (id int NOT NULL, a varchar(20), c text, PRIMARY KEY (id)) DEFAULT CHARSET=latin1;
-- is
CREATE TABLE t (id int NOT NULL, a varchar(20), c text, PRIMARY KEY (id)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
-- attribute: storage parameters (charset binary)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) DEFAULT CHARSET=binary;
-- attribute: storage parameters (row format)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) ROW_FORMAT=COMPACT;
-- attribute: storage parameters (row format, between two)
-- was
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id)) ROW_FORMAT=REDUNDANT;
-- is
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id)) ROW_FORMAT=DYNAMIC;
-- attribute: storage parameters (row format, key block size)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
-- attribute: storage parameters (key block size)
-- was
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4;
-- is
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
-- attribute: storage parameters (key block size, with keys)
-- was
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id), KEY a (a)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4;
-- is
CREATE TABLE t (id int NOT NULL, a varchar(20), PRIMARY KEY (id), KEY a (a)) ROW_FORMAT=COMPRESSED;
-- attribute: storage parameters (avg row length)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) AVG_ROW_LENGTH=100;
-- attribute: storage parameters (max rows, min rows)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) MAX_ROWS=1000 MIN_ROWS=10;
-- attribute: storage parameters (checksum, delay key write, pack keys)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) ENGINE=MyISAM;
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 PACK_KEYS=1;
-- attribute: storage parameters (page checksum, transactional), since mariadb
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) ENGINE=Aria PAGE_CHECKSUM=0 TRANSACTIONAL=0;
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) ENGINE=Aria PAGE_CHECKSUM=1 TRANSACTIONAL=1;
-- attribute: storage parameters (stats persistent, stats auto recalc, stats sample pages)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) STATS_PERSISTENT=1 STATS_AUTO_RECALC=0 STATS_SAMPLE_PAGES=20;
-- attribute: storage parameters (compression), since mysql
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) COMPRESSION='zlib';
-- attribute: storage parameters (compression, between two), since mysql
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) COMPRESSION='lz4';
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) COMPRESSION='zlib';
-- attribute: storage parameters (autoextend size), since mysql 8.0.23
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) AUTOEXTEND_SIZE=4194304;
-- attribute: storage parameters (engine attribute), since mysql 8.0.21
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) SECONDARY_ENGINE_ATTRIBUTE='{"a": 1}';
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) SECONDARY_ENGINE_ATTRIBUTE='{"a": 2}';
-- attribute: storage parameters (secondary engine), since mysql
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) SECONDARY_ENGINE=rapid;
-- attribute: storage parameters (page compressed, page compression level), since mariadb
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=5;
-- attribute: storage parameters (encrypted), since mariadb
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) ENCRYPTED=NO;
-- attribute: storage parameters (insert method, union)
-- was
CREATE TABLE a1 (id int NOT NULL) ENGINE=MyISAM;
CREATE TABLE a2 (id int NOT NULL) ENGINE=MyISAM;
CREATE TABLE m (id int NOT NULL) ENGINE=MRG_MyISAM UNION=(a1);
-- is
CREATE TABLE a1 (id int NOT NULL) ENGINE=MyISAM;
CREATE TABLE a2 (id int NOT NULL) ENGINE=MyISAM;
CREATE TABLE m (id int NOT NULL) ENGINE=MRG_MyISAM INSERT_METHOD=LAST UNION=(a1,a2);
-- attribute: storage parameters (system versioning), since mariadb
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) WITH SYSTEM VERSIONING;
-- attribute: storage parameters (system versioning, with columns for the period), since mariadb
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e), PRIMARY KEY (id)) WITH SYSTEM VERSIONING;
-- attribute: storage parameters (application period), since mariadb
-- was
CREATE TABLE t (id int NOT NULL, s date NOT NULL, e date NOT NULL, PRIMARY KEY (id));
-- is
CREATE TABLE t (id int NOT NULL, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), PRIMARY KEY (id));
-- attribute: column order
CREATE TABLE t (b int, id int NOT NULL, a varchar(20), PRIMARY KEY (id));
-- attribute: column order (to the end)
CREATE TABLE t (id int NOT NULL, b int, a varchar(20), PRIMARY KEY (id));
-- attribute: partition key (range)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);
-- attribute: partition key (list)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1,2), PARTITION p1 VALUES IN (NULL,3));
-- attribute: partition key (list with default), since mariadb
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1,2), PARTITION p1 DEFAULT);
-- attribute: partition key (range columns)
-- was
CREATE TABLE t (a date, b varchar(10));
-- is
CREATE TABLE t (a date, b varchar(10)) PARTITION BY RANGE COLUMNS(b,a) (PARTITION p0 VALUES LESS THAN ('m','2020-01-01'), PARTITION p1 VALUES LESS THAN ('x',MAXVALUE));
-- attribute: partition key (list columns)
-- was
CREATE TABLE t (a date, b varchar(10));
-- is
CREATE TABLE t (a date, b varchar(10)) PARTITION BY LIST COLUMNS(b) (PARTITION p0 VALUES IN ('it''s','b'), PARTITION p1 VALUES IN ('c'));
-- attribute: partition key (hash)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 3;
-- attribute: partition key (hash, of an expression)
-- was
CREATE TABLE t (a date NOT NULL, KEY (a));
-- is
CREATE TABLE t (a date NOT NULL, KEY (a)) PARTITION BY LINEAR HASH (YEAR(a)) PARTITIONS 2;
-- attribute: partition key (hash to key)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 3;
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY KEY (id) PARTITIONS 4;
-- attribute: partition key (key without columns)
CREATE TABLE t (id int NOT NULL, a varchar(20), b int, PRIMARY KEY (id)) PARTITION BY LINEAR KEY ALGORITHM=2 () PARTITIONS 2;
-- attribute: partition key (subpartitions)
-- was
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020));
-- is
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (id) (PARTITION p0 VALUES LESS THAN (2020) (SUBPARTITION s0, SUBPARTITION s1));
-- attribute: partition key (subpartitions by count)
-- was
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d));
-- is
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY KEY (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
-- attribute: partition key (system time), since mariadb
-- was
CREATE TABLE t (id int NOT NULL) WITH SYSTEM VERSIONING;
-- is
CREATE TABLE t (id int NOT NULL) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION p0 HISTORY, PARTITION p1 CURRENT);
-- attribute: partition key (system time, limit), since mariadb
-- was
CREATE TABLE t (id int NOT NULL) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 1000 (PARTITION p0 HISTORY, PARTITION p1 CURRENT);
-- is
CREATE TABLE t (id int NOT NULL) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 2000 (PARTITION p0 HISTORY, PARTITION p1 CURRENT);
-- attribute: partitions (added at the end)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
-- attribute: partitions (another bound)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (15), PARTITION p1 VALUES LESS THAN (20));
-- attribute: partitions (another list)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1), PARTITION p1 VALUES IN (2));
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1,3), PARTITION p1 VALUES IN (2));
-- attribute: partitions (number)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 2;
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 4;
-- attribute: partitions (comment, rows)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10) COMMENT = 'it''s' MAX_ROWS = 100 MIN_ROWS = 1);
-- attribute: partitions (name)
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION `p "1"` VALUES LESS THAN (10));
-- attribute: tablespace, since mysql
-- was
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) TABLESPACE=innodb_system;
-- is
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id)) TABLESPACE=innodb_file_per_table;
-- attribute: name
-- was
CREATE TABLE t (id int NOT NULL, p int, PRIMARY KEY (id), KEY p (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES t (id), CONSTRAINT c CHECK (p > 0));
CREATE VIEW v AS select `t`.`id` AS `id` from `t`;
-- is
CREATE TABLE u (id int NOT NULL, p int, PRIMARY KEY (id), KEY p (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES u (id), CONSTRAINT c CHECK (p > 0));
CREATE VIEW v AS select `u`.`id` AS `id` from `u`;
-- rename: table:t=u
