-- The schema of a small web shop, as it runs in production.

CREATE SCHEMA shop;
SET search_path = shop;

CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');

CREATE DOMAIN currency AS char(3)
    CONSTRAINT currency_code CHECK (VALUE ~ '^[A-Z]{3}$');

CREATE TABLE customers (
    id         bigserial PRIMARY KEY,
    mail       text NOT NULL,
    full_name  text NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    UNIQUE (mail)
);

CREATE TABLE products (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku   varchar(20) NOT NULL UNIQUE,
    title text NOT NULL,
    price numeric(10,2) NOT NULL CHECK (price > 0),
    tags  text[]
);

COMMENT ON COLUMN products.sku IS 'as printed on the box';

CREATE TABLE orders (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    state       order_state NOT NULL DEFAULT 'new',
    total       integer NOT NULL DEFAULT 0,
    currency    currency NOT NULL DEFAULT 'EUR',
    fax         text,
    placed_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT total_is_positive CHECK (total >= 0)
);

CREATE INDEX orders_state_idx ON orders (state);

CREATE TABLE order_lines (
    order_id   bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    line       smallint NOT NULL,
    product_id integer NOT NULL REFERENCES products,
    quantity   integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
    PRIMARY KEY (order_id, line)
);

-- Every page view, one partition for each year.
CREATE TABLE visits (
    at          timestamptz NOT NULL,
    customer_id bigint,
    path        text NOT NULL
) PARTITION BY RANGE (at);

CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');

CREATE INDEX visits_customer_idx ON visits (customer_id, at);

CREATE TABLE sessions (
    token      uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
