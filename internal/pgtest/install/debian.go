package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/internal/servertest/apt"
)

// debianSuites says which release of Debian carries a major version, for
// machines whose own release carries another.
var debianSuites = map[int][]string{
	13: {"bullseye"},
	15: {"bookworm"},
	17: {"trixie"},
}

// fromDebian unpacks the server's packages into <dir>/root together with the
// libraries that the machine lacks; PostgreSQL finds its files relative to its
// programs.
func fromDebian(ctx context.Context, _ io.Writer, major int, dir string) error {
	return unpackServer(ctx, major, dir)
}

// fromDebianWithPostGIS is fromDebian and the extension PostGIS.
func fromDebianWithPostGIS(ctx context.Context, _ io.Writer, major int, dir string) error {
	return unpackServer(ctx, major, dir, "postgresql-"+strconv.Itoa(major)+"-postgis-3")
}

func unpackServer(ctx context.Context, major int, dir string, more ...string) error {
	a, err := apt.New(ctx, apt.Installed, debianSuites[major]...)
	if err != nil {
		return err
	}
	defer a.Remove()
	version := strconv.Itoa(major)
	name := "postgresql-" + version
	if !a.Has(ctx, name) {
		return fmt.Errorf("no source has the package %s", name)
	}
	files, err := a.Download(ctx, append([]string{name}, more...)...)
	if err != nil {
		return err
	}
	for _, file := range files {
		if apt.PackageOf(file) == "libc6" {
			return errors.New("the packages need a newer C library than this machine's")
		}
	}
	root := filepath.Join(dir, "root")
	for _, file := range files {
		if err := apt.Unpack(ctx, file, root); err != nil {
			return err
		}
	}
	if err := linkControlFiles(filepath.Join(root, "usr", "share", "postgresql", version, "extension")); err != nil {
		return err
	}
	return os.Symlink(filepath.Join("root", "usr", "lib", "postgresql", version, "bin"), filepath.Join(dir, "bin"))
}

// linkControlFiles does what the installation of PostGIS's package does:
// postgis-3.control gets the name postgis.control too.
func linkControlFiles(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*-3.control"))
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, "-3.control") + ".control"
		if err := os.Symlink(filepath.Base(file), name); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	return nil
}
