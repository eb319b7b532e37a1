// Package diff compares two schemas and says exactly what differs.
//
// [Compare] matches the objects of both sides by name (and constraints that
// the declared side left unnamed by what they are), compares each pair facet by
// facet and returns a closed set of [Change] values in canonical order. It
// never changes its inputs, and what it knows about a database product comes
// through the [Rules] interface.
package diff
