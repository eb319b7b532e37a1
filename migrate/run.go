package migrate

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// Result says what a run did.
type Result struct {
	Direction graph.Direction
	// Steps lists what ran, in order; it is empty if there was nothing to do.
	Steps []StepResult
	// Before and After are the rows of the version table.
	Before, After graph.Rows
	// Waited is how long another runner had the lock.
	Waited time.Duration
}

// StepResult is a revision that ran.
type StepResult struct {
	Step    graph.Step
	Message string
	// Statements is how many of them ran; fewer than the revision has if an earlier
	// run had done the others.
	Statements int
	Duration   time.Duration
}

// Upgrade runs what the targets need and what has not run yet; without a target
// it is everything. A target is any identifier of a revision: "head", "heads",
// "+1", "shop@head", an ID or the beginning of one.
func (m *Migrator) Upgrade(ctx context.Context, targets ...string) (Result, error) {
	return m.run(ctx, request{direction: graph.Up, targets: targets})
}

// Downgrade takes back what follows the target: "base", "-1", "shop@base", an ID
// or the beginning of one.
func (m *Migrator) Downgrade(ctx context.Context, target string) (Result, error) {
	return m.run(ctx, request{direction: graph.Down, targets: []string{target}})
}

// Stamp says that the database is at the targets without running anything. It
// also settles what is half applied. With purge, all rows of the version table go
// first, even those that name no revision.
func (m *Migrator) Stamp(ctx context.Context, purge bool, targets ...string) (Result, error) {
	return m.run(ctx, request{direction: graph.Stamp, targets: targets, purge: purge})
}

func (m *Migrator) run(ctx context.Context, q request) (result Result, err error) {
	result.Direction = q.direction
	conn, err := m.connect(ctx)
	if err != nil {
		return result, err
	}
	if rows, idle := m.idle(ctx, conn, q); idle {
		result.Before, result.After = rows, rows
		closing(ctx, conn, &err)
		return result, err
	}
	r, err := m.begin(ctx, conn)
	if err != nil {
		return result, err
	}
	err = r.run(ctx, q)
	err = r.end(ctx, err)
	return r.result, err
}

// idle says whether there is nothing to do, without taking the lock: many
// programs that start look whether there is. What a run that is under way has
// committed is as good as done. Whatever hinders is reported under the lock, where
// it is certain: a run that is under way looks like one that was interrupted.
func (m *Migrator) idle(ctx context.Context, conn Conn, q request) (graph.Rows, bool) {
	s, err := m.readState(ctx, conn)
	if err != nil || !s.located.Version || len(s.partial) > 0 {
		return nil, false
	}
	actions, err := m.prepare(q, &s)
	return s.rows, err == nil && len(actions) == 0
}

// runner is a run on a connection that has the lock.
type runner struct {
	m      *Migrator
	conn   Conn
	state  state
	notes  notes
	rows   graph.Rows // of the version table, as it is now
	result Result
	// steps is how many there are, at the present one, which began at a time, and
	// committed those that are done.
	steps     int
	at        *action
	began     time.Time
	committed []string
}

// begin waits for the lock, and makes the runner's tables. If it fails, it closes
// the connection.
func (m *Migrator) begin(ctx context.Context, conn Conn) (r *runner, err error) {
	r = &runner{m: m, conn: conn}
	defer func() {
		if err != nil {
			closing(ctx, conn, &err)
		}
	}()
	located, err := m.dialect.Locate(ctx, conn, m.config.tables)
	if err != nil {
		return nil, err
	}
	if err = r.lock(ctx, located.Tables); err != nil {
		return nil, err
	}
	// The one that had the lock may have made them.
	if located, err = m.dialect.Locate(ctx, conn, m.config.tables); err != nil {
		return nil, err
	}
	if err = r.create(ctx, located); err != nil {
		return nil, err
	}
	for _, sql := range m.dialect.Timeouts(m.config.lockTimeout, m.config.statementTimeout) {
		if _, err = conn.Exec(ctx, sql); err != nil {
			return nil, fmt.Errorf("setting the timeouts: %w", err)
		}
	}
	r.state, err = m.readState(ctx, conn)
	r.rows, r.result.Before, r.result.After = r.state.rows, r.state.rows, r.state.rows
	return r, err
}

// create makes the tables that are missing.
func (r *runner) create(ctx context.Context, located Located) error {
	r.notes = r.m.notes(located.Tables)
	var list []string
	if !located.Version {
		list = r.m.dialect.CreateVersion(located.Tables.Version)
	}
	if !located.History {
		list = append(list, r.m.dialect.CreateHistory(located.Tables.History)...)
	}
	for _, sql := range list {
		if _, err := r.conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("making the version table: %w", err)
		}
	}
	return nil
}

// end gives the lock back and closes the connection.
func (r *runner) end(ctx context.Context, err error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err == nil {
		if err = r.m.dialect.Unlock(ctx, r.conn, r.notes.tables.Version); err != nil && r.classify(err) == Lost {
			err = nil // so is the lock
		}
	}
	closing(ctx, r.conn, &err)
	return err
}

// run does what the request wants.
func (r *runner) run(ctx context.Context, q request) error {
	r.result.Direction = q.direction
	actions, err := r.m.prepare(q, &r.state)
	if err != nil {
		return err
	}
	if q.direction == graph.Stamp {
		return r.stamp(ctx, actions, q.purge)
	}
	if len(actions) == 0 {
		return nil
	}
	if err := r.checkCopier(actions); err != nil {
		return err
	}
	for _, a := range actions {
		if err := r.settle(ctx, a); err != nil {
			return err
		}
		a.done = a.first
	}
	return r.actions(ctx, q, actions)
}

// actions runs the hooks of the run and everything between them.
func (r *runner) actions(ctx context.Context, q request, actions []*action) error {
	r.steps = len(actions)
	log := r.m.config.log
	log.InfoContext(ctx, "run begins", "direction", q.direction, "revisions", len(actions))
	begin := time.Now()
	if err := r.hook(ctx, beforeRun, HookCall{Direction: q.direction}); err != nil {
		return err
	}
	for _, u := range compile(r.m.dialect, actions, r.m.config.perRun) {
		if err := r.unit(ctx, &u); err != nil {
			log.ErrorContext(ctx, "run failed", "direction", q.direction, "error", err)
			return err
		}
	}
	if err := r.afterwards(ctx, q); err != nil {
		return &RunError{Direction: q.direction, Committed: r.committed, Err: err}
	}
	log.InfoContext(ctx, "run ends", "direction", q.direction, "revisions", len(actions), "duration", time.Since(begin))
	return nil
}

// afterwards runs what the configuration wants after a run.
func (r *runner) afterwards(ctx context.Context, q request) error {
	if err := r.hook(ctx, afterRun, HookCall{Direction: q.direction}); err != nil {
		return err
	}
	for _, sql := range r.m.config.after {
		if _, err := r.conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("running the statements after a run: %w", err)
		}
	}
	return nil
}

// checkCopier refuses data that the connection can't send.
func (r *runner) checkCopier(actions []*action) error {
	if _, ok := r.conn.(Copier); ok {
		return nil
	}
	for _, a := range actions {
		for i := range a.statements() {
			if s := &a.statements()[i]; s.Copy {
				return refuse(nil, "run it with pgxmigrate or with the command, or write the rows as INSERT",
					"%s: the connection can't send the data of COPY … FROM stdin", s.Pos)
			}
		}
	}
	return nil
}

// hook calls the hooks of a stage.
func (r *runner) hook(ctx context.Context, at stage, call HookCall) error {
	call.Conn, call.Rows = r.conn, slices.Clone(r.rows)
	for _, h := range r.m.config.hooks[at] {
		if err := h(ctx, call); err != nil {
			return &hookError{err}
		}
	}
	return nil
}

// hookError is the error of a hook.
type hookError struct{ err error }

func (e *hookError) Error() string { return "running a hook: " + e.err.Error() }

func (e *hookError) Unwrap() error { return e.err }

// tell passes an event on.
func (r *runner) tell(ctx context.Context, a *action, e Event) {
	e.Revision, e.Direction, e.Steps = a.name(), a.step.Direction, r.steps
	e.Step = len(r.result.Steps) + 1
	e.Statements = len(a.statements())
	if i := e.Statement - 1; i >= 0 && i < e.Statements {
		e.SQL, e.Pos = a.statements()[i].Text(), a.statements()[i].Pos
	}
	r.m.config.progress(e)
	level := slog.LevelDebug
	switch e.Kind {
	case RevisionBegins, RevisionEnds, Retrying, Resuming:
		level = slog.LevelInfo
	case Waiting, StatementBegins, StatementEnds, Round:
	}
	r.m.config.log.Log(ctx, level, string(e.Kind), "revision", e.Revision, "direction", e.Direction,
		"statement", e.Statement, "statements", e.Statements, "rows", e.Rows, "elapsed", e.Elapsed, "text", e.Text)
}
