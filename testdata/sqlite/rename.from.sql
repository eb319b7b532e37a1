-- Renamed tables and columns, with all that mentions them.
-- rename: table:customers=users
-- rename: column:customers.email=mail
-- rename: index:orders.orders_of_customers=orders_of_users
-- rename: view:customer_names=user_names
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT UNIQUE, n INT CHECK (n > 0 AND mail <> ''), up TEXT AS (upper(mail)));
CREATE TABLE orders (id INTEGER PRIMARY KEY, user INT REFERENCES users (id) ON DELETE CASCADE, mail TEXT REFERENCES users (mail));
CREATE INDEX users_mail ON users (lower(mail)) WHERE mail IS NOT NULL;
CREATE INDEX orders_of_users ON orders (user);
CREATE VIEW user_names AS SELECT users.id, mail FROM users JOIN orders ON orders.user = users.id;
CREATE VIEW over AS SELECT * FROM users;
CREATE TRIGGER users_change AFTER UPDATE OF mail ON users WHEN old.mail <> new.mail BEGIN UPDATE orders SET mail = new.mail WHERE user = new.id; END;
CREATE TRIGGER orders_new AFTER INSERT ON orders BEGIN UPDATE users SET n = n + 1 WHERE id = new.user; END;
