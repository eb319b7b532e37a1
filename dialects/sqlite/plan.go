package sqlite

import "github.com/schemadiff/schemadiff/dialects/sqlite/plan"

// Planner writes the plans of SQLite: it implements
// [github.com/schemadiff/schemadiff/render.Dialect].
type Planner = plan.Planner

// Quoter quotes names and literals as SQLite does.
type Quoter = plan.Quoter
