// Package autogenerate turns a planned difference into the two sections of a
// revision, and the sections of revisions into what a reader of schemas takes,
// so that the schema at any revision is known without a database.
package autogenerate
