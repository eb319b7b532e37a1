// Package project reads schemadiff.toml: where the revisions of a project are,
// what their schema should be, which databases there are in which environment,
// and how revisions are run and written.
//
// [Load] finds the file in the working directory or above it, as git does, and
// checks all of it, also the parts of environments that nobody asked for. Every
// mistake is told in one go, at its place in the file. What variables stand for
// is looked up late, when [Project.Databases] or [Project.Files] hand out the
// settings: a developer's machine needs no secrets of production.
//
// Settings that stand at the top hold everywhere, those of an environment
// override them there, and those of a database override both. docs/configuration.md
// has them all; the templates that [Templates] lists are what a project begins
// with.
package project
