-- The books of a small company, as a branch proposes them. Amounts have
-- cents now.

CREATE SCHEMA books;
SET search_path = books;

CREATE TABLE accounts (
    id     integer PRIMARY KEY,
    name   text NOT NULL,
    clerk  text NOT NULL
);

CREATE TABLE entries (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account  integer NOT NULL REFERENCES accounts,
    amount   numeric(12,2) NOT NULL,
    booked   date NOT NULL DEFAULT CURRENT_DATE,
    note     text
);

CREATE VIEW balances AS
    SELECT a.id, a.name, sum(e.amount) AS balance
    FROM accounts a JOIN entries e ON e.account = a.id
    GROUP BY a.id;
COMMENT ON VIEW balances IS 'what is on each account';

CREATE VIEW overdrawn AS
    SELECT * FROM balances WHERE balance < 0;

CREATE VIEW clerks_to_call AS
    SELECT DISTINCT a.clerk
    FROM overdrawn o JOIN accounts a USING (id);

CREATE MATERIALIZED VIEW monthly AS
    SELECT account, date_trunc('month', booked) AS month, sum(amount) AS total
    FROM entries
    GROUP BY account, date_trunc('month', booked);
CREATE UNIQUE INDEX monthly_key ON monthly (account, month);

CREATE VIEW recent AS
    SELECT id, account, note FROM entries WHERE booked > CURRENT_DATE - 30;

CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount = 0 THEN
        RAISE EXCEPTION 'entry % is of nothing', NEW.id;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_entry BEFORE INSERT OR UPDATE OF amount ON entries
    FOR EACH ROW EXECUTE FUNCTION check_entry();

ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY small_entries ON entries
    USING (amount < 10000 OR CURRENT_USER = 'auditor');
