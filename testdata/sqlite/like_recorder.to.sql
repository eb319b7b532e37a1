-- The same, later.
CREATE TABLE event_data (data_id INTEGER NOT NULL, hash BIGINT, shared_data TEXT, PRIMARY KEY (data_id));
CREATE TABLE states_meta (metadata_id INTEGER NOT NULL, entity_id VARCHAR(255), PRIMARY KEY (metadata_id));
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id TEXT, state VARCHAR(255), last_changed_ts FLOAT, old_state_id INTEGER, attributes_id INTEGER, metadata_id INTEGER, PRIMARY KEY (state_id), FOREIGN KEY(old_state_id) REFERENCES states (state_id), FOREIGN KEY(metadata_id) REFERENCES states_meta (metadata_id));
CREATE TABLE statistics_meta (id INTEGER NOT NULL, statistic_id VARCHAR(255) NOT NULL, mean_type INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (id));
CREATE TABLE statistics (id INTEGER NOT NULL, metadata_id INTEGER, start_ts FLOAT, mean DOUBLE PRECISION, sum DOUBLE PRECISION, last_reset_ts FLOAT, PRIMARY KEY (id), FOREIGN KEY(metadata_id) REFERENCES statistics_meta (id) ON DELETE CASCADE);
CREATE INDEX ix_states_metadata_id_last ON states (metadata_id, last_changed_ts);
CREATE UNIQUE INDEX ix_statistics_statistic_id_start_ts ON statistics (metadata_id, start_ts);
CREATE TABLE audit (n INTEGER PRIMARY KEY, what TEXT NOT NULL DEFAULT '', at TEXT DEFAULT (datetime('now', 'localtime')));
CREATE TRIGGER audit_states AFTER UPDATE OF state ON states WHEN old.state IS NOT new.state BEGIN
    INSERT INTO audit (what) VALUES (printf('%s -> %s', old.state, new.state));
    DELETE FROM audit WHERE n < (SELECT max(n) FROM audit) - 100;
END;
CREATE TRIGGER audit_again AFTER INSERT ON audit WHEN new.n < 3 BEGIN INSERT INTO audit (what) SELECT 'again ' || new.n; END;
CREATE TABLE kv (k TEXT PRIMARY KEY, v BLOB NOT NULL CHECK (length(v) < 100)) STRICT;
