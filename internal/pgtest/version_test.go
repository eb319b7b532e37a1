package pgtest

import "testing"

func TestParseVersion(t *testing.T) {
	tests := []struct {
		text string
		want Version
		fail bool
	}{
		{"15.18 (Debian 15.18-0+deb12u1)\n", Version{15, 18}, false},
		{"18.4", Version{18, 4}, false},
		{"19devel", Version{19, 0}, false},
		{"17rc1", Version{17, 0}, false},
		{"", Version{}, true},
		{"MariaDB", Version{}, true},
		{"15.", Version{}, true},
	}
	for _, test := range tests {
		got, err := parseVersion(test.text)
		if got != test.want || (err != nil) != test.fail {
			t.Errorf("%q: got %v, %v; want %v, failure %v", test.text, got, err, test.want, test.fail)
		}
	}
}
