package kind

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Affinity is how a column converts what is stored in it.
type Affinity string

// The affinities.
const (
	Integer Affinity = "integer"
	Text    Affinity = "text"
	Blob    Affinity = "blob"
	Real    Affinity = "real"
	Numeric Affinity = "numeric"
)

// AffinityOf returns the affinity that a declared type has in a table that isn't
// strict: words in its name decide (datatype3.html, section 3.1).
func AffinityOf(t model.Type) Affinity {
	name := Fold(t.Name)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("int"):
		return Integer
	case has("char", "clob", "text"):
		return Text
	case name == "" || has("blob"):
		return Blob
	case has("real", "floa", "doub"): //nolint:misspell // the words that the library looks for
		return Real
	}
	return Numeric
}
