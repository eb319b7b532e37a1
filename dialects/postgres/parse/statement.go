package parse

import "strings"

// writers are the words that begin statements which change rows. WITH may stand
// before them.
var writers = []string{"insert", "update", "delete", "merge", "with"}

// AsExpression encloses an action of a rule in an expression, so that it can be
// parsed together with others: a query in EXISTS, what changes rows in WITH in such
// a query. NOTIFY becomes a query of its words.
// [EnclosedStatement] finds it again.
func AsExpression(statement string) string {
	statement = strings.TrimRight(statement, "; \t\r\n")
	trimmed := strings.TrimLeft(statement, " \t\r\n")
	for _, word := range writers {
		if len(trimmed) > len(word) && strings.EqualFold(trimmed[:len(word)], word) {
			return "EXISTS (WITH " + enclosure + " AS (" + statement + "\n) SELECT)"
		}
	}
	if len(trimmed) > len(notify) && strings.EqualFold(trimmed[:len(notify)], notify) {
		return "EXISTS (WITH " + notice + " AS (SELECT " + notified(strings.TrimSpace(trimmed[len(notify):])) + "\n) SELECT)"
	}
	return "EXISTS (" + statement + "\n)"
}

// notify begins the statement.
const notify = "notify "

// notified makes a string constant of the channel before a payload, so that
// nobody takes it for a column.
func notified(words string) string {
	end, quoted := 0, false
	for end < len(words) && (quoted || words[end] != ',') {
		quoted = quoted != (words[end] == '"')
		end++
	}
	channel := strings.TrimSpace(words[:end])
	if len(channel) > 1 && channel[0] == '"' {
		channel = strings.ReplaceAll(channel[1:len(channel)-1], `""`, `"`)
	} else {
		channel = strings.ToLower(channel)
	}
	return "'" + strings.ReplaceAll(channel, "'", "''") + "'" + words[end:]
}

// notice is the name of the query in WITH that has the words of NOTIFY.
const notice = "schemadiff_notice"

// enclosure is the name of the query in WITH that is a whole statement.
const enclosure = "schemadiff_statement"

// EnclosedStatement returns the statement that [AsExpression] has enclosed, nil if
// there is none.
func EnclosedStatement(expression *Node) *Node {
	query := expression.GetSubLink().GetSubselect()
	for _, n := range query.GetSelectStmt().GetWithClause().GetCtes() {
		switch e := n.GetCommonTableExpr(); e.GetCtename() {
		case enclosure:
			return e.GetCtequery()
		case notice:
			return notifyStatement(e.GetCtequery().GetSelectStmt().GetTargetList())
		}
	}
	return query
}

// notifyStatement puts NOTIFY together again.
func notifyStatement(words []*Node) *Node {
	s := &NotifyStmt{}
	for i, w := range words {
		if text := w.GetResTarget().GetVal().GetAConst().GetSval().GetSval(); i == 0 {
			s.Conditionname = text
		} else {
			s.Payload = text
		}
	}
	return &Node{Node: &Node_NotifyStmt{NotifyStmt: s}}
}
