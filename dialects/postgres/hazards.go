package postgres

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// hazard adds something that a reviewer must see.
func hazard(step *render.Step, code render.Code, text string) {
	step.Hazards = append(step.Hazards, render.Hazard{Code: code, Text: text})
}

// rewrite marks a step that writes all rows of a table anew while nobody can
// read or write it.
func (s *session) rewrite(step *render.Step, table model.QName, why string) {
	if s.isNewTable(table) {
		return
	}
	step.Locks = append(step.Locks, s.locks(lockAccessExclusive, table)...)
	step.Rewrites = append(step.Rewrites, table)
	hazard(step, render.TableRewrite, why)
}

// scan marks a step that reads all rows of a table while others must wait.
func (s *session) scan(step *render.Step, table model.QName, why string) {
	if s.isNewTable(table) {
		return
	}
	step.Scans = append(step.Scans, table)
	hazard(step, render.TableScan, why)
}

func (s *session) attachHazards(step *render.Step, t model.Table) {
	step.Locks = append(s.locks(lockShareUpdateExclusive, t.PartitionOf), s.locks(lockAccessExclusive, t.QName())...)
}
func (s *session) addColumnHazards(step *render.Step, t model.Table, c model.Column) {}
func (s *session) addIndexed(op render.Op, step render.Step, parent model.QName) ([]render.Step, error) {
	return []render.Step{step}, nil
}
func (s *session) addCheck(op render.Op, step render.Step, c model.Check) []render.Step {
	return []render.Step{step}
}
func (s *session) addForeignKey(op render.Op, step render.Step, f model.ForeignKey) []render.Step {
	return []render.Step{step}
}
func (s *session) indexHazards(step *render.Step, table model.QName, x model.Index, concurrently, recursive bool) {
}
func (s *session) dropHazard(step *render.Step, op render.Op)                       {}
func (s *session) dropTableHazard(step *render.Step, t model.Table)                 {}
func (s *session) dropColumnHazard(step *render.Step, op render.Op, c model.Column) {}
func (s *session) detachHazard(step *render.Step, op render.Op, t model.Table)      {}
func (s *session) orderValues(steps []render.Step) []render.Before                  { return nil }
