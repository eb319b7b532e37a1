-- What a child says otherwise than its parents, and what several parents say
-- otherwise than each other.
CREATE TABLE one (a integer DEFAULT 1, b text DEFAULT 'x', c integer);
CREATE TABLE two (a integer DEFAULT 2, b text, c integer DEFAULT 3);
CREATE TABLE none (a integer DEFAULT NULL) INHERITS (one, two);
CREATE TABLE other (a integer DEFAULT 5, b text DEFAULT 'y', c integer DEFAULT 4) INHERITS (one, two);
CREATE TABLE dropped (a integer DEFAULT 6) INHERITS (one, two);
ALTER TABLE dropped ALTER a DROP DEFAULT, ALTER b DROP DEFAULT, ALTER c DROP DEFAULT;
CREATE TABLE below (b text DEFAULT NULL) INHERITS (other);
CREATE TABLE early () INHERITS (one);
ALTER TABLE early ALTER b DROP DEFAULT, ALTER c SET DEFAULT 9;
CREATE TABLE left_side (v integer);
CREATE TABLE right_side (v integer);
CREATE TABLE both_sides () INHERITS (left_side, right_side);
ALTER TABLE left_side ALTER v SET DEFAULT 1;
ALTER TABLE right_side ALTER v SET DEFAULT 2;
CREATE TABLE both_again () INHERITS (both_sides);
