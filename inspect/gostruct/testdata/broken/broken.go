package broken

import "github.com/schemadiff/schemadiff/schema"

type T struct {
	_  schema.Table `schema:"nam=t"`
	ID int64        `schema:"pk"`
	X  Undefined
	Y  strin
	V.Z
}

func f() int { return "x" }
