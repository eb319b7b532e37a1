-- schemadiff: revision 04
-- message:    merge fees and mail
-- revises:    02, 03
-- created:    2026-11-03 09:00:00 +00:00

-- schemadiff: up

-- schemadiff: down
