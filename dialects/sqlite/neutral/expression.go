package neutral

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// common are the functions that mean the same here and in neutral words.
const common = " abs coalesce nullif lower upper trim ltrim rtrim length octet_length round replace "

// neutralCall says what a function of SQLite is in neutral words. What isn't
// known keeps its name.
func neutralCall(e neutral.Expr) neutral.Expr {
	if e.Op == neutral.Cast && len(e.Args) == 1 && e.Args[0].Op == neutral.Call && e.Args[0].Text == neutral.Epoch {
		return e.Args[0]
	}
	if e.Op != neutral.Call {
		return e
	}
	args := constants(e.Args)
	now := len(args) == 0 || args[0] == "now"
	constant := func(name string) neutral.Expr { return neutral.Expr{Op: neutral.Call, Text: name} }
	switch e.Text {
	case "datetime":
		if now {
			return constant(neutral.Now)
		}
	case "date":
		if now {
			return constant(neutral.Today)
		}
	case "time":
		if now {
			return constant(neutral.TimeOfDay)
		}
	case "unixepoch":
		if now {
			return constant(neutral.Epoch)
		}
	case "strftime":
		if len(args) > 0 && (len(args) == 1 || args[1] == "now") {
			switch {
			case args[0] == "%s":
				return constant(neutral.Epoch)
			case strings.HasPrefix(args[0], "%Y-%m-%d") && strings.Contains(args[0], "%H:%M"):
				return constant(neutral.Now)
			}
		}
	case "ifnull":
		e.Text = "coalesce"
	case "substr":
		e.Text = "substring"
	}
	return e
}

// constants returns the texts of literals; a modifier may follow what they say.
func constants(args []neutral.Expr) []string {
	list := make([]string, len(args))
	for i, a := range args {
		list[i] = strings.ToLower(a.Text)
		if i == 0 {
			list[i] = a.Text
		}
		if a.Op != neutral.Literal {
			list[i] = "\x00"
		}
	}
	return list
}

// spell writes an expression for SQLite. The error says which part of it can't
// be written.
func spell(e neutral.Expr) (string, error) {
	return neutral.Spelling{Dialect: sqlite.Dialect, Column: name, Operator: operator, Own: ownCall}.Spell(e)
}

// name writes a name of a column: quoted where it could be taken for something
// else.
func name(text string) string {
	plain := text != "" && !sqlite.Keyword(text)
	for i, c := range text {
		if !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
			plain = false
		}
	}
	if plain {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

func operator(op neutral.Op) string {
	switch op {
	case "is distinct from":
		return "IS NOT"
	case "is not distinct from":
		return "IS"
	default:
	}
	return strings.ToUpper(string(op))
}

// ownCall brings a node into what SQLite has.
func ownCall(e neutral.Expr) (neutral.Expr, error) {
	own := func(text string) (neutral.Expr, error) {
		return neutral.Expr{Op: neutral.Foreign, Name: sqlite.Dialect, Text: text}, nil
	}
	switch e.Op {
	case neutral.Array:
		return e, errors.New("there are no arrays")
	case neutral.Cast:
		to := neutral.TypeNamed(e.Text)
		if !to.Is(neutral.Integer, neutral.Float, neutral.Decimal, neutral.Text, neutral.Bytes) {
			return e, fmt.Errorf("there is no cast to %s", to)
		}
		t, _ := declared(to)
		e.Text = strings.ToUpper(t.String())
	case neutral.Call:
		switch e.Text {
		case neutral.Now:
			return own("CURRENT_TIMESTAMP")
		case neutral.Today:
			return own("CURRENT_DATE")
		case neutral.TimeOfDay:
			return own("CURRENT_TIME")
		case neutral.Epoch:
			return own("CAST(strftime('%s', 'now') AS INTEGER)")
		case "substring":
			e.Text = "substr"
		default:
			if !strings.Contains(common+"json_valid ", " "+e.Text+" ") {
				return e, fmt.Errorf("there is no function %s", e.Text)
			}
		}
	case "ilike", "not ilike", "regexp", "not regexp":
		return e, fmt.Errorf("there is no operator %s", strings.ToUpper(string(e.Op)))
	default:
	}
	return e, nil
}
