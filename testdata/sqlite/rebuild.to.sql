CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(50) NOT NULL DEFAULT '' COLLATE NOCASE UNIQUE, note, more INT DEFAULT (1 + 2), CHECK (id <> 0));
CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents ON DELETE CASCADE, label TEXT);
CREATE INDEX parents_name ON parents (name DESC);
CREATE VIEW named AS SELECT id, name FROM parents;
CREATE TRIGGER parents_gone AFTER DELETE ON parents BEGIN DELETE FROM children WHERE parent = old.id; END;
CREATE TRIGGER children_new AFTER INSERT ON children BEGIN UPDATE parents SET note = new.id WHERE id = new.parent; END;
