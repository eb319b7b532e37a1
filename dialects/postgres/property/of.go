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
	case kind.AccessMethod:
		return []model.PropertyName{Handler, MethodType}
	case kind.Language:
		return []model.PropertyName{Handler, Inline, Validator, Trusted}
	case kind.Transform:
		return []model.PropertyName{OfLanguage, FromSQL, ToSQL}
	case kind.BaseType:
		return []model.PropertyName{
			Input, Output, Receive, Send, TypmodIn, TypmodOut, Analyze, Subscript, Length, PassedByValue, Alignment, StorageMode, Category,
			Preferred, TypeDefault, Element, Delimiter, Collatable,
		}
	case kind.Collation, kind.Conversion:
		return ofCollation(k)
	case kind.Operator, kind.OperatorClass, kind.OperatorFamily, kind.Cast:
		return ofOperator(k)
	case kind.TextSearchConfiguration, kind.TextSearchDictionary, kind.TextSearchParser, kind.TextSearchTemplate:
		return ofTextSearch(k)
	case kind.ForeignDataWrapper, kind.Server, kind.UserMapping, kind.Publication, kind.Subscription:
		return ofForeign(k)
	case model.KindRole, model.KindMembership, model.KindDefaultPrivileges:
		return ofRole(k)
	default:
		return ofAspect(k)
	}
}

func ofCollation(k model.Kind) []model.PropertyName {
	if k == kind.Conversion {
		return []model.PropertyName{ForEncoding, ToEncoding, ConversionFunction, Default}
	}
	return []model.PropertyName{Provider, Locale, LCCollate, LCCtype, Rules, Nondeterministic}
}

func ofOperator(k model.Kind) []model.PropertyName {
	switch k {
	case kind.OperatorClass:
		return []model.PropertyName{ForType, Default, Family, Storage, Operators, Functions}
	case kind.OperatorFamily:
		return []model.PropertyName{Operators, Functions}
	case kind.Cast:
		return []model.PropertyName{CastFunction, CastMethod, Context}
	default:
		return []model.PropertyName{OperatorFunction, Commutator, Negator, Restrict, Join, Hashes, Merges}
	}
}

func ofTextSearch(k model.Kind) []model.PropertyName {
	switch k {
	case kind.TextSearchConfiguration:
		return []model.PropertyName{Parser, Mappings}
	case kind.TextSearchDictionary:
		return []model.PropertyName{Template, Options}
	case kind.TextSearchParser:
		return []model.PropertyName{Start, GetToken, End, Headline, LexTypes}
	default:
		return []model.PropertyName{Init, Lexize}
	}
}

func ofForeign(k model.Kind) []model.PropertyName {
	switch k {
	case kind.ForeignDataWrapper:
		return []model.PropertyName{Handler, Validator, Options}
	case kind.Server:
		return []model.PropertyName{Wrapper, ServerType, ServerVersion, Options}
	case kind.UserMapping:
		return []model.PropertyName{OfServer, Options}
	case kind.Publication:
		return []model.PropertyName{AllTables, PublicationTables, PublicationSchemas, Publish, ViaRoot, GeneratedColumns}
	default:
		return []model.PropertyName{
			Connection, Publications, Disabled, SlotName, SynchronousCommit, Binary, Streaming, TwoPhase, DisableOnError, PasswordRequired,
			RunAsOwner, Origin, Failover,
		}
	}
}

func ofRole(k model.Kind) []model.PropertyName {
	switch k {
	case model.KindRole:
		return []model.PropertyName{
			Superuser, NoInherit, CreateRole, CreateDatabase, Login, Replication, BypassRLS, ConnectionLimit, ValidUntil, Settings,
			DatabaseSettings,
		}
	case model.KindMembership:
		return []model.PropertyName{Role, Member, AdminOption, NoInherit, NoSet, GrantedBy}
	default:
		return []model.PropertyName{Granted, Revoked, Role, ObjectTypes}
	}
}

// ofAspect lists the properties of what is said about an object.
func ofAspect(k model.Kind) []model.PropertyName {
	switch _, aspect, _ := (model.ID{Kind: k}).About(); aspect {
	case model.AspectOwner:
		return []model.PropertyName{Owner}
	case model.AspectPrivileges:
		return []model.PropertyName{Granted, Revoked}
	case model.AspectLabels:
		return []model.PropertyName{Labels}
	}
	return nil
}

// Has reports whether objects of a kind can have a property.
func Has(k model.Kind, name model.PropertyName) bool { return slices.Contains(Of(k), name) }
