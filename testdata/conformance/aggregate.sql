-- kind: aggregate
-- given
CREATE FUNCTION pack(bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT int8send($1)$$;
CREATE FUNCTION step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$SELECT $1 + $2$$;
CREATE FUNCTION unstep(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$SELECT $1 - $2$$;
CREATE FUNCTION ending(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$SELECT -$1$$;
CREATE FUNCTION ending(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$SELECT -$1$$;
-- object
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0');
-- attribute: state function
CREATE AGGREGATE total(integer) (SFUNC = unstep, STYPE = bigint, INITCOND = '0');
-- attribute: state type, state function
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
-- attribute: state size
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, SSPACE = 64, INITCOND = '0');
-- attribute: initial state
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '7');
-- attribute: final function
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = ending);
-- attribute: final function extra
-- was
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = ending);
-- is
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = ending, FINALFUNC_EXTRA);
-- attribute: final function modify
-- was
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = ending);
-- is
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', FINALFUNC = ending, FINALFUNC_MODIFY = SHAREABLE);
-- attribute: combine function
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl);
-- attribute: parallel
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', PARALLEL = SAFE);
-- attribute: serial function, deserial function
-- was
CREATE AGGREGATE mean(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine);
-- is
CREATE AGGREGATE mean(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine, SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize);
-- attribute: moving state function, moving inverse function, moving state type
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint);
-- attribute: moving initial state, moving state size
-- was
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint);
-- is
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint, MINITCOND = '5', MSSPACE = 32);
-- attribute: sort operator
-- was
CREATE AGGREGATE least_of(integer) (SFUNC = int4smaller, STYPE = integer);
-- is
CREATE AGGREGATE least_of(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);
-- attribute: aggregation (ordered set to hypothetical set)
-- was
CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA);
-- is
CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
-- attribute: direct arguments, aggregation
-- was
CREATE FUNCTION add_up(integer, integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT $1 + $2$$;
CREATE AGGREGATE mix(integer, integer) (SFUNC = add_up, STYPE = integer);
-- is
CREATE FUNCTION add_up(integer, integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT $1 + $2$$;
CREATE AGGREGATE mix(integer ORDER BY integer) (SFUNC = int4pl, STYPE = integer);
-- attribute: arguments
CREATE AGGREGATE total(amount integer) (SFUNC = step, STYPE = bigint, INITCOND = '0');
-- attribute: moving final function
-- was
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint);
-- is
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0', MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint, MFINALFUNC = ending);
-- attribute: moving final function extra, moving final function modify
-- was
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, FINALFUNC = ending, MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint, MFINALFUNC = ending);
-- is
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, FINALFUNC = ending, MSFUNC = step, MINVFUNC = unstep, MSTYPE = bigint, MFINALFUNC = ending, MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = SHAREABLE);
-- attribute: name
-- rename: aggregate:total(integer)=summed
CREATE AGGREGATE summed(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0');
-- attribute: comment
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE total(integer) IS 'all of it';
