package catalog

import "github.com/schemadiff/schemadiff/model"

// expr makes an expression of a deparsed text; the empty text is none.
func expr(text string) model.Expr {
	return model.Expr{Text: stripParens(text)}
}

// exprs makes expressions of several texts.
func exprs(texts []string) []model.Expr {
	if len(texts) == 0 {
		return nil
	}
	list := make([]model.Expr, len(texts))
	for i, text := range texts {
		list[i] = expr(text)
	}
	return list
}
