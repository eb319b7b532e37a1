package expr

import (
	"reflect"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// Side is one side of a comparison: an expression and where it stands.
type Side struct {
	Catalog *Catalog
	Scope   Scope
	Text    string
}

// Same tells whether the expression that there is means the same as the one
// that is wanted, in the order that is cheapest: equal texts, equal keys, equal
// parse trees.
//
// Where the type of a column changes too, the server itself reads its text
// again with the new type when it alters the column. So the text that there is
// also counts as the same if it is under the wanted side's types.
//
// The error, an [UndecidedError], says why neither can be proven.
func Same(have, want Side) (bool, error) {
	if have.Text == want.Text {
		return true, nil
	}
	wantKey, wantErr := want.Catalog.Key(want.Scope, want.Text)
	haveKey, haveErr := want.Catalog.Key(want.Scope, have.Text)
	if agree(haveKey, haveErr, wantKey, wantErr) {
		return true, nil
	}
	if key, err := have.Catalog.Key(have.Scope, have.Text); agree(key, err, wantKey, wantErr) {
		return true, nil
	} else if haveErr != nil && err == nil {
		haveErr = nil // it was decided where it stands
	}
	if same, err := SameTree(have.Text, want.Text); err == nil && same {
		return true, nil
	}
	if wantErr != nil {
		return false, wantErr
	}
	return false, haveErr
}

// agree reports whether two results of Key prove that the expressions are the
// same. Provisional keys do, if they are equal.
func agree(key1 string, err1 error, key2 string, err2 error) bool {
	if err1 == nil && err2 == nil {
		return key1 == key2
	}
	p1, p2 := provisional(err1), provisional(err2)
	return err1 != nil && err2 != nil && p1 != "" && p1 == p2
}

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
