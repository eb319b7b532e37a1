// Package imported embeds a struct of a package that isn't asked for.
package imported

import (
	"github.com/schemadiff/schemadiff/inspect/gostruct/testdata/everything"
	"github.com/schemadiff/schemadiff/schema"
)

// Thing has what the other package says.
type Thing struct {
	_ schema.Table `schema:"comments"`
	everything.Stamps
	everything.ID[int32]
	Note string
	Mood everything.Mood `schema:"enum"`
}
