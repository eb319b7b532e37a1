CREATE TABLE top (id int PRIMARY KEY, up int REFERENCES top);
CREATE TABLE low (id int PRIMARY KEY, t int REFERENCES top, self int REFERENCES low);
CREATE TABLE lower (l int REFERENCES low);
