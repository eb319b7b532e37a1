package command

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOutputReplacesAFileWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "out.sql")
	p := &program{stdout: io.Discard, stderr: io.Discard}
	write := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return err
		}
	}
	check := func(want string, mode os.FileMode) {
		t.Helper()
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want || mode != 0 && info.Mode() != mode {
			t.Errorf("got %q with mode %v, want %q with %v", got, info.Mode(), want, mode)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != 1 {
			t.Errorf("something is left behind: %v", entries)
		}
	}
	if err := p.output(t.Context(), file, write("first", nil)); err != nil {
		t.Fatal(err)
	}
	check("first", 0)
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := p.output(t.Context(), file, write("part", broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	check("first", 0o600)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.output(ctx, file, write("late", nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	check("first", 0o600)
	if err := p.output(t.Context(), file, write("second", nil)); err != nil {
		t.Fatal(err)
	}
	check("second", 0o600) // the file keeps its rights

	for name, want := range map[string]string{
		dir:                                   "it is a directory",
		filepath.Join(dir, "none", "out.sql"): "no such file or directory",
		filepath.Join(file, "out.sql"):        "not a directory",
		filepath.Join(dir, strings.Repeat("x", 300)): "file name too long",
	} {
		if err := p.output(t.Context(), name, write("x", nil)); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}

func TestOutputFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	if err := replaceFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(target)
	if info, statErr := os.Lstat(link); err != nil || statErr != nil || string(got) != "new" || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("got %q, %v, %v", got, err, statErr)
	}
}

// failing is a standard output that nobody reads any more.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputTellsThatItCouldNotWrite(t *testing.T) {
	p := &program{stdout: failing{}}
	err := p.output(t.Context(), "", func(w io.Writer) error { return nil })
	if err == nil || err.Error() != "writing to standard output: no space left on device" {
		t.Errorf("got %v", err)
	}
}

func TestColored(t *testing.T) {
	p := &program{stdout: &bytes.Buffer{}, env: func(string) string { return "" }}
	if p.colored("auto", "") || !p.colored("always", "") || p.colored("never", "") {
		t.Error("a pipe gets no colour unless it is asked for")
	}
}

func TestProgressIsLateAndLeavesNothing(t *testing.T) {
	var b bytes.Buffer
	line := &progress{to: &b, start: time.Now()}
	line.timer = time.AfterFunc(time.Hour, line.tick)
	line.say("connecting")
	if b.Len() > 0 {
		t.Errorf("too early: %q", b.String())
	}
	line.tick()
	line.aside(func() { b.WriteString("warning\n") })
	line.say(strings.Repeat("long ", 40))
	line.end()
	line.tick()
	line.say("after the end")
	got := b.String()
	if !strings.HasPrefix(got, "\r\x1b[Kconnecting … 0s") || !strings.HasSuffix(got, "\r\x1b[K") || strings.Contains(got, "after") {
		t.Errorf("got %q", got)
	}
	for _, drawn := range strings.Split(got, "\r\x1b[K") {
		if len([]rune(drawn)) > 72 {
			t.Errorf("a line would wrap: %q", drawn)
		}
	}
	if !strings.Contains(got, "0s\r\x1b[Kwarning\n\r\x1b[K") {
		t.Errorf("a message doesn't stand on a line of its own: %q", got)
	}
	var none *progress // nobody looks
	none.say("x")
	none.end()
}

func TestCrashIsReported(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{stderr: &stderr}
	if code := p.crash("index out of range"); code != exitError {
		t.Errorf("got %d", code)
	}
	for _, want := range []string{"internal error: index out of range", "issues", "schemadiff (", "goroutine "} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, stderr.String())
		}
	}
}
