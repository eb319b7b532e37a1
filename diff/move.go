package diff

import (
	"fmt"

	"github.com/schemadiff/schemadiff/model"
)

// Move is an extension that another schema gets: what belongs to it moves along.
type Move struct {
	Extension string
	From, To  string
	// Types are the names of its types, Others those of its functions, operators,
	// operator classes and collations.
	Types, Others []string
}

// extensionMoves lists the extensions that both sides have in different schemas.
func extensionMoves(old, new model.Schema, rules Rules) ([]Move, error) {
	var list []Move
	for _, o := range old.Extensions {
		for _, n := range new.Extensions {
			if o.Name != n.Name || o.Schema == n.Schema || o.Schema == "" || n.Schema == "" {
				continue
			}
			m := Move{Extension: o.Name, From: o.Schema, To: n.Schema}
			var err error
			if m.Types, m.Others, err = rules.Members(o.Name, old.Version); err != nil {
				return nil, fmt.Errorf("listing the objects of extension %s: %w", o.Name, err)
			}
			list = append(list, m)
		}
	}
	return list, nil
}

// inverted leads back.
func inverted(moves []Move) []Move {
	list := make([]Move, len(moves))
	for i, m := range moves {
		m.From, m.To = m.To, m.From
		list[i] = m
	}
	return list
}

// move takes along what belongs to an extension.
func (n Names) move(m Move) {
	if n.schema(m.From) == m.To {
		return // the schema itself is renamed
	}
	along := func(names map[model.QName]model.QName, list []string) {
		for _, name := range list {
			names[model.QName{Schema: m.From, Name: name}] = model.QName{Schema: m.To, Name: name}
		}
	}
	along(n.types, m.Types)
	along(n.routines, m.Others)
	along(n.routines, m.Types) // a cast may be written as a call
}
