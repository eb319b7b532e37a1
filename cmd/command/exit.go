package command

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
)

// errDifferent is no failure: it makes the exit code.
var errDifferent = errors.New("the schemas differ")

// errBehind makes the exit code, too: a database isn't at the heads.
var errBehind = errors.New("a database isn't at the heads")

// errDrift makes it, too: check has found something.
var errDrift = errors.New("something doesn't agree")

// isFinding tells what a command found apart from failures.
func isFinding(err error) bool {
	return errors.Is(err, errDifferent) || errors.Is(err, errBehind) || errors.Is(err, errDrift)
}

// exit prints an error and returns the exit code.
func (p *program) exit(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitSame
	case isFinding(err):
		return exitDifferent
	case errors.Is(err, context.Canceled):
		p.complain("interrupted")
		return exitInterrupted
	case errors.As(err, &usage):
		p.complain(message(err) + "\n" + usage.usage())
	default:
		p.complain(message(err))
	}
	return exitError
}

// complain writes a message in one piece.
func (p *program) complain(text string) {
	p.line.aside(func() {
		// There is nobody left to tell if this fails.
		_, _ = fmt.Fprintf(p.stderr, "schemadiff: %s\n", text)
	})
}

// message writes an error with what to do about it.
func message(err error) string {
	text, advice := explain(err)
	if advice != "" {
		text += "\nhint: " + advice
	}
	return text
}

// explain writes the errors of a list, each with what to do about it. Advice
// that fits several errors in a row is given once; that of the last is apart.
func explain(err error) (text, advice string) {
	var lines []string
	for _, e := range single(err) {
		next := ""
		var hinted interface{ Hint() string }
		if errors.As(e, &hinted) {
			next = hinted.Hint()
		}
		if advice != "" && next != advice {
			lines = append(lines, "hint: "+advice)
		}
		advice = next
		// A driver that tries twice tells its failure twice.
		lines = append(lines, slices.Compact(strings.Split(e.Error(), "\n"))...)
	}
	return strings.Join(lines, "\n"), advice
}

// hinted is an error with advice.
type hinted struct {
	error
	hint string
}

func (h *hinted) Hint() string  { return h.hint }
func (h *hinted) Unwrap() error { return h.error }

// single takes apart what errors.Join put together.
func single(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		if list := joined.Unwrap(); err.Error() == errors.Join(list...).Error() {
			var all []error
			for _, e := range list {
				all = append(all, single(e)...)
			}
			return all
		}
	}
	return []error{err}
}

// crash reports a bug of the program.
func (p *program) crash(cause any) int {
	p.complain(fmt.Sprintf(`internal error: %v

This is a bug in schemadiff. Please report it with this text and with what you
compared, if you can share it:
https://github.com/schemadiff/schemadiff/issues

%s
%s`, cause, versionText(), debug.Stack()))
	return exitError
}
