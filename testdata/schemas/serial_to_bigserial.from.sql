CREATE TABLE orders (id serial PRIMARY KEY, n smallserial, m int DEFAULT 5);
CREATE TABLE items (order_id int REFERENCES orders, line int DEFAULT nextval('orders_id_seq'), seen timestamp, doc json, note timestamptz);
