// Package install puts servers of MariaDB and MySQL into the cache directory of
// package mytest. Nothing else on the machine changes, and it takes no root.
//
// The files come from Debian's packages, of whichever release has the version,
// with all that these need down to the C library and its loader. So they run
// beside any other version, on any release.
package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/internal/servertest"
	"github.com/schemadiff/schemadiff/internal/servertest/apt"
)

// Server makes sure that mytest finds a product, and installs it into the cache
// if it doesn't. It says on log what it does.
func Server(ctx context.Context, log io.Writer, product mytest.Product) error {
	found, err := mytest.Find(ctx, product)
	if err == nil {
		where := found.Bin
		if where == "" {
			where = "$" + product.Variable()
		}
		fmt.Fprintf(log, "%s: found in %s\n", product.Name, where)
		return nil
	}
	var missing *mytest.NotFoundError
	if !errors.As(err, &missing) {
		return err
	}
	fmt.Fprintf(log, "%s: installing from packages of Debian %s\n", product.Name, product.Suite)
	dir, err := mytest.CacheDir(product)
	if err != nil {
		return err
	}
	if err := install(ctx, product, dir); err != nil {
		return errors.Join(fmt.Errorf("installing %s: %w", product.Name, err), os.RemoveAll(dir))
	}
	fmt.Fprintf(log, "%s: starts from %s\n", product.Name, dir)
	return nil
}

// install keeps what it unpacked only if a server starts.
func install(ctx context.Context, product mytest.Product, dir string) error {
	if err := servertest.Fresh(dir); err != nil {
		return err
	}
	if err := unpack(ctx, product, filepath.Join(dir, "root")); err != nil {
		return err
	}
	if err := wrap(dir, product.Server, product.Client); err != nil {
		return err
	}
	server, err := mytest.Start(ctx, product)
	if err != nil {
		return err
	}
	return server.Stop()
}

func unpack(ctx context.Context, product mytest.Product, root string) error {
	a, err := apt.Only(ctx, product.Suite)
	if err != nil {
		return err
	}
	defer a.Remove()
	files, err := a.Download(ctx, product.Packages...)
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasPrefix(apt.PackageOf(file), "perl") || strings.HasPrefix(apt.PackageOf(file), "libperl") {
			continue // for scripts that nobody calls
		}
		if err := apt.Unpack(ctx, file, root); err != nil {
			return err
		}
	}
	return nil
}

// wrap writes scripts that run the programs with the loader and the libraries
// that were unpacked with them.
func wrap(dir string, programs ...string) error {
	root := filepath.Join(dir, "root")
	loader, err := first(root, "lib*/ld-linux*", "usr/lib*/ld-linux*", "lib/*-linux-gnu*/ld-linux*", "usr/lib/*-linux-gnu*/ld-linux*")
	if err != nil {
		return err
	}
	libraries, err := filepath.Glob(filepath.Join(root, "*", "*-linux-gnu*"))
	if err != nil {
		return err
	}
	more, err := filepath.Glob(filepath.Join(root, "usr", "lib", "*-linux-gnu*"))
	if err != nil {
		return err
	}
	path := strings.Join(append(libraries, more...), ":")
	if err := os.MkdirAll(filepath.Join(dir, "bin"), 0o755); err != nil {
		return err
	}
	for _, name := range programs {
		program, err := first(root, "usr/sbin/"+name, "usr/bin/"+name)
		if err != nil {
			return err
		}
		script := "#!/bin/sh\nexec " + shell(loader) + " --library-path " + shell(path) + " " + shell(program) + " \"$@\"\n"
		if err := os.WriteFile(filepath.Join(dir, "bin", name), []byte(script), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// first returns the first file that one of the patterns has. Links of an
// unpacked root may lead out of it, so only regular files count.
func first(root string, patterns ...string) (string, error) {
	for _, pattern := range patterns {
		names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			if resolved, err := filepath.EvalSymlinks(name); err == nil && strings.HasPrefix(resolved, root) {
				return name, nil
			}
		}
	}
	return "", fmt.Errorf("the packages have no %s", strings.Join(patterns, " or "))
}

// shell quotes a word for the shell.
func shell(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
