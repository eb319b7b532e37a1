package pgtest_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func TestCanonicalize(t *testing.T) {
	tests := []struct{ name, dump, want string }{
		{
			"statements are sorted, settings and psql lines go",
			"\\restrict x\n\n-- Dumped from 15.1\nSET a = 1;\nSELECT pg_catalog.set_config('search_path', '', false);\n" +
				"CREATE SCHEMA b;\n\n--\n-- Name: a\n--\nCREATE SCHEMA a;\n",
			"CREATE SCHEMA a;\n\nCREATE SCHEMA b;\n\n",
		},
		{
			"columns are sorted, their commas, quotes and parentheses respected",
			"CREATE TABLE public.t (\n    b numeric(5,2) DEFAULT '1,(',\n    a text[] DEFAULT ARRAY['x', 'y'],\n" +
				"    \"c,)\" integer\n)\nPARTITION BY RANGE (b, a);",
			"CREATE TABLE public.t (\n    \"c,)\" integer,\n    a text[] DEFAULT ARRAY['x', 'y'],\n" +
				"    b numeric(5,2) DEFAULT '1,('\n)\nPARTITION BY RANGE (b, a);\n\n",
		},
		{
			"a table without columns",
			"CREATE TABLE public.t (\n);",
			"CREATE TABLE public.t (\n);\n\n",
		},
		{
			"composite types are sorted, enums are not",
			"CREATE TYPE public.c AS (\n    b integer,\n    a integer\n);\nCREATE TYPE public.e AS ENUM (\n    'b',\n    'a'\n);",
			"CREATE TYPE public.c AS (\n    a integer,\n    b integer\n);\n\nCREATE TYPE public.e AS ENUM (\n    'b',\n    'a'\n);\n\n",
		},
		{
			"columns of statistics are sorted, expressions are not",
			"CREATE STATISTICS public.s (ndistinct) ON z, a, (z + 1), (a + 1) FROM public.t;",
			"CREATE STATISTICS public.s (ndistinct) ON a, z, (z + 1), (a + 1) FROM public.t;\n\n",
		},
		{
			"storage parameters are sorted",
			"CREATE INDEX i ON t USING btree (b) WITH (fillfactor='70', deduplicate_items=off);",
			"CREATE INDEX i ON t USING btree (b) WITH (deduplicate_items=off,\n    fillfactor='70');\n\n",
		},
		{
			"the values of a list partition are sorted",
			"ALTER TABLE ONLY m ATTACH PARTITION p FOR VALUES IN ('b', 'a');",
			"ALTER TABLE ONLY m ATTACH PARTITION p FOR VALUES IN ('a',\n    'b');\n\n",
		},
		{
			"a default that is but NULL goes, unless it overrides a domain's",
			"CREATE TABLE public.t (\n    a character varying(9) DEFAULT NULL::character varying NOT NULL,\n    b public.d DEFAULT NULL::public.d,\n" +
				"    c numeric(5,2) DEFAULT NULL::numeric\n);",
			"CREATE TABLE public.t (\n    a character varying(9) NOT NULL,\n    b public.d DEFAULT NULL::public.d,\n    c numeric(5,2)\n);\n\n",
		},
		{
			"the values of a list partition are sorted",
			"ALTER TABLE ONLY public.t ATTACH PARTITION public.p FOR VALUES IN ('b', 'a, c', NULL);",
			"ALTER TABLE ONLY public.t ATTACH PARTITION public.p FOR VALUES IN ('a, c',\n    'b',\n    NULL);\n\n",
		},
		{
			"the order of columns in keys stays",
			"ALTER TABLE ONLY public.t\n    ADD CONSTRAINT k UNIQUE (b, a);\nCREATE INDEX i ON public.t USING btree (b, a);",
			"ALTER TABLE ONLY public.t\n    ADD CONSTRAINT k UNIQUE (b, a);\n\nCREATE INDEX i ON public.t USING btree (b, a);\n\n",
		},
		{
			"tablespace and access method belong to what they are for",
			"SET default_tablespace = fast;\nSET default_table_access_method = heap2;\nCREATE TABLE a (\n    x integer\n);\n" +
				"ALTER TABLE ONLY a\n    ADD CONSTRAINT k PRIMARY KEY (x);\nALTER TABLE ONLY a\n    ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b(x);\n" +
				"SET default_tablespace = '';\nCREATE INDEX i ON a USING btree (x);",
			"ALTER TABLE ONLY a\n    ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b(x);\n\n" +
				"ALTER TABLE ONLY a\n    ADD CONSTRAINT k PRIMARY KEY (x)\n-- in tablespace fast;\n\n" +
				"CREATE INDEX i ON a USING btree (x);\n\n" +
				"CREATE TABLE a (\n    x integer\n)\n-- in tablespace fast\n-- with access method heap2;\n\n",
		},
		{
			"the server's own mark on columns goes, other options stay",
			"ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=1);\n" +
				"ALTER TABLE ONLY public.t ALTER COLUMN b SET (pg_attver=2, n_distinct=5);\n" +
				"ALTER TABLE ONLY public.t ALTER COLUMN c SET (n_distinct=6);",
			"ALTER TABLE ONLY public.t ALTER COLUMN b SET (n_distinct=5);\n\n" +
				"ALTER TABLE ONLY public.t ALTER COLUMN c SET (n_distinct=6);\n\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := pgtest.Canonicalize(test.dump)
			if err != nil || got != test.want {
				t.Errorf("got %v\n%q\nwant\n%q", err, got, test.want)
			}
		})
	}
}

func TestCanonicalizeRejectsTruncatedText(t *testing.T) {
	if got, err := pgtest.Canonicalize("CREATE TABLE t (\n    a text DEFAULT 'x\n);"); err == nil {
		t.Errorf("got %q; want an error", got)
	}
}
