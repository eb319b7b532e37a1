// Command gen writes the snapshots of package facts from real servers.
//
//	go run ./dialects/postgres/facts/gen [-dir dialects/postgres/facts/data] [13 14 …]
//
// It starts a private server for each major version (see internal/pgtest for
// where the binaries come from), reads the catalog of an empty database, then
// creates every extension that the server offers in a transaction that is
// rolled back, and reads what the extension owns. The output depends on the
// binaries alone. An extension that can't be created, because a shared library
// of its language is missing, is named on standard error and left out.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func main() {
	dir := flag.String("dir", defaultDir(), "the folder that the archives are written to")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *dir, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// defaultDir is right both from the root of the repository and under go
// generate, which runs in the package's folder.
func defaultDir() string {
	if _, err := os.Stat("facts.go"); err == nil {
		return "data"
	}
	return filepath.Join("dialects", "postgres", "facts", "data")
}

func run(ctx context.Context, dir string, args []string) error {
	majors := facts.Majors()
	if len(args) > 0 {
		majors = majors[:0]
		for _, arg := range args {
			major, err := strconv.Atoi(arg)
			if err != nil {
				return fmt.Errorf("reading the major version %q: %w", arg, err)
			}
			majors = append(majors, major)
		}
	}
	for _, major := range majors {
		if err := generate(ctx, dir, major); err != nil {
			return fmt.Errorf("generating the facts about PostgreSQL %d: %w", major, err)
		}
	}
	return nil
}

func generate(ctx context.Context, dir string, major int) (err error) {
	server, err := pgtest.Start(ctx, major)
	if err != nil {
		return fmt.Errorf("starting the server: %w", err)
	}
	defer func() {
		if stopErr := server.Stop(); err == nil && stopErr != nil {
			err = fmt.Errorf("stopping the server: %w", stopErr)
		}
	}()
	db, err := server.Create(ctx)
	if err != nil {
		return err
	}
	conn, err := db.Connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)

	r := reader{ctx: ctx, db: conn}
	catalog, err := r.catalog()
	if err != nil {
		return err
	}
	columns, err := r.columns()
	if err != nil {
		return err
	}
	archive := []entry{{"catalog", catalog}, {"columns", columns}}
	available, err := r.available()
	if err != nil {
		return err
	}
	var skipped []string
	for _, x := range available {
		text, err := r.extension(x)
		if err != nil {
			skipped = append(skipped, x.name)
			continue
		}
		archive = append(archive, entry{"extension/" + x.name, text})
	}
	file := filepath.Join(dir, strconv.Itoa(major)+".zip")
	if err := write(file, archive); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %d extensions", file, len(archive)-1)
	if len(skipped) > 0 {
		fmt.Fprintf(os.Stderr, "; not created here: %s", strings.Join(skipped, " "))
	}
	fmt.Fprintln(os.Stderr)
	return nil
}
