package neutral

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/plan"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// common are the functions that mean the same here and in neutral words.
const common = " abs coalesce nullif lower upper trim ltrim rtrim length octet_length round replace substring now "

// neutralCall says what a function is in neutral words. What isn't known keeps
// its name.
func neutralCall(e neutral.Expr) neutral.Expr {
	if e.Op != neutral.Call {
		return e
	}
	constant := func(name string) neutral.Expr { return neutral.Expr{Op: neutral.Call, Text: name} }
	name := strings.TrimPrefix(e.Text, "pg_catalog.")
	moment := func(i int) bool {
		return len(e.Args) > i && e.Args[i].Op == neutral.Call && e.Args[i].Text == neutral.Now
	}
	switch _, plain, qualified := strings.Cut(name, "."); {
	case qualified && strings.HasPrefix(plain, "uuid_generate_v4"):
		return constant(neutral.RandomUUID)
	default:
	}
	switch name {
	case "now", "transaction_timestamp", "statement_timestamp", "clock_timestamp":
		return constant(neutral.Now)
	case "gen_random_uuid", "uuid_generate_v4":
		return constant(neutral.RandomUUID)
	case "timezone": // in UTC, as databases without zones have it
		if moment(1) {
			return constant(neutral.Now)
		}
	case "extract", "date_part":
		if moment(1) && strings.EqualFold(e.Args[0].Text, "epoch") {
			return constant(neutral.Epoch)
		}
	case "char_length", "character_length":
		name = "length"
	case "substr":
		name = "substring"
	case "btrim":
		name = "trim"
	case "floor", "round":
		if len(e.Args) == 1 && e.Args[0].Op == neutral.Call && e.Args[0].Text == neutral.Epoch {
			return e.Args[0]
		}
	}
	e.Text = name
	return e
}

// sequenceOf returns the sequence that a default asks for the next number.
func sequenceOf(e neutral.Expr) (string, bool) {
	for e.Op == neutral.Cast {
		e = e.Args[0]
	}
	if e.Op != neutral.Call || e.Text != "nextval" || len(e.Args) != 1 {
		return "", false
	}
	arg := e.Args[0]
	for arg.Op == neutral.Cast {
		arg = arg.Args[0]
	}
	return strings.ReplaceAll(arg.Text, `"`, ""), arg.Op == neutral.Literal
}

// spell writes an expression for PostgreSQL.
func spell(e neutral.Expr) (string, error) {
	return neutral.Spelling{Dialect: dialect, Column: plan.Quoter{}.QuoteIdent, Operator: operator, Own: ownCall}.Spell(e)
}

func operator(op neutral.Op) string {
	switch op {
	case "regexp":
		return "~"
	case "not regexp":
		return "!~"
	default:
	}
	return strings.ToUpper(string(op))
}

func ownCall(e neutral.Expr) (neutral.Expr, error) {
	own := func(text string) (neutral.Expr, error) {
		return neutral.Expr{Op: neutral.Foreign, Name: dialect, Text: text}, nil
	}
	switch e.Op {
	case neutral.Cast:
		to := neutral.TypeNamed(e.Text)
		t, loss := declared(to)
		if loss != "" || to.Family == neutral.Other {
			return e, fmt.Errorf("there is no cast to %s", to)
		}
		e.Text = t.String()
	case neutral.Call:
		switch e.Text {
		case neutral.Now:
			return own("now()")
		case neutral.Today:
			return own("CURRENT_DATE")
		case neutral.TimeOfDay:
			return own("LOCALTIME")
		case neutral.User:
			return own("CURRENT_USER")
		case neutral.Epoch:
			return own("EXTRACT(epoch FROM now())")
		case neutral.RandomUUID:
			return own("gen_random_uuid()")
		case "trim":
			e.Text = "btrim"
		default:
			if !strings.Contains(common, " "+e.Text+" ") {
				return e, fmt.Errorf("there is no function %s", e.Text)
			}
		}
	case "glob", "not glob":
		return e, fmt.Errorf("there is no operator %s", strings.ToUpper(string(e.Op)))
	case neutral.List:
		e.Args = slices.Clip(e.Args)
	default:
	}
	return e, nil
}
