-- A column that was inherited goes, or becomes the table's own.
CREATE TABLE team (code date, c int DEFAULT 5);
