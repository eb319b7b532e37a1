package migrate

import (
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// action is a step of a plan with what it runs.
type action struct {
	step graph.Step
	// script and section are nil for a stamp.
	script  *script.Script
	section *script.Section
	// pieces are the code of the statements that are code; nil for a file of SQL.
	pieces []Piece
	// sums are the checksums of the first statements, by their number.
	sums []string
	// first is how many statements an interrupted run has done, with rounds and rows
	// of the repeated ones; resumed says what is known about that.
	first        int
	rounds, rows int64
	resumed      string
	// done is how many statements are committed; running is the number of the one
	// that runs outside a transaction, 0 if there is none.
	done, running int
	// id is that of the row of the history; open says that the row is committed.
	id   int64
	open bool
	// restore brings the session's settings back.
	restore restorer
}

// statements are those of the section, none for a stamp.
func (a *action) statements() []script.Statement {
	if a.section == nil {
		return nil
	}
	return a.section.Statements
}

// texts are those of the statements.
func (a *action) texts() []string {
	texts := make([]string, len(a.statements()))
	for i := range texts {
		texts[i] = a.statements()[i].SQL
	}
	return texts
}

// setsOutside says whether a statement sets what can be set outside a
// transaction only.
func (a *action) setsOutside(d Dialect) bool { return slices.ContainsFunc(a.texts(), d.SetsOutside) }

// name is the revision, or what a stamp leads to.
func (a *action) name() string {
	if a.script != nil {
		return a.script.ID
	}
	return "stamp"
}

// taskKind says what a task does.
type taskKind uint8

const (
	taskOpen      taskKind = iota // begin a row of the history
	taskSettings                  // run settings of the session again that a resumed run has passed
	taskStatement                 // run a statement
	taskDone                      // note that the statements up to the task's are done
	taskFinish                    // change the version table, end the row of the history
	taskRestore                   // bring the settings of the session back
)

// task is one thing to do for an action; index is that of a statement.
type task struct {
	kind   taskKind
	action *action
	index  int
}

// unitKind says how the tasks of a unit are committed.
type unitKind uint8

const (
	unitTransaction unitKind = iota // all together
	unitAlone                       // one statement outside a transaction
	unitRepeat                      // one statement, many times
	unitSession                     // something about the session, outside a transaction
)

// unit is what is committed, and tried again, as a whole.
type unit struct {
	kind  unitKind
	tasks []task
}

// first is the unit's first task.
func (u *unit) first() task { return u.tasks[0] }

// last is the unit's last task.
func (u *unit) last() task { return u.tasks[len(u.tasks)-1] }

// compiler makes units of actions.
type compiler struct {
	dialect Dialect
	units   []unit
	current []task // of the transaction that is being filled
}

// compile makes the units of a run: what may stand in one transaction does, per
// revision or, if perRun, for the whole run.
func compile(dialect Dialect, actions []*action, perRun bool) []unit {
	c := &compiler{dialect: dialect}
	for _, a := range actions {
		c.action(a)
		if !perRun {
			c.flush()
		}
	}
	c.flush()
	return c.units
}

func (c *compiler) action(a *action) {
	c.add(taskOpen, a, 0)
	outside := a.setsOutside(c.dialect)
	if a.first > 0 && a.first < len(a.statements()) {
		if outside {
			c.session(taskSettings, a, a.first)
		} else {
			c.add(taskSettings, a, a.first)
		}
	}
	for i := a.first; i < len(a.statements()); i++ {
		c.statement(a, i)
	}
	c.add(taskFinish, a, len(a.statements()))
	if outside {
		c.session(taskRestore, a, len(a.statements()))
	}
}

func (c *compiler) statement(a *action, i int) {
	statement := &a.statements()[i]
	outside := statement.NoTransaction || a.section.NoTransaction || c.dialect.Commits(statement.SQL)
	switch {
	case statement.Repeat:
		c.flush()
		c.units = append(c.units, unit{unitRepeat, []task{{taskStatement, a, i}}})
	case outside && (statement.Copy || c.dialect.Atomic(statement.SQL)):
		c.flush()
		c.add(taskStatement, a, i)
		c.flush()
	case outside:
		c.flush()
		c.units = append(c.units, unit{unitAlone, []task{{taskStatement, a, i}}})
	default:
		if statement.NewTransaction && i > a.first {
			c.flush()
		}
		c.add(taskStatement, a, i)
	}
}

// session adds what is about the session and can't be done in a transaction.
func (c *compiler) session(kind taskKind, a *action, index int) {
	c.flush()
	c.units = append(c.units, unit{unitSession, []task{{kind, a, index}}})
}

func (c *compiler) add(kind taskKind, a *action, index int) {
	c.current = append(c.current, task{kind, a, index})
}

// flush ends the transaction. If it ends in the middle of a revision, it notes
// what is done.
func (c *compiler) flush() {
	if len(c.current) == 0 {
		return
	}
	if last := c.current[len(c.current)-1]; last.kind == taskStatement {
		c.add(taskDone, last.action, last.index)
	}
	c.units = append(c.units, unit{unitTransaction, c.current})
	c.current = nil
}
