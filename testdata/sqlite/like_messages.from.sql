-- Like a messenger: full text beside a table, triggers that keep it, keys in circles.
CREATE TABLE recipient (_id INTEGER PRIMARY KEY AUTOINCREMENT, aci TEXT UNIQUE DEFAULT NULL, e164 TEXT UNIQUE DEFAULT NULL, group_id TEXT UNIQUE DEFAULT NULL, blocked INTEGER DEFAULT 0, name TEXT);
CREATE TABLE thread (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0, recipient_id INTEGER NOT NULL UNIQUE REFERENCES recipient (_id) ON DELETE CASCADE, read INTEGER DEFAULT 1, snippet_message_id INTEGER REFERENCES message (_id) ON DELETE SET NULL);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, date_sent INTEGER NOT NULL, thread_id INTEGER NOT NULL REFERENCES thread (_id) ON DELETE CASCADE, from_recipient_id INTEGER NOT NULL REFERENCES recipient (_id) ON DELETE CASCADE, body TEXT, type INTEGER, quote_id INTEGER REFERENCES message (_id), latest_revision_id INTEGER DEFAULT NULL REFERENCES message (_id) ON DELETE CASCADE);
CREATE VIRTUAL TABLE message_fts USING fts5(body, thread_id UNINDEXED, content=message, content_rowid=_id);
CREATE TRIGGER message_ai AFTER INSERT ON message BEGIN
    INSERT INTO message_fts (rowid, body, thread_id) VALUES (new._id, new.body, new.thread_id);
END;
CREATE TRIGGER message_ad AFTER DELETE ON message BEGIN
    INSERT INTO message_fts (message_fts, rowid, body, thread_id) VALUES ('delete', old._id, old.body, old.thread_id);
END;
CREATE TRIGGER message_au AFTER UPDATE ON message BEGIN
    INSERT INTO message_fts (message_fts, rowid, body, thread_id) VALUES ('delete', old._id, old.body, old.thread_id);
    INSERT INTO message_fts (rowid, body, thread_id) VALUES (new._id, new.body, new.thread_id);
END;
CREATE TRIGGER no_more AFTER INSERT ON recipient WHEN (SELECT count(*) FROM recipient) > 1000 BEGIN SELECT RAISE(ABORT, 'too many; really'); END;
CREATE INDEX message_thread_date ON message (thread_id, date_sent) WHERE latest_revision_id IS NULL;
CREATE INDEX message_lower_body ON message (lower(substr(body, 1, 20)), type DESC);
