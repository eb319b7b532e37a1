package write

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/op"
)

// Check finds what an operation must have and hasn't.
func Check(operation op.Operation) error {
	switch o := operation.(type) {
	case op.CreateTable:
		return need("Table", o.Table)
	case op.DropTable:
		return need("Table", o.Table)
	case op.RenameTable:
		return errors.Join(need("From", o.From), need("To", o.To))
	case op.MoveTable:
		return errors.Join(need("Table", o.Table), need("To", o.To))
	case op.AlterTable:
		return need("Table", o.Table)
	case op.AttachPartition:
		return errors.Join(need("Table", o.Table), need("Partition", o.Partition), need("Bound", o.Bound))
	case op.DetachPartition:
		return errors.Join(need("Table", o.Table), need("Partition", o.Partition))
	case op.CreateIndex:
		return need("Table", o.Table)
	case op.DropIndex:
		return need("Name", o.Name)
	case op.RenameIndex:
		return errors.Join(need("From", o.From), need("To", o.To))
	case op.CommentTable:
		return need("Table", o.Table)
	case op.Execute:
		return need("SQL", strings.TrimSpace(o.SQL))
	case op.Batched:
		return need("SQL", strings.TrimSpace(o.SQL))
	case op.BatchedUpdate:
		return errors.Join(need("Table", o.Table), need("Where", o.Where))
	case op.BulkInsert:
		return need("Table", o.Table)
	}
	return checkPart(operation)
}

// checkPart is Check for what is about a part of a table.
func checkPart(operation op.Operation) error {
	switch o := operation.(type) {
	case op.AddColumn:
		return need("Table", o.Table)
	case op.DropColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.RenameColumn:
		return errors.Join(need("Table", o.Table), need("From", o.From), need("To", o.To))
	case op.AlterColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.RedefineColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.AddConstraint:
		return need("Table", o.Table)
	case op.DropConstraint:
		if o.Name == "" && (o.Was != nil || o.Kind == op.KindPrimaryKey) {
			return need("Table", o.Table)
		}
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.ValidateConstraint:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.RenameConstraint:
		return errors.Join(need("Table", o.Table), need("From", o.From), need("To", o.To))
	case op.CommentColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	}
	return nil
}

func need(name, value string) error {
	if value == "" {
		return fmt.Errorf("%s is empty", name)
	}
	return nil
}
