package command

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// isTerminal reports whether somebody looks at what is written.
func isTerminal(w io.Writer) bool {
	if s, ok := w.(*scrubber); ok {
		w = s.to
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colored decides about colour: what the flag says, else only for a terminal
// whose owner didn't refuse it (https://no-color.org).
func (p *program) colored(when, file string) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return file == "" && p.env("NO_COLOR") == "" && p.env("TERM") != "dumb" && isTerminal(p.stdout)
}

// patience is how long the work may take before the progress line appears.
const patience = time.Second

// progress is one line on a terminal that says what is going on. It appears
// late, so that quick work shows none, and leaves nothing behind.
type progress struct {
	to    io.Writer
	mu    sync.Mutex
	what  string
	timer *time.Timer
	start time.Time
	shown bool
}

// progress starts a line; nil if nobody would see it.
func (p *program) progress() *progress {
	if !isTerminal(p.stderr) || p.env("TERM") == "dumb" {
		return nil
	}
	p.line = &progress{to: p.stderr, start: time.Now()}
	p.line.timer = time.AfterFunc(patience, p.line.tick)
	return p.line
}

// say tells what begins now.
func (l *progress) say(what string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.what = what
	if l.shown {
		l.draw()
	}
}

func (l *progress) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer == nil {
		return
	}
	l.shown = true
	l.draw()
	l.timer.Reset(patience)
}

// draw needs the lock. The text is cut to one line of a narrow terminal.
func (l *progress) draw() {
	text := []rune(l.what)
	if len(text) > 60 {
		text = append(text[:59], '…')
	}
	// A progress line that can't be written is no reason to stop.
	_, _ = fmt.Fprintf(l.to, "\r\x1b[K%s … %ds", string(text), int(time.Since(l.start).Seconds()))
}

// aside writes something else where the line is; the line comes back below.
func (l *progress) aside(write func()) {
	if l == nil {
		write()
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown {
		_, _ = io.WriteString(l.to, "\r\x1b[K")
	}
	write()
}

// end takes the line away.
func (l *progress) end() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil {
		l.timer.Stop()
		l.timer = nil
	}
	if l.shown {
		l.shown = false
		_, _ = io.WriteString(l.to, "\r\x1b[K")
	}
}
