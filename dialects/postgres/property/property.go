// Package property names the properties of the definitions that a PostgreSQL
// database holds, and says what their values are: the contract between the
// readers, the comparison and the planner.
package property

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The properties of functions and procedures. Those that are what CREATE
// FUNCTION chooses by itself are left out.
const (
	// Arguments is a list of all arguments in order: name, type, default (Expr);
	// the text is the mode, "" for IN: "out", "inout", "variadic", "table".
	Arguments model.PropertyName = "arguments"
	// Returns is the result's type; it is left out for procedures.
	Returns    model.PropertyName = "returns"
	ReturnsSet model.PropertyName = "returns set"
	Language   model.PropertyName = "language"
	// Body is the text of a function whose language takes a string.
	Body model.PropertyName = "body"
	// SQLBody is the body in the SQL standard's form: BEGIN ATOMIC … END, a list
	// of statements (Query) and of RETURN (Expr) whose text is [Atomic], or RETURN
	// alone (Expr).
	SQLBody    model.PropertyName = "SQL body"
	ObjectFile model.PropertyName = "object file"
	LinkSymbol model.PropertyName = "link symbol"

	// Volatility is "immutable" or "stable".
	Volatility      model.PropertyName = "volatility"
	Strict          model.PropertyName = "strict"
	Leakproof       model.PropertyName = "leakproof"
	SecurityDefiner model.PropertyName = "security definer"
	// Parallel is "safe" or "restricted".
	Parallel model.PropertyName = "parallel"
	Cost     model.PropertyName = "cost"
	Rows     model.PropertyName = "rows"
	// Support refers to the planner support function.
	Support model.PropertyName = "support"
	// Settings is a list of names and values in the order of pg_proc.proconfig:
	// that in which they were first set.
	Settings model.PropertyName = "settings"
	// Transforms is a list of types.
	Transforms model.PropertyName = "transforms"
)

// The properties of triggers.
const (
	// Function refers to the function that is called; event triggers have it, too.
	Function model.PropertyName = "function"
	// Timing is "before", "after" or "instead of".
	Timing model.PropertyName = "timing"
	// Events is a list of "insert", "delete", "update" and "truncate", in this
	// order.
	Events model.PropertyName = "events"
	// Columns is a list of references to the columns of UPDATE OF.
	Columns    model.PropertyName = "columns"
	ForEachRow model.PropertyName = "for each row"
	When       model.PropertyName = "when"
	// TriggerArguments is a list of texts.
	TriggerArguments model.PropertyName = "trigger arguments"
	OldTable         model.PropertyName = "old table"
	NewTable         model.PropertyName = "new table"
	// Constraint is set for constraint triggers; ConstraintFrom refers to the table
	// that it is a constraint with.
	Constraint        model.PropertyName = "constraint"
	ConstraintFrom    model.PropertyName = "from"
	Deferrable        model.PropertyName = "deferrable"
	InitiallyDeferred model.PropertyName = "initially deferred"
	// Enabled is "disabled", "replica" or "always"; event triggers have it, too.
	Enabled model.PropertyName = "enabled"
	// PartitionStates is a list of the partitions (Ref) whose copy of the trigger is
	// in another state than that of the table that they are attached to: the text is
	// the state, [StateOrigin] for the usual one.
	PartitionStates model.PropertyName = "partition states"
)

// StateOrigin is the usual state of a trigger where another one could be meant.
const StateOrigin = "origin"

// The properties of event triggers, beside Function and Enabled.
const (
	Event model.PropertyName = "event"
	// Tags is a sorted list of the command tags that it is limited to.
	Tags model.PropertyName = "tags"
)

// Atomic is the text of an [SQLBody] that is a list of statements.
const Atomic = "atomic"

// DefaultCost is the cost of a function that doesn't tell.
func DefaultCost(language string) float32 {
	if language == "c" || language == "internal" {
		return 1
	}
	return 100
}

// DefaultRows is how many rows a function returns that doesn't tell.
func DefaultRows(set bool) float32 {
	if set {
		return 1000
	}
	return 0
}

// Number writes a number of type real as the server does.
func Number(n float32) string { return strconv.FormatFloat(float64(n), 'g', -1, 32) }

// SettingName returns the name of a setting as the server keeps it: in lower
// case, but for three of them (guc_tables.c).
func SettingName(name string) string {
	name = strings.ToLower(name)
	switch name {
	case "datestyle":
		return "DateStyle"
	case "intervalstyle":
		return "IntervalStyle"
	case "timezone":
		return "TimeZone"
	}
	return name
}

// IsNameList reports whether a setting is a list of names, which the server
// quotes one by one (GUC_LIST_QUOTE).
func IsNameList(setting string) bool {
	switch strings.ToLower(setting) {
	case "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories":
		return true
	}
	return false
}

// SplitNameList takes the value of such a setting apart (SplitGUCList).
func SplitNameList(value string) []string {
	var items []string
	for rest := strings.TrimLeft(value, " \t\n"); rest != ""; rest = strings.TrimLeft(rest, " \t\n") {
		item := ""
		if strings.HasPrefix(rest, `"`) {
			item, rest = quotedName(rest)
		} else {
			end := strings.IndexAny(rest, ", \t\n")
			if end < 0 {
				end = len(rest)
			}
			item, rest = rest[:end], rest[end:]
		}
		items = append(items, item)
		rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t\n"), ",")
	}
	return items
}

// quotedName reads a name in double quotes and returns what is behind it.
func quotedName(text string) (name, rest string) {
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		return b.String(), text[i+1:]
	}
	return b.String(), ""
}
