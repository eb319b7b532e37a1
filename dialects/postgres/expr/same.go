package expr

import (
	"reflect"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// SameTree reports whether two expressions have the same parse tree, that is
// whether they differ in nothing but spaces, comments, needless parentheses and
// the like. It says nothing about different trees.
func SameTree(a, b string) (bool, error) {
	x, err := parse.Expr(a)
	if err != nil {
		return false, &UndecidedError{Reason: err.Error()}
	}
	y, err := parse.Expr(b)
	if err != nil {
		return false, &UndecidedError{Reason: err.Error()}
	}
	return SameNode(x, y), nil
}

// SameNode is SameTree for expressions that are parsed already.
func SameNode(a, b *parse.Node) bool {
	return sameValue(reflect.ValueOf(a), reflect.ValueOf(b), 0)
}

// maxTreeDepth: each level of an expression is a few values.
const maxTreeDepth = 20 * maxDepth

// sameValue compares two nodes, or parts of nodes, but for their locations.
func sameValue(a, b reflect.Value, depth int) bool {
	if depth > maxTreeDepth || a.Kind() != b.Kind() {
		return false
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return a.Elem().Type() == b.Elem().Type() && sameValue(a.Elem(), b.Elem(), depth+1)
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameValue(a.Index(i), b.Index(i), depth+1) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			f := a.Type().Field(i)
			if !f.IsExported() || f.Name == "Location" || f.Name == "StmtLocation" || f.Name == "StmtLen" {
				continue
			}
			if !sameValue(a.Field(i), b.Field(i), depth+1) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}
