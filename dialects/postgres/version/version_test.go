package version_test

import (
	"errors"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		v      version.Number
		ok     bool
		tooNew bool
		text   string
	}{
		{120022, false, false, "12.22"},
		{130000, true, false, "13.0"},
		{150018, true, false, "15.18"},
		{180004, true, false, "18.4"},
		{190000, false, true, "19.0"},
	} {
		err := version.Check(test.v)
		var known *version.Error
		if (err == nil) != test.ok || errors.As(err, &known) == test.ok || known != nil && known.TooNew() != test.tooNew {
			t.Errorf("%d: got %v", test.v, err)
		}
		if test.v.String() != test.text {
			t.Errorf("got %s, want %s", test.v, test.text)
		}
	}
}

func TestPredicatesFollowTheMajorVersion(t *testing.T) {
	if v := version.OfMajor(17); v.HasNotNullConstraints() || !v.HasDomainNotNullConstraints() || v.HasPostfixOperators() {
		t.Error("17 has named not-null constraints of domains, not of columns")
	}
	if v := version.Number(180004); !v.HasPeriods() || !v.HasVirtualColumns() || v.Major() != 18 {
		t.Error("18.4 has periods and virtual columns")
	}
}
