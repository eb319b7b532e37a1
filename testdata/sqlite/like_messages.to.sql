-- The same, later: types, rules of deleting and a column more.
CREATE TABLE recipient (_id INTEGER PRIMARY KEY AUTOINCREMENT, aci TEXT UNIQUE DEFAULT NULL, e164 TEXT UNIQUE DEFAULT NULL, group_id TEXT UNIQUE DEFAULT NULL, blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)), name TEXT, joined TEXT GENERATED ALWAYS AS (coalesce(name, e164, aci)) VIRTUAL);
CREATE TABLE thread (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0, recipient_id INTEGER NOT NULL UNIQUE REFERENCES recipient (_id) ON DELETE CASCADE, read INTEGER DEFAULT 1, snippet_message_id INTEGER REFERENCES message (_id) ON DELETE SET NULL);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, date_sent INTEGER NOT NULL, thread_id INTEGER NOT NULL REFERENCES thread (_id) ON DELETE CASCADE, from_recipient_id INTEGER NOT NULL REFERENCES recipient (_id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, body TEXT, type INTEGER, quote_id INTEGER DEFAULT 0, expires_in INTEGER DEFAULT 0, latest_revision_id INTEGER DEFAULT NULL REFERENCES message (_id) ON DELETE CASCADE);
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
CREATE TRIGGER no_more AFTER INSERT ON recipient WHEN (SELECT count(*) FROM recipient) > 1000 BEGIN SELECT RAISE(ABORT, 'far too many'); END;
CREATE INDEX message_thread_date ON message (thread_id, date_sent) WHERE latest_revision_id IS NULL;
CREATE INDEX message_lower_body ON message (lower(substr(body, 1, 20)), type DESC);
CREATE VIRTUAL TABLE places USING rtree(id, minX, maxX, minY, maxY);
CREATE VIEW unread AS SELECT t._id AS thread, r.joined AS who FROM thread AS t JOIN recipient AS r ON r._id = t.recipient_id WHERE t.read = 0;
CREATE VIEW unread_people AS SELECT who, count(*) AS threads FROM unread GROUP BY who;
CREATE TRIGGER unread_seen INSTEAD OF UPDATE ON unread BEGIN UPDATE thread SET read = 1 WHERE _id = old.thread; END;
