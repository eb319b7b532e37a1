-- from 14
CREATE TABLE one (a text, b text, c text, d text);
ALTER TABLE one ALTER a SET STORAGE external, ALTER b SET STORAGE main, ALTER c SET COMPRESSION pglz;
CREATE TABLE same (a text, b text, c text) INHERITS (one);
CREATE TABLE own (a text, b text, c text, d text) INHERITS (one);
ALTER TABLE own ALTER a SET STORAGE extended, ALTER b SET STORAGE plain, ALTER c SET COMPRESSION default, ALTER d SET STORAGE external, ALTER d SET COMPRESSION pglz;
CREATE TABLE inherited () INHERITS (one);
ALTER TABLE inherited ALTER a SET STORAGE extended, ALTER b SET STORAGE plain, ALTER c SET COMPRESSION default, ALTER d SET STORAGE external, ALTER d SET COMPRESSION pglz, ALTER a SET STATISTICS 7;
CREATE TABLE left_side (v text);
CREATE TABLE right_side (v text);
CREATE TABLE both_sides () INHERITS (left_side, right_side);
ALTER TABLE ONLY left_side ALTER v SET STORAGE external, ALTER v SET COMPRESSION pglz;
ALTER TABLE ONLY right_side ALTER v SET STORAGE main;
CREATE TABLE both_again () INHERITS (both_sides);
CREATE TABLE whole (a text, b text) PARTITION BY LIST (b);
ALTER TABLE whole ALTER a SET STORAGE external, ALTER a SET COMPRESSION pglz;
CREATE TABLE part PARTITION OF whole FOR VALUES IN ('x');
ALTER TABLE part ALTER a SET STORAGE main, ALTER a SET COMPRESSION default, ALTER b SET STORAGE external;
