package servertest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// CacheDir is where installed servers and tools are kept: $SCHEMADIFF_CACHE,
// else a directory of the user's cache. Root's cache stands under a directory
// that only root can enter, while servers run as somebody else; so root's
// default is /var/cache.
func CacheDir() (string, error) {
	if dir := os.Getenv("SCHEMADIFF_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	if os.Geteuid() == 0 {
		return "/var/cache/schemadiff", nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the cache directory (set SCHEMADIFF_CACHE to choose one): %w", err)
	}
	return filepath.Join(dir, "schemadiff"), nil
}

// Fresh makes an empty directory that any user may enter, since servers don't
// run as root.
func Fresh(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.Chmod(dir, 0o755)
}

// TempDir makes the directory for a server's data and socket, below the
// directory base or, if that is empty, where it is fast. A socket's path is
// limited to about 100 bytes, and the server's user must be able to enter it.
func TempDir(base, pattern string, who *syscall.Credential) (string, error) {
	if base == "" {
		base = temporaryBase()
	}
	dir, err := os.MkdirTemp(base, pattern)
	if err != nil {
		return "", err
	}
	if who != nil {
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			return "", errors.Join(err, os.RemoveAll(dir))
		}
	}
	return dir, nil
}

// temporaryBase chooses where the directories of servers stand. In memory a
// database is created 10 times faster than on a disk; containers often have
// next to no room there. macOS and some CI machines have long or private
// temporary directories, hence /tmp.
func temporaryBase() string {
	const roomForLargeSchemas = 4 << 30
	var memory syscall.Statfs_t
	if err := syscall.Statfs("/dev/shm", &memory); err == nil && memory.Bavail*uint64(memory.Bsize) >= roomForLargeSchemas {
		return "/dev/shm"
	}
	if info, err := os.Stat("/tmp"); err == nil && info.IsDir() {
		return "/tmp"
	}
	return os.TempDir()
}

// Required says whether a server that isn't found is a failure of the tests
// that need it, instead of a reason to skip them: in continuous integration, and
// where the variable says so.
func Required(variable string) bool {
	return os.Getenv("CI") == "true" || os.Getenv(variable) == "1"
}
