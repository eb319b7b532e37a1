package script

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Temporary files are hidden, so that none is taken for a revision.
const (
	temporaryPrefix = ".schemadiff-"
	temporarySuffix = ".tmp"
	temporaryLife   = time.Hour
)

// Create writes a new file with its directory. The file appears whole or not at
// all, whenever the program or the computer stops, and it never takes the place
// of another: then the error is [fs.ErrExist].
func Create(path string, text []byte) error {
	path = filepath.FromSlash(path)
	dir := filepath.Dir(path)
	if err := makeDir(dir); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("writing %s: %w", path, fs.ErrExist)
	}
	temporary, err := writeTemporary(dir, text, 0o666)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	err = os.Link(temporary, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems have no links.
		if _, stat := os.Lstat(path); errors.Is(stat, fs.ErrNotExist) {
			err = os.Rename(temporary, path)
		}
	}
	_ = os.Remove(temporary) // it is gone if it was renamed
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// Replace gives a file new contents: it has the old ones or the new ones,
// whenever the program or the computer stops. Its permissions stay, and a link
// to it remains one.
func Replace(path string, text []byte) error {
	real, err := filepath.EvalSymlinks(filepath.FromSlash(path))
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	dir := filepath.Dir(real)
	temporary, err := writeTemporary(dir, text, info.Mode().Perm())
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err = os.Chmod(temporary, info.Mode().Perm()); err == nil {
		err = os.Rename(temporary, real)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, errors.Join(err, os.Remove(temporary)))
	}
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// writeTemporary writes a file of a name that no other has, down to the disk.
func writeTemporary(dir string, text []byte, mode fs.FileMode) (name string, err error) {
	// os.CreateTemp would keep others of the user's group from reading it.
	var file *os.File
	for try := range 100 {
		name = filepath.Join(dir, fmt.Sprintf("%s%d-%d-%d%s", temporaryPrefix, os.Getpid(), time.Now().UnixNano(), try, temporarySuffix))
		if file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(name))
	}
	return name, nil
}

// makeDir makes a directory and those above it, down to the disk.
func makeDir(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := makeDir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

// syncDir brings the names of a directory to the disk, where that can be done.
func syncDir(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer file.Close()
	_ = file.Sync() // some systems can't do that with directories
	return nil
}

// Sweep removes what programs left in a directory that were killed some time ago
// while they wrote there.
func Sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, temporaryPrefix) || !strings.HasSuffix(name, temporarySuffix) {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > temporaryLife {
			_ = os.Remove(filepath.Join(dir, name)) // the next one tries again
		}
	}
}
