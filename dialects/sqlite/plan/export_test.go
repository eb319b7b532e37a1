package plan

// FacetsOf lists the facets of a kind of objects that SQLite has.
var FacetsOf = facetsOf
