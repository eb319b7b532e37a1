package postgres

import "github.com/schemadiff/schemadiff/dialects/postgres/plan"

// Planner writes the plans of PostgreSQL: it implements
// [github.com/schemadiff/schemadiff/render.Dialect].
type Planner = plan.Planner

// Quoter quotes names and literals as PostgreSQL does.
type Quoter = plan.Quoter
