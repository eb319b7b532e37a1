-- from 18
-- Names that are cut are the same in a table and its partitions; the server numbers those of one schema.
CREATE SCHEMA parts;
CREATE TABLE analytics_of_very_many_things_for_cycles_stage (start_event_timestamp int NOT NULL) PARTITION BY LIST (start_event_timestamp);
CREATE TABLE parts.analytics_of_very_many_things_for_cycles_stage_2 (start_event_timestamp int NOT NULL);
ALTER TABLE analytics_of_very_many_things_for_cycles_stage ATTACH PARTITION parts.analytics_of_very_many_things_for_cycles_stage_2 FOR VALUES IN (2);
CREATE TABLE parts.analytics_of_very_many_things_for_cycles_stage_1 (start_event_timestamp int NOT NULL);
ALTER TABLE analytics_of_very_many_things_for_cycles_stage ATTACH PARTITION parts.analytics_of_very_many_things_for_cycles_stage_1 FOR VALUES IN (1);
CREATE TABLE parts.analytics_of_very_many_things_for_cycles_stage_3 PARTITION OF analytics_of_very_many_things_for_cycles_stage FOR VALUES IN (3);
