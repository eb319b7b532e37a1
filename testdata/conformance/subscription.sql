-- kind: subscription
-- given
CREATE TABLE item (id integer PRIMARY KEY);
-- object
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE);
-- attribute: connection
CREATE SUBSCRIPTION news CONNECTION 'dbname=farther port=5433' PUBLICATION one WITH (connect = false, slot_name = NONE);
-- attribute: publications
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION two, one WITH (connect = false, slot_name = NONE);
-- attribute: slot_name
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = 'mine');
-- attribute: slot_name (the usual one)
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false);
-- attribute: disabled
-- was
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false);
-- is
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false);
ALTER SUBSCRIPTION news ENABLE;
-- attribute: synchronous_commit
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, synchronous_commit = 'remote_apply');
-- attribute: binary, since 14
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, binary = true);
-- attribute: streaming, since 14
-- was
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, streaming = off);
-- is
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, streaming = on);
-- attribute: streaming (parallel), since 16
-- was
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, streaming = off);
-- is
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, streaming = parallel);
-- attribute: two_phase, since 15
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, two_phase = true);
-- attribute: disable_on_error, since 15
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, disable_on_error = true);
-- attribute: password_required, since 16
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, password_required = false);
-- attribute: run_as_owner, since 16
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, run_as_owner = true);
-- attribute: origin, since 16
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, origin = none);
-- attribute: failover, since 17
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE, failover = true);
-- attribute: comment
CREATE SUBSCRIPTION news CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION news IS 'what is new elsewhere';
