package migrate

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Script writes what a run on a database at from would do as a script for the
// product's own shell. It needs no database. That the database is there is checked
// when the script runs; no from is the base. The database that it leaves is the
// same as that of a run.
func (m *Migrator) Script(w io.Writer, direction graph.Direction, from []string, targets ...string) error {
	rows, err := m.offlineRows(from)
	if err != nil {
		return err
	}
	q := request{direction: direction, targets: targets}
	actions, err := m.prepare(q, &state{rows: rows})
	if err != nil {
		return err
	}
	if err := withoutCode(actions); err != nil {
		return err
	}
	o := &offline{m: m, notes: m.notes(m.config.tables.withoutDatabase())}
	o.begin(rows)
	if direction == graph.Stamp {
		o.stamps(actions)
	} else {
		for _, u := range compile(m.dialect, actions, m.config.perRun) {
			if err := o.unit(&u); err != nil {
				return err
			}
		}
	}
	o.line("")
	o.sql(m.config.after...)
	for _, line := range m.dialect.ScriptEnd(o.notes.tables.Version) {
		o.line(line)
	}
	_, err = io.WriteString(w, o.b.String())
	return err
}

// offlineRows are the rows of a database that is at some places.
func (m *Migrator) offlineRows(from []string) (graph.Rows, error) {
	var rows graph.Rows
	for _, identifier := range from {
		ids, err := m.graph.Resolve(identifier, nil)
		if err != nil {
			return nil, err
		}
		rows = append(rows, ids...)
	}
	return m.graph.Canonical(rows)
}

// offline writes a script.
type offline struct {
	m     *Migrator
	notes notes
	b     strings.Builder
}

func (o *offline) line(text string) { o.b.WriteString(text + "\n") }

// sql writes statements with their ends.
func (o *offline) sql(list ...string) {
	for _, text := range list {
		o.line(text + ";")
	}
}

// begin writes what is before the first revision.
func (o *offline) begin(rows graph.Rows) {
	d, tables := o.m.dialect, o.notes.tables
	for _, line := range d.ScriptBegin(tables.Version) {
		o.line(line)
	}
	o.timeouts()
	o.sql(o.m.config.before...)
	o.line("")
	if len(rows) == 0 {
		o.sql(d.CreateVersion(tables.Version)...)
	}
	o.sql(d.CreateHistory(tables.History)...)
	o.sql(d.ScriptRows(tables.Version, rows))
}

func (o *offline) timeouts() {
	o.sql(o.m.dialect.Timeouts(o.m.config.lockTimeout, o.m.config.statementTimeout)...)
}

// unit writes a unit.
func (o *offline) unit(u *unit) error {
	o.line("")
	switch u.kind {
	case unitAlone:
		t := u.first()
		s := &t.action.statements()[t.index]
		o.note(t.action, o.notes.running(t.action.name(), t.index+1, statementSum(s)))
		o.statement(s)
		o.note(t.action, o.notes.done(t.action.name(), t.index+1, t.action.sums[t.index+1]))
		return nil
	case unitRepeat:
		return o.repeat(u.first())
	case unitSession:
		return o.task(u.first())
	case unitTransaction:
	}
	o.sql(o.m.dialect.Begin())
	for _, t := range u.tasks {
		if err := o.task(t); err != nil {
			return err
		}
	}
	o.sql(commit)
	return nil
}

// note writes what is done in the middle of a revision. If the revision may have
// changed the search path, and the script doesn't know the schema of the history
// table, the table is to be found all the same.
func (o *offline) note(a *action, sql string) { o.sql(o.noted(a, sql)...) }

func (o *offline) noted(a *action, sql string) []string {
	lost := o.notes.tables.History.Schema == "" && slices.ContainsFunc(a.statements(), func(s script.Statement) bool {
		return o.m.dialect.MaySet(s.SQL)
	})
	if !lost {
		return []string{sql}
	}
	return o.m.dialect.ScriptFound(sql)
}

func (o *offline) repeat(t task) error {
	a := t.action
	s := &a.statements()[t.index]
	progress := o.noted(a, o.notes.round(a.name(), RowsPlaceholder))
	text, err := o.m.dialect.ScriptRepeat(s.SQL, s.Pause, progress)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Pos, err)
	}
	o.sql(text)
	o.note(a, o.notes.done(a.name(), t.index+1, a.sums[t.index+1]))
	return nil
}

func (o *offline) task(t task) error {
	a := t.action
	switch t.kind {
	case taskOpen:
		o.open(a)
	case taskStatement:
		o.statement(&a.statements()[t.index])
	case taskDone:
		o.note(a, o.notes.done(a.name(), t.index+1, a.sums[t.index+1]))
	case taskFinish:
		o.finish(a)
	case taskRestore:
		o.reset(a)
	case taskSettings:
		return errors.New("writing a script: it can't go on in the middle of a revision")
	}
	return nil
}

func (o *offline) open(a *action) {
	o.line("-- Running " + oneLine(a.step.String()) + oneLine(title(a.script)))
	o.sql(o.notes.open(entry{
		revision: a.name(), checksum: a.script.Checksum, direction: a.step.Direction,
		statements: len(a.statements()), doneSum: a.sums[0],
	}))
	o.line("")
}

func title(s *script.Script) string {
	if s.Message == "" {
		return ""
	}
	return ": " + s.Message
}

// oneLine keeps a text within its comment.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// statement writes a statement with what its author said about it.
func (o *offline) statement(s *script.Statement) {
	for _, line := range s.Comment {
		o.line(strings.TrimRight("-- "+oneLine(line), " "))
	}
	if s.Copy {
		o.b.WriteString(o.m.dialect.ScriptData(s.SQL, s.Data))
	} else {
		o.line(o.m.dialect.ScriptStatement(s.SQL))
	}
	o.line("")
}

func (o *offline) finish(a *action) {
	if !a.setsOutside(o.m.dialect) {
		o.reset(a)
	}
	for _, change := range a.step.Changes {
		o.sql(o.notes.change(change))
	}
	o.sql(o.notes.finish(a.name(), len(a.statements()), a.sums[len(a.statements())]))
}

// reset undoes what the statements set for the session.
func (o *offline) reset(a *action) {
	if reset := o.m.dialect.ScriptReset(a.texts()); len(reset) > 0 {
		o.sql(reset...)
		o.timeouts()
		o.sql(o.m.config.before...)
	}
}

func (o *offline) stamps(actions []*action) {
	o.line("")
	o.sql(o.m.dialect.Begin())
	for _, a := range actions {
		o.line("-- Running " + a.step.String())
		for _, change := range a.step.Changes {
			o.sql(o.notes.change(change))
		}
		for _, id := range slices.Compact(slices.Sorted(slices.Values(stampedBy(a.step)))) {
			o.sql(o.m.stampNotes(o.notes, id)...)
		}
	}
	o.sql(commit)
}
