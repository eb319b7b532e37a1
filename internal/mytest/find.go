package mytest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

// Installation says where a product was found. Exactly one of Bin and URL is
// set.
type Installation struct {
	Product Product
	Bin     string // directory of the server's program
	URL     string // of a server that runs already
	From    string // for people: the variable, "cache", "path"
}

// NotFoundError says that a product is nowhere.
type NotFoundError struct {
	Product Product
	Tried   []string
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("finding %s: not in %s; install it with: go run ./internal/mytest/cmd/myservers install %s",
		e.Product.Name, strings.Join(e.Tried, ", "), e.Product.Name)
}

// Find looks for a product; the package comment says where. An environment
// variable that points nowhere is an error, not a reason to look further.
func Find(ctx context.Context, product Product) (Installation, error) {
	variable := product.Variable()
	if value := os.Getenv(variable); mysqlconn.IsURL(value) {
		return Installation{Product: product, URL: value, From: variable}, nil
	} else if value != "" {
		if err := checkBin(ctx, value, product); err != nil {
			return Installation{}, fmt.Errorf("using %s: %w", variable, err)
		}
		return Installation{Product: product, Bin: value, From: variable}, nil
	}
	bin, err := cacheBin(product)
	if err != nil {
		return Installation{}, err
	}
	missing := &NotFoundError{Product: product, Tried: []string{"$" + variable}}
	for _, rung := range append([]Installation{{Bin: bin, From: "cache"}}, onPath(product)...) {
		err := checkBin(ctx, rung.Bin, product)
		if err == nil {
			rung.Product = product
			return rung, nil
		}
		if rung.From == "cache" && !errors.Is(err, os.ErrNotExist) {
			return Installation{}, err
		}
		missing.Tried = append(missing.Tried, rung.Bin)
	}
	return Installation{}, missing
}

// CacheDir is the directory that a product is installed in.
func CacheDir(product Product) (string, error) {
	cache, err := servertest.CacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, product.Name), nil
}

func cacheBin(product Product) (string, error) {
	dir, err := CacheDir(product)
	return filepath.Join(dir, "bin"), err
}

// onPath are the directories where an installed server's program may be.
func onPath(product Product) []Installation {
	dirs := []string{"/usr/sbin"}
	if name, err := exec.LookPath(product.Server); err == nil {
		if name, err = filepath.EvalSymlinks(name); err == nil {
			dirs = append([]string{filepath.Dir(name)}, dirs...)
		}
	}
	var rungs []Installation
	for _, dir := range dirs {
		rungs = append(rungs, Installation{Bin: dir, From: "path"})
	}
	return rungs
}

// checkBin runs the server's program for its version; a directory without one
// gives os.ErrNotExist.
func checkBin(ctx context.Context, bin string, product Product) error {
	program := filepath.Join(bin, product.Server)
	if _, err := os.Stat(program); err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, program, "--no-defaults", "--version").Output()
	if err != nil {
		return fmt.Errorf("running %s --version: %w", program, err)
	}
	// As in "mariadbd  Ver 10.11.6-MariaDB for debian-linux-gnu on x86_64".
	_, version, _ := strings.Cut(string(out), " Ver ")
	if !strings.HasPrefix(strings.TrimSpace(version), product.Version) {
		return fmt.Errorf("%s is version %s; want %s", program, strings.TrimSpace(version), product.Version)
	}
	return nil
}

// share finds the directory of a server's messages, character sets and system
// tables: those of a package stand beside its programs, below the same prefix.
func share(bin string) (prefix, dir string, err error) {
	for _, prefix := range []string{filepath.Join(bin, "..", "root", "usr"), filepath.Dir(bin)} {
		for _, dir := range []string{"share/mysql", "share/mariadb", "share"} {
			dir := filepath.Join(prefix, dir)
			if _, err := os.Stat(filepath.Join(dir, "charsets")); err == nil {
				return prefix, dir, nil
			}
		}
	}
	return "", "", fmt.Errorf("%s has no directory with character sets beside it", bin)
}
