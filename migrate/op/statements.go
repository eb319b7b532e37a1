package op

import (
	"errors"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// The operations that the dialect writes.

// Statements implements [Operation].
func (o CreateTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RenameTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o MoveTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AddColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RenameColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AlterColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AlterTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RedefineColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AttachPartition) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DetachPartition) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AddConstraint) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropConstraint) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o ValidateConstraint) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RenameConstraint) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (Clause) Statements(Dialect) ([]script.Statement, error) {
	return nil, errors.New("it is a part of an AlterTable, and nothing by itself")
}

// Statements implements [Operation].
func (o Nothing) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CreateIndex) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropIndex) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RenameIndex) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CommentTable) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CommentColumn) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CreateSchema) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropSchema) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CreateEnum) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropEnum) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o AddEnumValue) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o RenameEnumValue) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o Execute) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o Batched) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o BatchedUpdate) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o BulkInsert) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o CreateObject) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o DropObject) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }

// Statements implements [Operation].
func (o ReplaceObject) Statements(d Dialect) ([]script.Statement, error) { return d.Operation(o) }
