package property

import "github.com/schemadiff/schemadiff/model"

// The properties of policies.
const (
	// Command is "select", "insert", "update" or "delete"; it is left out if the
	// policy is for all of them.
	Command     model.PropertyName = "command"
	Restrictive model.PropertyName = "restrictive"
	// Roles is a sorted list of the names of roles; it is left out if the policy
	// is for everybody. A word in capitals, as CURRENT_USER, stands in Text, where
	// a name stands in Name.
	Roles     model.PropertyName = "roles"
	Using     model.PropertyName = "using"
	WithCheck model.PropertyName = "with check"
)
