-- schemadiff: revision 03
-- message:    one member for each address
-- revises:    01
-- created:    2026-11-02 11:00:00 +00:00

-- schemadiff: up

-- schemadiff: repeat
UPDATE members SET mail = NULL WHERE id IN (SELECT id FROM members WHERE mail = '' LIMIT 1000);

-- schemadiff: no transaction
CREATE UNIQUE INDEX CONCURRENTLY members_mail_idx ON members (lower(mail));

-- schemadiff: down

-- schemadiff: no transaction
DROP INDEX CONCURRENTLY members_mail_idx;
