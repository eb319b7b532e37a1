// Package golden has what the test of gocode writes, so that it is compiled and vetted.
package golden
