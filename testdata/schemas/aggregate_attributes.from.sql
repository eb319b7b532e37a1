CREATE FUNCTION keep(anyarray, anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION add(text, int) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION sub(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 - $2';
CREATE FUNCTION fin(int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE FUNCTION fin2(int, int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE FUNCTION fin_more(int, int, int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE AGGREGATE plain(int) (SFUNC = add, STYPE = int);
CREATE AGGREGATE counted(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE old_form (BASETYPE = int, SFUNC1 = add, STYPE1 = text, INITCOND1 = '');
CREATE AGGREGATE whole(x int) (
  SFUNC = add, STYPE = int, SSPACE = 100, FINALFUNC = fin, COMBINEFUNC = add, INITCOND = '7',
  MSFUNC = add, MINVFUNC = sub, MSTYPE = int, MSSPACE = 50, MFINALFUNC = fin, MINITCOND = '8', PARALLEL = SAFE);
CREATE AGGREGATE extra(int) (SFUNC = add, STYPE = int, FINALFUNC = fin2, FINALFUNC_EXTRA, FINALFUNC_MODIFY = SHAREABLE);
CREATE AGGREGATE ordered(p int ORDER BY x int) (SFUNC = add, STYPE = int, FINALFUNC = fin2);
CREATE AGGREGATE listed(anyelement) (SFUNC = keep, STYPE = anyarray, INITCOND = '{}');
CREATE AGGREGATE internal_state(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg, COMBINEFUNC = numeric_avg_combine,
  SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize, PARALLEL = RESTRICTED);
CREATE AGGREGATE greatest_of(int) (SFUNC = int4larger, STYPE = int, SORTOP = >);
CREATE AGGREGATE ranked(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE moded(ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = mode_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE texts(int) (SFUNC = add, STYPE = text, INITCOND = 'a''b');
CREATE AGGREGATE gone(int) (SFUNC = add, STYPE = int);
COMMENT ON AGGREGATE plain(int) IS 'one';
COMMENT ON AGGREGATE counted(*) IS 'all';
COMMENT ON AGGREGATE ranked(VARIADIC "any" ORDER BY VARIADIC "any") IS 'r';
