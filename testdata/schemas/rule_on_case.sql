-- The server breaks the line before a condition that is a CASE.
CREATE TABLE c (b char(3), o jsonb);
CREATE RULE r AS ON DELETE TO c WHERE CASE (CASE WHEN (old.b !~* 'x|y') THEN (-7) ELSE (ascii((old.b))) END) WHEN 1 THEN (old.o ? 'a') WHEN 2 THEN false END DO ALSO NOTHING;
