package migrate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Record is a row of the history table: one attempt to run a revision, or a
// stamp.
type Record struct {
	ID        int64
	Revision  string
	Direction graph.Direction
	// Checksum is the file's at that time.
	Checksum string
	Started  time.Time
	// Finished is zero if the end was never noted: the revision runs still, or its
	// run was killed.
	Finished time.Time
	// Tool is the version of the program, Who the one who ran it.
	Tool, Who string
	// Statements is how many statements the revision has, Done how many of them,
	// from the first, are committed.
	Statements, Done int
	// Running is the number of a statement outside a transaction that was begun,
	// and whose end wasn't noted; 0 if there is none.
	Running int
	// Rounds and Rows are those of the repeated statements.
	Rounds, Rows int64
	// Failed is the number of the statement that the server refused with Error; 0
	// if Error is about no statement.
	Failed int
	Error  string

	doneSum, runningSum string
}

// Duration is how long the run took, 0 if its end isn't known.
func (r *Record) Duration() time.Duration {
	if r.Finished.IsZero() {
		return 0
	}
	return r.Finished.Sub(r.Started)
}

// OK says that the run ended well.
func (r *Record) OK() bool { return !r.Finished.IsZero() && r.Error == "" }

// partial says that the run ended with some of the revision's statements done,
// or perhaps done.
func (r *Record) partial() bool {
	return !r.OK() && (r.Done > 0 || r.Running > 0 || r.Rounds > 0)
}

// The columns of the history table, in the order of scanRecord.
const recordColumns render.Keyword = "h.id, h.revision, h.direction, h.checksum, h.started_at, h.finished_at, h.tool_version, h.applied_by," +
	" h.statements, h.statements_done, h.done_checksum, coalesce(h.running_statement, 0), coalesce(h.running_checksum, '')," +
	" h.repeat_rounds, h.repeat_rows, coalesce(h.failed_statement, 0), coalesce(h.error, '')"

func scanRecord(rows Rows) (Record, error) {
	var r Record
	var direction string
	var finished *time.Time
	err := rows.Scan(&r.ID, &r.Revision, &direction, &r.Checksum, &r.Started, &finished, &r.Tool, &r.Who,
		&r.Statements, &r.Done, &r.doneSum, &r.Running, &r.runningSum, &r.Rounds, &r.Rows, &r.Failed, &r.Error)
	r.Direction = graph.Direction(direction)
	if finished != nil {
		r.Finished = *finished
	}
	return r, err
}

// notes writes what the runner tells the database about a run. The same text
// runs online and stands in a script.
type notes struct {
	dialect Dialect
	tables  Tables
	tool    string
	who     string
}

func (n notes) writer() *render.Writer { return render.NewWriter(n.dialect) }

// rows reads the version table.
func (n notes) rows() string {
	return n.writer().Key("SELECT version_num FROM ").Name(n.tables.Version).Key(" ORDER BY version_num").String()
}

// change changes a row of the version table.
func (n notes) change(c graph.Change) string {
	w := n.writer()
	switch c.Kind {
	case graph.Insert:
		w.Key("INSERT INTO ").Name(n.tables.Version).Key(" (version_num) VALUES (").Literal(c.To).Key(")")
	case graph.Update:
		w.Key("UPDATE ").Name(n.tables.Version).Key(" SET version_num = ").Literal(c.To).
			Key(" WHERE version_num = ").Literal(c.From)
	case graph.Delete:
		w.Key("DELETE FROM ").Name(n.tables.Version).Key(" WHERE version_num = ").Literal(c.From)
	}
	return w.String()
}

// clear empties the version table.
func (n notes) clear() string {
	return n.writer().Key("DELETE FROM ").Name(n.tables.Version).String()
}

// entry is what a row of the history begins with.
type entry struct {
	revision, checksum string
	direction          graph.Direction
	statements, done   int
	doneSum            string
	rounds, rows       int64
}

// open begins a row of the history.
func (n notes) open(e entry) string {
	w := n.writer().Key("INSERT INTO ").Name(n.tables.History).
		Key(" (revision, direction, checksum, started_at, tool_version, applied_by, statements, statements_done, done_checksum, repeat_rounds, repeat_rows)")
	w.Key(" VALUES (").Literal(e.revision).Key(", ").Literal(string(e.direction)).Key(", ").Literal(e.checksum)
	w.Key(", ").Key(n.dialect.Now()).Key(", ").Literal(n.tool).Key(", ").Literal(n.who)
	w.Key(", ").Int(int64(e.statements)).Key(", ").Int(int64(e.done)).Key(", ").Literal(e.doneSum)
	return w.Key(", ").Int(e.rounds).Key(", ").Int(e.rows).Key(")").String()
}

// latest selects the ID of the newest row of a revision; under the lock it is
// that of the run that is under way.
func (n notes) latest(revision string) string {
	return n.writer().Key("SELECT max(id) AS id FROM ").Name(n.tables.History).Key(" WHERE revision = ").Literal(revision).String()
}

// update begins an UPDATE of the newest row of a revision; where ends it.
func (n notes) update() *render.Writer {
	return n.writer().Key("UPDATE ").Name(n.tables.History).Key(" SET ")
}

// where names the row. The ID comes by a table of its own, since not every
// product reads from the table that a statement changes.
func (n notes) where(w *render.Writer, revision string) string {
	return w.Key(" WHERE id = (SELECT id FROM (").Key(render.Keyword(n.latest(revision))).Key(") AS newest)").String()
}

// running notes that a statement outside a transaction is about to begin.
func (n notes) running(revision string, number int, sum string) string {
	w := n.update().Key("running_statement = ").Int(int64(number)).Key(", running_checksum = ").Literal(sum)
	return n.where(w, revision)
}

// done notes that the first statements are done.
func (n notes) done(revision string, number int, sum string) string {
	w := n.update().Key("statements_done = ").Int(int64(number)).Key(", done_checksum = ").Literal(sum).
		Key(", running_statement = NULL, running_checksum = NULL")
	return n.where(w, revision)
}

// round notes that a repeated statement changed rows once more.
func (n notes) round(revision, rows string) string {
	w := n.update().Key("repeat_rounds = repeat_rounds + 1, repeat_rows = repeat_rows + ").Key(render.Keyword(rows))
	return n.where(w, revision)
}

// finish notes the good end of a run.
func (n notes) finish(revision string, statements int, sum string) string {
	w := n.update().Key("finished_at = ").Key(n.dialect.Now()).Key(", statements_done = ").Int(int64(statements)).
		Key(", done_checksum = ").Literal(sum).Key(", running_statement = NULL, running_checksum = NULL")
	return n.where(w, revision)
}

// fail notes the bad end of a run. A statement that is certain to have had no
// effect runs no more.
func (n notes) fail(revision string, statement int, text string, settled bool) string {
	w := n.update().Key("finished_at = ").Key(n.dialect.Now()).Key(", error = ").Literal(text)
	if statement > 0 {
		w.Key(", failed_statement = ").Int(int64(statement))
	}
	if settled {
		w.Key(", running_statement = NULL, running_checksum = NULL")
	}
	return n.where(w, revision)
}

// records reads rows of the history, oldest first.
func (n notes) records(ctx context.Context, conn Conn, newest bool) ([]Record, error) {
	w := n.writer().Key("SELECT ").Key(recordColumns).Key(" FROM ").Name(n.tables.History).Key(" h")
	if newest {
		// The last run of each revision that ended well, and the last that didn't.
		w.Key(" WHERE h.id IN (SELECT max(id) FROM ").Name(n.tables.History).
			Key(" GROUP BY revision, finished_at IS NOT NULL AND error IS NULL)")
	}
	list, err := collect(ctx, conn, w.Key(" ORDER BY h.id").String(), scanRecord)
	if err != nil {
		return nil, fmt.Errorf("reading the history table: %w", err)
	}
	return list, nil
}

// prefixSums returns a checksum for every number of statements from the first:
// a file may be mended behind what is done, and not before. Entry i is about i
// statements.
func prefixSums(statements []script.Statement) []string {
	sums := make([]string, 1, len(statements)+1)
	for i := range statements {
		text := sums[i] + "\n" + statementSum(&statements[i])
		sum := sha256.Sum256([]byte(text))
		sums = append(sums, hex.EncodeToString(sum[:16]))
	}
	return sums
}

// statementSum is the checksum of one statement. The ends of lines are alike,
// because tools that keep files change them.
func statementSum(s *script.Statement) string {
	sql := strings.ReplaceAll(s.SQL, "\r\n", "\n")
	text := strconv.Itoa(len(sql)) + ":" + sql + s.Data
	if s.Code != "" {
		text = "code:" + s.Code
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// names makes the tables' names known where no database can be asked.
func (t Tables) withoutDatabase() Tables {
	if t.History.Schema == "" {
		t.History.Schema = t.Version.Schema
	}
	return t
}

// Names lists the two tables, for those who leave them out of a comparison.
func (t Tables) Names() []model.QName { return []model.QName{t.Version, t.History} }
