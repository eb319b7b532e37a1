package neutral

import (
	"strconv"

	"github.com/schemadiff/schemadiff/model"
)

// The modes of columns that the database numbers.
const (
	// Numbered: each row gets the next number, where none is given.
	Numbered = model.IdentityAutoIncrement
	// MayNumber: a row gets a number where none is given. That comes with the key
	// itself, whether anybody wanted it or not.
	MayNumber model.IdentityMode = "numbered if left out"
)

// Flatten chooses names for tables in a database without schemas: their own, and
// where two tables would have the same, the schema before it. Fold returns what
// the spellings of a name share.
func Flatten(s model.Schema, fold func(string) string) (map[model.QName]string, []Loss) {
	count := map[string]int{}
	for i := range s.Tables {
		count[fold(s.Tables[i].Name)]++
	}
	names, taken := map[model.QName]string{}, map[string]bool{}
	var losses []Loss
	for i := range s.Tables {
		q := s.Tables[i].QName()
		name := q.Name
		if count[fold(name)] > 1 && q.Schema != "" {
			name = q.Schema + "_" + name
			losses = append(losses, Loss{ID: model.ID{Kind: model.KindTable, Schema: q.Schema, Name: q.Name}, Text: "there are no schemas; its name stands before the table's"})
		}
		base := name
		for n := 2; taken[fold(name)]; n++ {
			name = base + "_" + strconv.Itoa(n)
		}
		taken[fold(name)] = true
		names[q] = name
	}
	return names, losses
}

// Among returns the check that stands for an enumerated type: one of its values.
func (t Type) Among(of Expr) Expr {
	list := make([]Expr, len(t.Values))
	for i, v := range t.Values {
		list[i] = Expr{Op: Literal, Text: v}
	}
	return tidy(binary("in", of, Expr{Op: List, Args: list}))
}
