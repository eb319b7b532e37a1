CREATE TABLE note (z date);
CREATE INDEX ON note ((EXTRACT(year FROM z)));
