package migrate

import (
	"context"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// state is what a database says about itself.
type state struct {
	located Located
	rows    graph.Rows
	// ok has the last good run of each revision, partial those that ended in the
	// middle, oldest first.
	ok      map[string]Record
	partial []Record
}

// readState reads the runner's tables, and changes nothing.
func (m *Migrator) readState(ctx context.Context, conn Conn) (state, error) {
	located, err := m.dialect.Locate(ctx, conn, m.config.tables)
	if err != nil {
		return state{}, err
	}
	s := state{located: located, ok: map[string]Record{}}
	n := m.notes(located.Tables)
	if located.Version {
		s.rows, err = collect(ctx, conn, n.rows(), func(rows Rows) (id string, err error) {
			err = rows.Scan(&id)
			return id, err
		})
		if err != nil {
			return s, fmt.Errorf("reading the version table: %w", err)
		}
	}
	if !located.History {
		return s, nil
	}
	records, err := n.records(ctx, conn, true)
	if err != nil {
		return s, err
	}
	s.sort(records)
	return s, nil
}

// sort tells good runs and those that ended in the middle apart. A good run
// makes what was before it of no account.
func (s *state) sort(records []Record) {
	for _, r := range records {
		if r.OK() {
			s.ok[r.Revision] = r
		}
	}
	for _, r := range records {
		if r.partial() && s.ok[r.Revision].ID < r.ID {
			s.partial = append(s.partial, r)
		}
	}
}

// partialRun returns the run of a revision that ended in the middle.
func (s *state) partialRun(revision string) (Record, bool) {
	i := slices.IndexFunc(s.partial, func(r Record) bool { return r.Revision == revision })
	if i < 0 {
		return Record{}, false
	}
	return s.partial[i], true
}

// Edited is an applied revision whose file has changed since.
type Edited struct {
	Revision, Path string
	// Applied is the checksum of what ran, Now that of the file.
	Applied, Now string
}

// unedited says whether a file still has what was applied. The way back may be
// mended: nothing of it is in the database.
func unedited(applied *Record, file *script.Script) bool {
	switch {
	case applied.Direction == graph.Down, applied.Checksum == "", applied.Checksum == file.Checksum,
		squashedAs(file.Squashes, applied.Revision, applied.Checksum):
		return true
	}
	sums := prefixSums(file.Up.Statements)
	return applied.Direction == graph.Up && applied.doneSum == sums[len(sums)-1]
}

// edited lists the applied revisions whose files were edited since.
func (m *Migrator) edited(s *state) []Edited {
	applied, err := m.graph.Applied(s.rows)
	if err != nil {
		// Rows that nobody knows are reported by those who plan.
		applied = slices.Clone(applied)
	}
	var list []Edited
	for _, id := range applied {
		record, known := s.ok[id]
		file := m.scripts[id]
		if !known || file == nil || unedited(&record, file) {
			continue
		}
		list = append(list, Edited{Revision: id, Path: file.Path, Applied: record.Checksum, Now: file.Checksum})
	}
	return list
}
