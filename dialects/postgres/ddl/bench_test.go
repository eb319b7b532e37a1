package ddl_test

import (
	"strconv"
	"strings"
	"testing"

	pg_query "github.com/pganalyze/pg_query_go/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/measure"
)

// BenchmarkRead reads the dump of GitLab's schema and synthetic ones of 100 to
// 10,000 tables. Beside the time it reports the time as a multiple of what the
// bare parser takes for the same text, which is to be 1.6 at most, and the time
// per table, which must not grow.
func BenchmarkRead(b *testing.B) {
	b.Run("gitlab", func(b *testing.B) {
		benchmarkRead(b, corpus.Open(b, "postgres").Schema(b, "gitlab/structure.sql").Read(b))
	})
	for _, tables := range []int{100, 1000, 10000} {
		b.Run("tables="+strconv.Itoa(tables), func(b *testing.B) {
			benchmarkRead(b, strings.Join(corpus.Tables(tables), ""))
		})
	}
}

func benchmarkRead(b *testing.B, text string) {
	b.Helper()
	tables := 0
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	took := measure.Against(b, "of-parse", func() error {
		s, err := read(b, ddl.Options{Version: 150000}, one(text))
		tables = len(s.Tables)
		return err
	}, func() error {
		_, err := pg_query.Parse(text)
		return err
	})
	b.ReportMetric(float64(took)/float64(tables), "ns/table")
}
