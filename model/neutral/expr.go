package neutral

import "strings"

// Op is what a node of an expression does.
type Op string

// The operations that are no functions. An operator is its own Op: "+", "and".
const (
	Null    Op = "null"
	Literal Op = "literal" // a string: Text
	Numeral Op = "numeral" // a number: Text
	Truth   Op = "truth"   // "true" or "false": Text
	Column  Op = "column"  // the table's: Text
	Call    Op = "call"    // of the function Text
	Cast    Op = "cast"    // of the argument to the type Text
	Case    Op = "case"    // pairs of condition and value; an odd one is the rest
	List    Op = "list"    // what stands behind IN
	Array   Op = "array"
	Foreign Op = "foreign" // Text is in the words of the dialect Name
)

// The functions without arguments that have a name here, since each database has
// another one for them.
const (
	Now        = "now"          // the moment in which the transaction began
	Today      = "today"        // its date
	TimeOfDay  = "time of day"  // its time
	RandomUUID = "random uuid"  // another one each time
	Epoch      = "unix seconds" // the seconds since 1970
	User       = "current user"
)

// Expr is an expression as a tree. It is never changed in place.
type Expr struct {
	Op   Op
	Text string
	Name string
	Args []Expr
}

// IsConstant reports whether it is a literal of any kind.
func (e Expr) IsConstant() bool {
	return e.Op == Null || e.Op == Literal || e.Op == Numeral || e.Op == Truth
}

// Edit returns a copy in which each node, the arguments before what has them,
// went through edit.
func (e Expr) Edit(edit func(Expr) Expr) Expr {
	if e.Args != nil {
		args := make([]Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = a.Edit(edit)
		}
		e.Args = args
	}
	return edit(e)
}

// Any reports whether the test holds for a node.
func (e Expr) Any(test func(Expr) bool) bool {
	if test(e) {
		return true
	}
	for _, a := range e.Args {
		if a.Any(test) {
			return true
		}
	}
	return false
}

// Columns lists the columns that the expression names, each once.
func (e Expr) Columns() []string {
	var list []string
	seen := map[string]bool{}
	e.Any(func(e Expr) bool {
		if e.Op == Column && !seen[e.Text] {
			seen[e.Text] = true
			list = append(list, e.Text)
		}
		return false
	})
	return list
}

// Equal reports whether two expressions are written in the same way.
func (e Expr) Equal(o Expr) bool { return e.String() == o.String() }

// binding is how strong an operator holds its arguments; 0: it is none.
func binding(op Op) int {
	switch op {
	case "or":
		return 1
	case "and":
		return 2
	case "not":
		return 3
	case "is null", "is not null", "is true", "is not true", "is false", "is not false", "is distinct from", "is not distinct from":
		return 4
	case "=", "<>", "<", "<=", ">", ">=":
		return 5
	case "in", "not in", "like", "not like", "regexp", "not regexp", "glob", "ilike", "not ilike":
		return 6
	case "||":
		return 8
	case "|", "&", "<<", ">>":
		return 9
	case "+", "-":
		return 10
	case "*", "/", "%":
		return 11
	case "negative":
		return 12
	case "->", "->>":
		return 13
	default:
	}
	return 0
}

// reserved are the words of the grammar.
const reserved = " null true false and or not is in like case when then else end cast array between regexp rlike glob ilike " +
	"escape isnull notnull collate distinct from interval select exists any all some current_timestamp current_date " +
	"current_time localtimestamp localtime current_user div mod xor as similar binary row unique "

func isReserved(word string) bool { return strings.Contains(reserved, " "+strings.ToLower(word)+" ") }
