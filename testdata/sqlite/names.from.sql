-- Names that need quotes, and names that others take.
CREATE TABLE "select" ("from" INT, "a b" TEXT DEFAULT 'x', "q""uote" INT, [sq'uote] INT, "" INT, "ünï" INT, "1a" INT, CHECK ("from" > 0));
CREATE TABLE "it's" (a INT REFERENCES "select" ("1a"), "2" INT UNIQUE);
CREATE INDEX "order" ON "select" ("from", "a b" COLLATE NOCASE);
CREATE TABLE x (a INT);
CREATE INDEX x_a ON x (a);
CREATE TABLE y (a INT);
CREATE VIEW w AS SELECT 1;
CREATE TABLE becomes_view (a INT);
