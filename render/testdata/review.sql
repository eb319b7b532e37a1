-- From old.sql to new.sql, for PostgreSQL 15.
-- 4 statements: 3 in 1 transaction, 1 outside of any.
-- Read it before you run it, and let it stop at the first error: psql -v ON_ERROR_STOP=1 -f FILE
-- What cannot be undone:
--   table shop.sessions: the rows of shop.sessions are lost
-- These differences stay, since there is no statement for them:
--   check constraint shop.orders.orders_odd_check, expression: the two expressions could not be proven the same
--   view shop.open_orders: objects of this kind are not compared

BEGIN;

-- lock: ACCESS EXCLUSIVE on shop.orders, rewrites it
-- table rewrite: all rows of shop.orders are written anew; nobody can read or write it meanwhile
-- data loss: the values of the column are lost
ALTER TABLE shop.orders …;

-- lock: SHARE ROW EXCLUSIVE on shop.customers; SHARE ROW EXCLUSIVE on shop.orders
ALTER TABLE shop.orders ADD FOREIGN KEY …;

-- lock: ACCESS EXCLUSIVE on shop.sessions
-- data loss: the rows of shop.sessions are lost
DROP TABLE shop.sessions;

COMMIT;

-- Each of these runs on its own, outside a transaction.

-- lock: SHARE UPDATE EXCLUSIVE on shop.orders, reads all of it
CREATE INDEX CONCURRENTLY …;
