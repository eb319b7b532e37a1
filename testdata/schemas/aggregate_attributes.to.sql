CREATE FUNCTION keep(anyarray, anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION add(text, int) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION sub(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 - $2';
CREATE FUNCTION fin(int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE FUNCTION fin2(int, int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE FUNCTION fin_more(int, int, int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE AGGREGATE plain(int) (SFUNC = sub, STYPE = int, INITCOND = '3', PARALLEL = SAFE);
CREATE AGGREGATE counted(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '1');
CREATE AGGREGATE old_form (BASETYPE = int, SFUNC1 = add, STYPE1 = text);
CREATE AGGREGATE whole(x int) (
  SFUNC = sub, STYPE = int, SSPACE = 200, FINALFUNC = fin, COMBINEFUNC = sub, INITCOND = '8',
  MSFUNC = sub, MINVFUNC = add, MSTYPE = int, MSSPACE = 60, MFINALFUNC = fin2, MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = READ_WRITE, MINITCOND = '9');
CREATE AGGREGATE extra(int) (SFUNC = add, STYPE = int, FINALFUNC = fin, FINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE ordered(p int ORDER BY x int) (SFUNC = add, STYPE = int, FINALFUNC = fin_more, FINALFUNC_EXTRA, FINALFUNC_MODIFY = SHAREABLE);
CREATE AGGREGATE listed(anyelement) (SFUNC = keep, STYPE = anyarray);
CREATE AGGREGATE internal_state(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg);
CREATE AGGREGATE greatest_of(int) (SFUNC = int4larger, STYPE = int);
CREATE AGGREGATE ranked(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = dense_rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE moded(ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = mode_final, FINALFUNC_EXTRA);
CREATE AGGREGATE texts(int) (SFUNC = add, STYPE = int);
CREATE AGGREGATE came(int) (SFUNC = add, STYPE = int);
COMMENT ON AGGREGATE plain(int) IS 'two';
