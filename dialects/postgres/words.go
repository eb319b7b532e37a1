package postgres

import "github.com/schemadiff/schemadiff/dialects/postgres/wording"

// Wording says what definitions are, for reviews: it implements
// [github.com/schemadiff/schemadiff/render.Wording].
type Wording = wording.Wording
