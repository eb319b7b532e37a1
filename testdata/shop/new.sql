-- The schema of the shop as a branch proposes it. Much of it is written in
-- another way than in old.sql and means the same: that is no difference.

CREATE SCHEMA shop;

CREATE TYPE shop.order_state AS ENUM ('new', 'paid', 'packed', 'sent');
CREATE TYPE shop.refund_state AS ENUM ('asked', 'granted', 'paid');

CREATE DOMAIN shop.currency AS character(3);
ALTER DOMAIN shop.currency ADD CONSTRAINT currency_code CHECK (VALUE ~ '^[A-Z]{3}$'::text);

CREATE TABLE shop.customers (
    id         bigserial,
    email      text NOT NULL,
    full_name  text NOT NULL,
    created_at timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE ONLY shop.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX customers_email_key ON shop.customers (lower(email));

CREATE TABLE shop.products (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku   character varying(40) NOT NULL UNIQUE,
    title text NOT NULL,
    price numeric(10,2) NOT NULL CHECK (price > 0::numeric),
    tags  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN shop.products.sku IS 'as printed on the box';
CREATE INDEX products_tags_idx ON shop.products USING gin (tags);

CREATE TABLE shop.orders (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customers ON DELETE RESTRICT,
    state       shop.order_state NOT NULL DEFAULT 'new',
    total       numeric(12,2) NOT NULL DEFAULT 0,
    currency    shop.currency NOT NULL DEFAULT 'EUR',
    note        text,
    placed_at   timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT total_is_positive CHECK (total >= 0 AND (total > 0 OR state = 'new'))
);
CREATE INDEX orders_state_idx ON shop.orders (state) WHERE state IN ('new', 'paid');
CREATE INDEX orders_customer_idx ON shop.orders (customer_id, placed_at DESC);

CREATE TABLE shop.order_lines (
    order_id   bigint NOT NULL REFERENCES shop.orders ON DELETE CASCADE,
    line       smallint NOT NULL,
    product_id integer NOT NULL REFERENCES shop.products (id),
    quantity   integer NOT NULL CHECK (quantity >= 1 AND quantity <= 1000),
    PRIMARY KEY (order_id, line)
);

CREATE TABLE shop.refunds (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES shop.orders,
    state    shop.refund_state NOT NULL DEFAULT 'asked',
    amount   numeric(12,2) NOT NULL CHECK (amount > 0),
    asked_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE shop.visits (
    at          timestamptz NOT NULL,
    customer_id bigint,
    path        text NOT NULL
) PARTITION BY RANGE (at);

CREATE TABLE shop.visits_2025 PARTITION OF shop.visits FOR VALUES FROM ('2025-01-01T00:00:00Z') TO ('2026-01-01T00:00:00Z');
CREATE TABLE shop.visits_2026 PARTITION OF shop.visits FOR VALUES FROM ('2026-01-01T00:00:00Z') TO ('2027-01-01T00:00:00Z');
CREATE TABLE shop.visits_other PARTITION OF shop.visits DEFAULT;

CREATE INDEX visits_customer_idx ON shop.visits (customer_id, at);

CREATE TABLE shop.sessions (
    token      uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
