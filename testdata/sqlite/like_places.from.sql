-- Like the history of a browser.
CREATE TABLE moz_origins (id INTEGER PRIMARY KEY, prefix TEXT NOT NULL, host TEXT NOT NULL, frecency INTEGER NOT NULL, UNIQUE (prefix, host));
CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR, visit_count INTEGER DEFAULT 0, hidden INTEGER DEFAULT 0 NOT NULL, typed INTEGER DEFAULT 0 NOT NULL, frecency INTEGER DEFAULT -1 NOT NULL, last_visit_date INTEGER, guid TEXT, foreign_count INTEGER DEFAULT 0 NOT NULL, url_hash INTEGER DEFAULT 0 NOT NULL, origin_id INTEGER REFERENCES moz_origins(id));
CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER, visit_date INTEGER, visit_type INTEGER, session INTEGER);
CREATE TABLE moz_inputhistory (place_id INTEGER NOT NULL, input LONGVARCHAR NOT NULL, use_count INTEGER, PRIMARY KEY (place_id, input));
CREATE TABLE moz_bookmarks (id INTEGER PRIMARY KEY, type INTEGER, fk INTEGER DEFAULT NULL, parent INTEGER, position INTEGER, title LONGVARCHAR, guid TEXT);
CREATE TABLE moz_keywords (id INTEGER PRIMARY KEY AUTOINCREMENT, keyword TEXT UNIQUE, place_id INTEGER, post_data TEXT);
CREATE TABLE moz_meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE INDEX moz_places_url_hashindex ON moz_places (url_hash);
CREATE UNIQUE INDEX moz_places_guid_uniqueindex ON moz_places (guid);
CREATE INDEX moz_historyvisits_placedateindex ON moz_historyvisits (place_id, visit_date);
CREATE UNIQUE INDEX moz_keywords_placepostdata_uniqueindex ON moz_keywords (place_id, post_data);
CREATE TRIGGER moz_historyvisits_afterinsert_v2_trigger AFTER INSERT ON moz_historyvisits FOR EACH ROW BEGIN
  UPDATE moz_places SET visit_count = visit_count + (NEW.visit_type NOT IN (0, 4, 7, 8, 9)),
    last_visit_date = MAX(IFNULL(last_visit_date, 0), NEW.visit_date) WHERE id = NEW.place_id;
END;
CREATE TRIGGER moz_bookmarks_foreign_count_afterdelete_trigger AFTER DELETE ON moz_bookmarks FOR EACH ROW BEGIN
  UPDATE moz_places SET foreign_count = foreign_count - 1 WHERE id = OLD.fk;
END;
CREATE TRIGGER moz_bookmarks_foreign_count_afterupdate_trigger AFTER UPDATE OF fk, type ON moz_bookmarks FOR EACH ROW BEGIN
  UPDATE moz_places SET foreign_count = foreign_count + 1 WHERE OLD.fk <> NEW.fk AND id = NEW.fk;
  UPDATE moz_places SET foreign_count = foreign_count - 1 WHERE OLD.fk <> NEW.fk AND id = OLD.fk;
END;
