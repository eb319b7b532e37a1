package command

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output writes the result of a command: to standard output, or to a file that
// is there whole or not at all.
func (p *program) output(ctx context.Context, file string, write func(io.Writer) error) error {
	var buffer bytes.Buffer
	if err := write(&buffer); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if file == "" || file == "-" {
		if _, err := p.stdout.Write(buffer.Bytes()); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
		return nil
	}
	if err := replaceFile(file, buffer.Bytes()); err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	return nil
}

// replaceFile writes a new file beside the old one and renames it, so that
// nobody ever sees a part of it. What is no regular file, such as a pipe, is
// written to.
func replaceFile(name string, data []byte) (err error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return reason(err)
	case info.IsDir():
		return errors.New("it is a directory")
	case !info.Mode().IsRegular():
		return reason(os.WriteFile(name, data, 0))
	}
	target := name
	if info != nil {
		if target, err = filepath.EvalSymlinks(name); err != nil {
			return reason(err)
		}
	}
	dir, base := filepath.Split(target)
	f, err := os.OpenFile(dir+"."+base+"."+rand.Text()[:8], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return reason(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(reason(err), ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if info != nil {
		if err = f.Chmod(info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// reason drops the name of the file, which the message has already.
func reason(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
