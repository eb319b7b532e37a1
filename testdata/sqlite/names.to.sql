CREATE TABLE "select" ("from" INT NOT NULL, "a b" TEXT DEFAULT 'x''y', "q""uote" TEXT, [sq'uote] INT, "" INT, "ünï" INT, "1a" INT UNIQUE, CHECK ("from" > 0));
CREATE TABLE "it's" (a INT REFERENCES "select" ("1a"), "2" TEXT UNIQUE);
CREATE INDEX "order" ON "select" ("from", "a b" COLLATE NOCASE);
CREATE TABLE x (a INT);
CREATE TABLE y (a INT);
CREATE INDEX x_a ON y (a);
CREATE TABLE w (a INT);
CREATE VIEW becomes_view AS SELECT 1;
