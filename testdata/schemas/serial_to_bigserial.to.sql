CREATE TABLE orders (id bigserial PRIMARY KEY, n serial, m bigint DEFAULT 5);
CREATE TABLE items (order_id bigint REFERENCES orders, line bigint DEFAULT nextval('orders_id_seq'), seen timestamptz, doc jsonb, note text);
