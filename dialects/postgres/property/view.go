package property

import "github.com/schemadiff/schemadiff/model"

// The properties of views, beside Columns, which is a list of their names there.
const (
	// Query is the statement that a view stands for.
	Query model.PropertyName = "query"
	// ColumnDefaults is a list of names and expressions, sorted by name.
	ColumnDefaults model.PropertyName = "column defaults"
	// ColumnComments is a list of names and texts, sorted by name.
	ColumnComments model.PropertyName = "column comments"
	// SecurityBarrier, SecurityInvoker and CheckOption are options as
	// pg_class.reloptions keeps them.
	SecurityBarrier model.PropertyName = "security_barrier"
	SecurityInvoker model.PropertyName = "security_invoker"
	CheckOption     model.PropertyName = "check_option"
)

// ViewOptions lists the options of views in their order.
func ViewOptions() []model.PropertyName {
	return []model.PropertyName{CheckOption, SecurityBarrier, SecurityInvoker}
}
