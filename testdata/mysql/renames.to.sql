-- rename: table:users=people
-- rename: column:users.email=mail
CREATE TABLE people (id int PRIMARY KEY, mail varchar(60) NOT NULL, CONSTRAINT has_at CHECK (mail LIKE '%@%'), KEY by_mail (mail));
CREATE TABLE posts (id int PRIMARY KEY, author int, KEY author (author), CONSTRAINT author_fk FOREIGN KEY (author) REFERENCES people (id));
