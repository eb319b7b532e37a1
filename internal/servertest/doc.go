// Package servertest is what the private servers of tests have in common,
// whatever product they are of: where they are kept, who they run as, how they
// end with the process that started them, and how a command runs beside them.
// Packages pgtest and mytest have the products' own part.
package servertest
