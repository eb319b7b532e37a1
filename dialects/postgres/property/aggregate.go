package property

import "github.com/schemadiff/schemadiff/model"

// The properties of aggregates, beside Arguments and Parallel. What refers to
// a built-in function tells no types of arguments.
const (
	// Aggregation is "ordered-set" or "hypothetical-set".
	Aggregation model.PropertyName = "aggregation"
	// DirectArguments is how many of the arguments of an ordered-set aggregate are
	// direct ones.
	DirectArguments model.PropertyName = "direct arguments"
	StateFunction   model.PropertyName = "state function"
	StateType       model.PropertyName = "state type"
	StateSize       model.PropertyName = "state size"
	// InitialState is a list of one text, which may be empty.
	InitialState       model.PropertyName = "initial state"
	FinalFunction      model.PropertyName = "final function"
	FinalFunctionExtra model.PropertyName = "final function extra"
	// FinalFunctionModify is "read_only", "shareable" or "read_write"; the first is
	// usual, and the last for ordered-set aggregates.
	FinalFunctionModify   model.PropertyName = "final function modify"
	CombineFunction       model.PropertyName = "combine function"
	SerialFunction        model.PropertyName = "serial function"
	DeserialFunction      model.PropertyName = "deserial function"
	MovingStateFunction   model.PropertyName = "moving state function"
	MovingInverseFunction model.PropertyName = "moving inverse function"
	MovingStateType       model.PropertyName = "moving state type"
	MovingStateSize       model.PropertyName = "moving state size"
	MovingInitialState    model.PropertyName = "moving initial state"
	MovingFinalFunction   model.PropertyName = "moving final function"
	MovingFinalExtra      model.PropertyName = "moving final function extra"
	MovingFinalModify     model.PropertyName = "moving final function modify"
	// SortOperator refers to an operator.
	SortOperator model.PropertyName = "sort operator"
)

// DefaultModify is what the final function of an aggregate may do to the state
// if nothing is said.
func DefaultModify(aggregation string) string {
	if aggregation == "" {
		return "read_only"
	}
	return "read_write"
}
