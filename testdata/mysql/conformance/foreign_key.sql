-- kind: foreign key
-- given
CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a), UNIQUE KEY b (b), UNIQUE KEY ab (a,b));
CREATE TABLE q (a int NOT NULL, PRIMARY KEY (a));
-- without
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a));
-- object
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a));
-- attribute: columns
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (a));
-- attribute: columns, referenced columns
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a,b) REFERENCES p (a,b));
-- attribute: references
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES q (a));
-- attribute: references (to itself)
-- was
CREATE TABLE t (a int NOT NULL, b int, PRIMARY KEY (a), KEY b (b), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (a));
-- is
CREATE TABLE t (a int NOT NULL, b int, PRIMARY KEY (a), KEY b (b), CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a));
-- attribute: referenced columns
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (b));
-- attribute: on delete (cascade)
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) ON DELETE CASCADE);
-- attribute: on delete (set null)
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) ON DELETE SET NULL);
-- attribute: on update (cascade)
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) ON UPDATE CASCADE);
-- attribute: on update, on delete (set null, to restrict)
-- was
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) ON DELETE CASCADE ON UPDATE SET NULL);
-- is
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) ON DELETE RESTRICT ON UPDATE NO ACTION);
-- attribute: added (its index comes with it)
-- was
CREATE TABLE t (a int, b int);
-- is
CREATE TABLE t (a int, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a));
-- attribute: name
CREATE TABLE t (a int, b int, KEY a (a,b), KEY b (b,a), CONSTRAINT g FOREIGN KEY (a) REFERENCES p (a));
-- rename: constraint:t.f=g
