// Package gocode writes revisions as Go.
package gocode
