-- The column comes first that makes a TOAST table needed.
CREATE TABLE s (other text) WITH (toast.autovacuum_enabled = false);
