-- rename: table:users=customers
-- rename: column:users.mail=email
-- rename: index:orders.orders_of_users=orders_of_customers
-- rename: view:user_names=customer_names
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE, n INT CHECK (n > 0 AND email <> ''), up TEXT AS (upper(email)));
CREATE TABLE orders (id INTEGER PRIMARY KEY, user INT REFERENCES customers (id) ON DELETE CASCADE, mail TEXT REFERENCES customers (email));
CREATE INDEX users_mail ON customers (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX orders_of_customers ON orders (user);
CREATE VIEW customer_names AS SELECT customers.id, email FROM customers JOIN orders ON orders.user = customers.id;
CREATE VIEW over AS SELECT * FROM customers;
CREATE TRIGGER users_change AFTER UPDATE OF email ON customers WHEN old.email <> new.email BEGIN UPDATE orders SET mail = new.email WHERE user = new.id; END;
CREATE TRIGGER orders_new AFTER INSERT ON orders BEGIN UPDATE customers SET n = n + 1 WHERE id = new.user; END;
