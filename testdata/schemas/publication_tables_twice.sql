CREATE TABLE parent (a integer);
CREATE TABLE child () INHERITS (parent);
CREATE TABLE grandchild () INHERITS (child);
CREATE TABLE other (a integer);
CREATE PUBLICATION twice FOR TABLE other, other;
CREATE PUBLICATION tree FOR TABLE parent, child;
CREATE PUBLICATION alone FOR TABLE ONLY parent, child, other;
CREATE PUBLICATION added FOR TABLE ONLY parent;
ALTER PUBLICATION added ADD TABLE child;
