package parse

import "strings"

// writers are the words that begin statements which change rows. WITH may stand
// before them.
var writers = []string{"insert", "update", "delete", "merge", "with"}

// AsExpression encloses a statement about rows in an expression, so that it can be
// parsed together with others: a query in EXISTS, all else in WITH in such a query.
// [EnclosedStatement] finds it again.
func AsExpression(statement string) string {
	statement = strings.TrimRight(statement, "; \t\r\n")
	trimmed := strings.TrimLeft(statement, " \t\r\n")
	for _, word := range writers {
		if len(trimmed) > len(word) && strings.EqualFold(trimmed[:len(word)], word) {
			return "EXISTS (WITH " + enclosure + " AS (" + statement + "\n) SELECT)"
		}
	}
	return "EXISTS (" + statement + "\n)"
}

// enclosure is the name of the query in WITH that is a whole statement.
const enclosure = "schemadiff_statement"

// EnclosedStatement returns the statement that [AsExpression] has enclosed, nil if
// there is none.
func EnclosedStatement(expression *Node) *Node {
	query := expression.GetSubLink().GetSubselect()
	for _, n := range query.GetSelectStmt().GetWithClause().GetCtes() {
		if e := n.GetCommonTableExpr(); e.GetCtename() == enclosure {
			return e.GetCtequery()
		}
	}
	return query
}
