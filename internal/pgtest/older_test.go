package pgtest

import "testing"

func TestForOlderServer(t *testing.T) {
	const (
		before = "CREATE TABLE public.p (\n    c integer NOT NULL,\n    CONSTRAINT k CHECK (NOT NULL IS NULL)\n);\n\n"
		after  = "\n\n\nCREATE INDEX i ON public.r (c);\n"
	)
	got, err := forOlderServer(before + "CREATE TABLE public.\"r(\" (\n    b integer,\n    NOT NULL c,\n    NOT NULL \"D e\"\n)\nINHERITS (public.p);" + after)
	want := before + "CREATE TABLE public.\"r(\" (\n    b integer\n)\nINHERITS (public.p);\n\n" +
		"ALTER TABLE ONLY public.\"r(\" ALTER COLUMN c SET NOT NULL;\n\n" +
		"ALTER TABLE ONLY public.\"r(\" ALTER COLUMN \"D e\" SET NOT NULL;" + after
	if err != nil || got != want {
		t.Errorf("got %s\n%v", got, err)
	}
}
