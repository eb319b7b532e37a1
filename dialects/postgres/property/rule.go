package property

import "github.com/schemadiff/schemadiff/model"

// The properties of rules, beside Enabled.
const (
	// On is "insert", "update" or "delete".
	On model.PropertyName = "on"
	// Where is a condition on the rows OLD and NEW.
	Where   model.PropertyName = "where"
	Instead model.PropertyName = "instead"
	// Actions is a list of statements on the rows OLD and NEW; none is NOTHING.
	Actions model.PropertyName = "actions"
)
