// Package measure compares the time of two works in a benchmark.
package measure

import (
	"testing"
	"time"
)

// Against runs a work as the benchmark, in turns with another one that it is
// measured against, so that whatever else the machine does slows both. It
// reports the ratio of the fastest turns under the name of a unit, and returns
// the time of the work's fastest one. The benchmark's own time is the work's.
func Against(b *testing.B, unit string, work, other func() error) time.Duration {
	b.Helper()
	var fastest [2]time.Duration
	turn := func(which int, f func() error) {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		if took := time.Since(start); fastest[which] == 0 || took < fastest[which] {
			fastest[which] = took
		}
	}
	for b.Loop() {
		b.StopTimer()
		turn(1, other)
		b.StartTimer()
		turn(0, work)
	}
	b.ReportMetric(float64(fastest[0])/float64(fastest[1]), unit)
	return fastest[0]
}
