package catalog

import (
	"context"

	"github.com/schemadiff/schemadiff/inspect"
)

// checkUnchanged is replaced below.
func (r *reader) checkUnchanged(ctx context.Context, conn inspect.Conn) error { return nil }
