package neutral

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// common are the functions that mean the same here and in neutral words.
const common = " abs coalesce nullif lower upper trim ltrim rtrim round replace substring octet_length json_valid "

// spell writes an expression. Digits are those of the seconds that the present
// moment has.
func spell(e neutral.Expr, digits int) (string, error) {
	return neutral.Spelling{
		Dialect: mysql.Dialect, Column: mysql.Ident, Literal: mysql.Literal, Truth: truth, Operator: operator,
		Own: func(e neutral.Expr) (neutral.Expr, error) { return ownCall(e, digits) },
	}.Spell(e)
}

func truth(text string) string {
	if text == "true" {
		return "1"
	}
	return "0"
}

func operator(op neutral.Op) string {
	if op == "is not distinct from" {
		return "<=>"
	}
	return string(op)
}

func ownCall(e neutral.Expr, digits int) (neutral.Expr, error) {
	own := func(text string) (neutral.Expr, error) {
		return neutral.Expr{Op: neutral.Foreign, Name: mysql.Dialect, Text: text}, nil
	}
	switch e.Op {
	case neutral.Array:
		return e, errors.New("there are no arrays")
	case neutral.Cast:
		return ownCast(e)
	case neutral.Call:
		switch e.Text {
		case neutral.Now:
			if digits > 0 {
				return own(fmt.Sprintf("current_timestamp(%d)", digits))
			}
			return own("current_timestamp")
		case neutral.Today:
			return own("curdate()")
		case neutral.TimeOfDay:
			return own("curtime()")
		case neutral.Epoch:
			return own("unix_timestamp()")
		case neutral.RandomUUID:
			return own("uuid()")
		case "length":
			e.Text = "char_length"
		default:
			if !strings.Contains(common, " "+e.Text+" ") {
				return e, fmt.Errorf("there is no function %s", e.Text)
			}
		}
	case "||":
		return neutral.Expr{Op: neutral.Call, Text: "concat", Args: e.Args}, nil
	case "is distinct from":
		return neutral.Expr{Op: "not", Args: []neutral.Expr{{Op: "is not distinct from", Args: e.Args}}}, nil
	case "ilike", "not ilike", "glob", "not glob", "->", "->>":
		return e, fmt.Errorf("there is no operator %s", strings.ToUpper(string(e.Op)))
	default:
	}
	return e, nil
}

// ownCast brings a cast to one of the few types that there are casts to.
func ownCast(e neutral.Expr) (neutral.Expr, error) {
	switch to := neutral.TypeNamed(e.Text); {
	case to.Is(neutral.Integer) && to.Unsigned:
		e.Text = "unsigned"
	case to.Is(neutral.Integer):
		e.Text = "signed"
	case to.Is(neutral.Text) && to.Length == 0:
		e.Text = "char"
	case to.Is(neutral.Date):
		e.Text = "date"
	case to.Is(neutral.Decimal) && to.Precision > 0:
		e.Text = fmt.Sprintf("decimal(%d,%d)", to.Precision, to.Scale)
	default:
		return e, fmt.Errorf("there is no cast to %s", to)
	}
	return e, nil
}
