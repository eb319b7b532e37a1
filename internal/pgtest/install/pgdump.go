package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/servertest"
	"github.com/schemadiff/schemadiff/internal/servertest/apt"
)

// Dump makes sure that pgtest finds a pg_dump for servers up to the newest
// version, which can dump all older ones too. Where there is none, Debian's
// client of that version goes into the cache, with its C library and its
// loader, so that it runs on machines with older ones.
func Dump(ctx context.Context, log io.Writer) error {
	if _, err := pgtest.FindDump(ctx, pgtest.Version{Major: pgtest.Newest}); err == nil {
		fmt.Fprintf(log, "pg_dump %d: found\n", pgtest.Newest)
		return nil
	}
	fmt.Fprintf(log, "pg_dump %d: installing from Debian packages\n", pgtest.Newest)
	cache, err := pgtest.CacheDir()
	if err != nil {
		return err
	}
	dir := filepath.Join(cache, "pg_dump")
	if err := servertest.Fresh(dir); err != nil {
		return err
	}
	if err := unpackDump(ctx, dir); err != nil {
		return errors.Join(fmt.Errorf("installing pg_dump %d: %w", pgtest.Newest, err), os.RemoveAll(dir))
	}
	if _, err := pgtest.FindDump(ctx, pgtest.Version{Major: pgtest.Newest}); err != nil {
		return errors.Join(fmt.Errorf("installing pg_dump %d: %w", pgtest.Newest, err), os.RemoveAll(dir))
	}
	fmt.Fprintf(log, "pg_dump %d: runs from %s\n", pgtest.Newest, dir)
	return nil
}

// unpackDump leaves three things in dir: pg_dump, loader and the folder lib.
// Nothing counts as installed, so that every library comes along.
func unpackDump(ctx context.Context, dir string) error {
	a, err := apt.New(ctx, "/dev/null", "sid")
	if err != nil {
		return err
	}
	defer a.Remove()
	name := "postgresql-client-" + strconv.Itoa(pgtest.Newest)
	if !a.Has(ctx, name) {
		return fmt.Errorf("no source has the package %s", name)
	}
	files, err := a.Download(ctx, name)
	if err != nil {
		return err
	}
	root := filepath.Join(a.Dir(), "root")
	for _, file := range files {
		if err := apt.Unpack(ctx, file, root); err != nil {
			return err
		}
	}
	program := filepath.Join(root, "usr", "lib", "postgresql", strconv.Itoa(pgtest.Newest), "bin", "pg_dump")
	if err := copyFile(program, filepath.Join(dir, "pg_dump")); err != nil {
		return err
	}
	return copyLibraries(root, dir)
}

// copyLibraries copies every shared library of an unpacked root, following
// links, and the dynamic loader.
func copyLibraries(root, dir string) error {
	lib := filepath.Join(dir, "lib")
	if err := os.Mkdir(lib, 0o755); err != nil {
		return err
	}
	loaders := 0
	for _, pattern := range []string{"lib/*-linux-gnu/*.so*", "usr/lib/*-linux-gnu/*.so*"} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			return err
		}
		for _, file := range files {
			name := filepath.Base(file)
			if err := copyFile(file, filepath.Join(lib, name)); err != nil {
				return err
			}
			if isLoader, _ := filepath.Match("ld-linux*", name); isLoader {
				loaders++
				if err := copyFile(file, filepath.Join(dir, "loader")); err != nil {
					return err
				}
			}
		}
	}
	if loaders == 0 {
		return errors.New("the packages hold no dynamic loader")
	}
	return nil
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
