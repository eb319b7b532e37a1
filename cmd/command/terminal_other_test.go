//go:build !linux

package command

import "github.com/rogpeppe/go-internal/testscript"

// terminal is for Linux; the scripts ask for that.
func terminal(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("there is no terminal") }
