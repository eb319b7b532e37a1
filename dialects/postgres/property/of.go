package property

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

// Of lists the properties that objects of a kind can have, without
// any order. It is empty for a kind that isn't known by its properties.
func Of(k model.Kind) []model.PropertyName {
	switch k {
	case kind.Function:
		return append(Of(kind.WindowFunction), SQLBody)
	case kind.WindowFunction: // not of a language that has SQL bodies
		return []model.PropertyName{
			Arguments, Returns, ReturnsSet, Language, Body, ObjectFile, LinkSymbol, Transforms,
			Volatility, Strict, Leakproof, SecurityDefiner, Parallel, Cost, Rows, Support, Settings,
		}
	case kind.Procedure:
		return []model.PropertyName{Arguments, Language, Body, SQLBody, ObjectFile, LinkSymbol, Transforms, SecurityDefiner, Settings}
	case kind.Aggregate:
		return []model.PropertyName{
			Aggregation, Arguments, DirectArguments, StateFunction, StateType, StateSize, InitialState, FinalFunction, FinalFunctionExtra,
			FinalFunctionModify, CombineFunction, SerialFunction, DeserialFunction, MovingStateFunction, MovingInverseFunction,
			MovingStateType, MovingStateSize, MovingInitialState, MovingFinalFunction, MovingFinalExtra, MovingFinalModify, SortOperator,
			Parallel,
		}
	case kind.Trigger:
		return []model.PropertyName{
			Timing, Events, Columns, ConstraintFrom, Constraint, Deferrable, InitiallyDeferred, OldTable, NewTable, ForEachRow, When,
			Function, TriggerArguments, Enabled, PartitionStates,
		}
	case kind.EventTrigger:
		return []model.PropertyName{Event, Tags, Function, Enabled}
	case kind.View:
		return []model.PropertyName{Columns, Query, ColumnDefaults, ColumnComments, SecurityBarrier, SecurityInvoker, CheckOption}
	case kind.Policy:
		return []model.PropertyName{Command, Restrictive, Roles, Using, WithCheck}
	case kind.Rule:
		return []model.PropertyName{On, Where, Instead, Actions, Enabled}
	default:
		return nil
	}
}

// Has reports whether objects of a kind can have a property.
func Has(k model.Kind, name model.PropertyName) bool { return slices.Contains(Of(k), name) }
