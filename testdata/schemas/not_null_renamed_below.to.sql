-- rename table:price=audit_log
CREATE TYPE color_color AS ENUM ('in progress', 'blue');
CREATE TABLE audit_log ( PRIMARY KEY ("order"), "order" color_color DEFAULT 'blue') PARTITION BY hash ("order");
CREATE TABLE subscription PARTITION OF audit_log FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY list ("order");
CREATE TABLE invoice PARTITION OF subscription FOR VALUES IN ('blue');
