package runner

import (
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
)

// Names of primary result codes, https://www.sqlite.org/rescode.html.
const (
	permission   = "SQLITE_PERM"
	busy         = "SQLITE_BUSY"
	locked       = "SQLITE_LOCKED"
	readOnly     = "SQLITE_READONLY"
	ioError      = "SQLITE_IOERR"
	corrupt      = "SQLITE_CORRUPT"
	full         = "SQLITE_FULL"
	cantOpen     = "SQLITE_CANTOPEN"
	constraint   = "SQLITE_CONSTRAINT"
	notADatabase = "SQLITE_NOTADB"
)

// codes are the names of the primary result codes, by their numbers.
var codes = [...]string{
	1: "SQLITE_ERROR", 2: "SQLITE_INTERNAL", 3: permission, 4: "SQLITE_ABORT", 5: busy, 6: locked, 7: "SQLITE_NOMEM", 8: readOnly,
	9: "SQLITE_INTERRUPT", 10: ioError, 11: corrupt, 12: "SQLITE_NOTFOUND", 13: full, 14: cantOpen, 15: "SQLITE_PROTOCOL", 17: "SQLITE_SCHEMA",
	18: "SQLITE_TOOBIG", 19: constraint, 20: "SQLITE_MISMATCH", 21: "SQLITE_MISUSE", 22: "SQLITE_NOLFS", 23: "SQLITE_AUTH", 25: "SQLITE_RANGE",
	26: notADatabase,
}

// CodeName returns the name of a result code of the library: of an extended one,
// that of its primary one. It is what [migrate.ServerError.Code] holds.
func CodeName(code int) string {
	if primary := code & 0xff; primary < len(codes) && codes[primary] != "" {
		return codes[primary]
	}
	return "SQLITE_ERROR"
}

// isCode says whether an error is the library's, with one of the codes.
func isCode(err error, names ...string) bool {
	server, ok := errors.AsType[*migrate.ServerError](err)
	return ok && slices.Contains(names, server.Code)
}

// Classify implements [migrate.Dialect].
func (Dialect) Classify(err *migrate.ServerError) migrate.Failure {
	switch err.Code {
	case busy, locked:
		return migrate.Retry
	}
	return migrate.Final
}

// Advice implements [migrate.Dialect].
func (Dialect) Advice(err *migrate.ServerError) string {
	switch err.Code {
	case busy, locked:
		return "another process is writing to the database, or reads in the middle of a long transaction; lock_timeout in [run] says how long to wait for it"
	case readOnly:
		return "the database can't be written to: the user who runs revisions must be able to write to the file and to its directory"
	case cantOpen:
		return "the file can't be opened: its directory must be there, and the user must be able to write to it"
	case notADatabase:
		return "the file is no SQLite database, or an encrypted one"
	case corrupt:
		return "the file is damaged: PRAGMA integrity_check tells more, and the shell's .recover saves what can be saved"
	case full:
		return "the disk is full: nothing of this transaction is there, and the run goes on when there is room"
	}
	if strings.Contains(err.Message, "within a transaction") || strings.Contains(err.Message, "from within a transaction") {
		return "write “-- schemadiff: no transaction” above the statement"
	}
	return ""
}
