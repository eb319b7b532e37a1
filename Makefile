# Everything runs on a machine that has Go, gcc and make. What the tests and the
# linter need beside that is fetched: PostgreSQL and MariaDB into a cache directory
# (see internal/pgtest and internal/mytest), the linter as a Go module
# (tools/go.mod).

GO      ?= go
MAJORS  ?= 13 14 15 16 17 18
FUZZTIME ?= 10s
BENCH ?= .
BENCHTIME ?= 1s
SERVERS  = $(GO) run ./internal/pgtest/cmd/pgservers
MARIADB  = mariadb-10.11
MYPRODUCTS ?= mariadb-10.11 mariadb-11.8 mysql-9
MYSERVERS = $(GO) run ./internal/mytest/cmd/myservers
BESIDE   = $(MYSERVERS) run $(MARIADB) --
REQUIRE  = SCHEMADIFF_REQUIRE_PG=1 SCHEMADIFF_REQUIRE_MARIADB=1
LINTER   = $(GO) tool -modfile=tools/go.mod golangci-lint
TESTFLAGS ?= -timeout 30m

.DEFAULT_GOAL := build
.PHONY: build demo test test-race test-matrix lint fmt bench fuzz-short generate

# The program.
build:
	$(GO) build -o schemadiff ./cmd/schemadiff

# The whole story on SQLite, in a directory that is thrown away: no server is
# needed.
demo:
	@GO=$(GO) .ci/demo

# The package whose tests take the longest begins with the others beside it.
LONGEST := ./internal/laws

# All tests, with private servers of PostgreSQL 15 and MariaDB 10.11.
test:
	$(SERVERS) install 15
	$(MYSERVERS) install $(MARIADB)
	$(REQUIRE) $(SERVERS) run 15 -- $(BESIDE) $(GO) test $(TESTFLAGS) $(LONGEST) ./...

# The short tests under the race detector.
test-race:
	$(SERVERS) install 15
	$(MYSERVERS) install $(MARIADB)
	$(REQUIRE) $(SERVERS) run 15 -- $(BESIDE) $(GO) test -race -short $(TESTFLAGS) ./...

# All tests on every supported version, one server after the other. Beside what
# "make test" tries, every server has the longest schemas and disturbed copies of
# its own; the other steps of the histories, and ways to try a pair, are dealt out,
# so that each is tried on one of them. A part of that, say one server:
#   SCHEMADIFF_MATRIX=13,14,15,16,17,18 go run ./internal/pgtest/cmd/pgservers run 18 -- go test ./internal/laws
test-matrix:
	$(SERVERS) install $(MAJORS) pg_dump postgis
	$(MYSERVERS) install $(MYPRODUCTS)
	SCHEMADIFF_MATRIX=1 $(REQUIRE) $(SERVERS) run $(MAJORS) -- $(MYSERVERS) run $(MYPRODUCTS) -- $(GO) test -timeout 5h ./...

# Static checks and formatting.
lint:
	$(LINTER) run

# Formats all code.
fmt:
	$(LINTER) fmt

# All benchmarks, or those that BENCH names (docs/benchmarks.md).
bench:
	$(SERVERS) install 15
	$(MYSERVERS) install $(MARIADB)
	$(SERVERS) run 15 -- $(BESIDE) $(GO) test -run '^$$' -bench '$(BENCH)' -benchtime $(BENCHTIME) -benchmem -p 1 -timeout 2h ./...

# Every fuzz target for a short time.
fuzz-short:
	GO=$(GO) .ci/fuzz $(FUZZTIME)

# Generated files, such as the catalog facts of each version.
generate:
	$(SERVERS) install $(MAJORS)
	$(SERVERS) run $(MAJORS) -- $(GO) generate ./...
