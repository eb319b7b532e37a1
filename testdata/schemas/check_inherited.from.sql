CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE c (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE m (a integer, CONSTRAINT small CHECK (a < 9)) PARTITION BY LIST (a);
CREATE TABLE m_1 (a integer, CONSTRAINT small CHECK (a < 9));
