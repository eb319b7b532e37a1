package script

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "2026", "11", "a.sql")
	if err := Create(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, []byte("two")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("writing it again: %v", err)
	}
	if err := Create(filepath.Join(path, "b.sql"), nil); err == nil {
		t.Error("a file is taken for a directory")
	}
	if err := Replace(filepath.Join(dir, "none.sql"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("replacing what isn't there: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "one" {
		t.Errorf("the file has %q, %v", data, err)
	}
	checkNames(t, filepath.Dir(path), "a.sql")
}

// checkNames checks which files a directory has, hidden ones among them.
func checkNames(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the directory has %v, want %v", got, want)
	}
}

// TestCreateRace: of many who make one file, one succeeds, and its text is there.
func TestCreateRace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.sql")
	var made atomic.Int32
	var winner atomic.Value
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			text := strings.Repeat(strconv.Itoa(i)+"\n", 10000)
			if err := Create(path, []byte(text)); err == nil {
				made.Add(1)
				winner.Store(text)
			} else if !errors.Is(err, fs.ErrExist) {
				t.Error(err)
			}
		})
	}
	group.Wait()
	data, err := os.ReadFile(path)
	if err != nil || made.Load() != 1 || string(data) != winner.Load() {
		t.Errorf("%d have made the file, %v", made.Load(), err)
	}
	checkNames(t, dir, "a.sql")
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	stale, fresh := filepath.Join(dir, temporaryPrefix+"1"+temporarySuffix), filepath.Join(dir, temporaryPrefix+"2"+temporarySuffix)
	for _, path := range []string{stale, fresh} {
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-2 * temporaryLife)
	if err := os.Chtimes(stale, past, past); err != nil {
		t.Fatal(err)
	}
	Sweep(dir)
	Sweep(filepath.Join(dir, "none"))
	checkNames(t, dir, filepath.Base(fresh))
}

// Texts of the child processes of the tests below.
const childTexts = 4

func childText(i int) []byte { return bytes.Repeat([]byte{byte('a' + i%childTexts)}, 1<<20) }

// TestMain makes this program a child that writes files if it is told so.
func TestMain(m *testing.M) {
	dir := os.Getenv("SCHEMADIFF_TEST_WRITE")
	if dir == "" {
		os.Exit(m.Run())
	}
	fmt.Println("begins to write")
	for i := 0; ; i++ {
		err := Create(filepath.Join(dir, fmt.Sprintf("%06d.sql", i)), childText(i))
		if err == nil {
			err = Replace(filepath.Join(dir, "same.sql"), childText(i))
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	}
}

// child starts this program to write into a directory.
func child(t *testing.T, dir, shell string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	if shell != "" {
		if _, err := exec.LookPath("bash"); err != nil {
			t.Skip(err)
		}
		command = exec.Command("bash", "-c", shell+` exec "$0"`, program)
	}
	command.Env = append(os.Environ(), "SCHEMADIFF_TEST_WRITE="+dir)
	return command
}

// checkWhole checks that every file that can be seen has all of its text.
func checkWhole(t *testing.T, dir string) (files int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if entry.Name() == "same.sql" && string(data) == "first" {
			continue
		}
		if len(data) == 0 || !bytes.Equal(data, childText(int(data[0]-'a'))) {
			t.Fatalf("%s has %d bytes", entry.Name(), len(data))
		}
		files++
	}
	return files
}

// TestCreateKilled kills a program a hundred times while it writes files.
func TestCreateKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	kills, files, left := 100, 0, 0
	for range kills {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "same.sql"), []byte("first"), 0o644); err != nil {
			t.Fatal(err)
		}
		command := child(t, dir, "")
		output, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(output).ReadString('\n'); err != nil {
			t.Fatal(line, err)
		}
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := command.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
		files += checkWhole(t, dir)
		hidden, err := filepath.Glob(filepath.Join(dir, temporaryPrefix+"*"))
		if err != nil {
			t.Fatal(err)
		}
		left += len(hidden)
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills: %d whole files, %d hidden rests", kills, files, left)
	if files == 0 || left == 0 {
		t.Error("no kill came while a file was written")
	}
}

// TestCreateFull writes where a file can't become as long as it is: the error
// is reported, and nothing of the file remains.
func TestCreateFull(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "same.sql"), []byte("first"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := child(t, dir, "trap '' XFSZ; ulimit -f 512;").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "writing "+dir) {
		t.Fatalf("the child says %q, %v", out, err)
	}
	checkNames(t, dir, "same.sql")
	checkWhole(t, dir)
}
