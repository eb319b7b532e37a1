package project

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// HookError says that a hook failed. The file that it ran on is there.
type HookError struct {
	Hook   Hook
	File   string
	Output string // what it wrote
	Err    error
}

// Error implements error.
func (e *HookError) Error() string {
	text := fmt.Sprintf("running the hook %s: %v", e.Hook.Name, e.Err)
	if e.Output != "" {
		text += "\n" + e.Output
	}
	return text
}

// Hint says what became of the file.
func (e *HookError) Hint() string {
	return e.File + " was written and stays as it is now; look at it before it is used"
}

// Unwrap returns what the program ended with.
func (e *HookError) Unwrap() error { return e.Err }

// Run runs the hook on a file and waits for it. An error is a [*HookError].
func (h Hook) Run(ctx context.Context, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return &HookError{Hook: h, File: file, Err: err}
	}
	args := make([]string, len(h.Command))
	for i, arg := range h.Command {
		args[i] = strings.ReplaceAll(arg, "{file}", path)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = h.Dir
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Run(); err != nil {
		return &HookError{h, file, strings.TrimSpace(output.String()), err}
	}
	return nil
}
