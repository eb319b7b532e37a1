CREATE TABLE a (parent_id integer, c boolean, PRIMARY KEY (parent_id, c));
