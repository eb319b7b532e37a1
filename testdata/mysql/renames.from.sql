-- rename: table:people=users
-- rename: column:people.mail=email
CREATE TABLE users (id int PRIMARY KEY, email varchar(50) NOT NULL, CONSTRAINT has_at CHECK (email LIKE '%@%'), KEY by_mail (email));
CREATE TABLE posts (id int PRIMARY KEY, author int, KEY author (author), CONSTRAINT author_fk FOREIGN KEY (author) REFERENCES users (id));
