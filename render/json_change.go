package render

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// The operations that changes go by in JSON.
const (
	opAdd         = "add"
	opDrop        = "drop"
	opAlter       = "alter"
	opRename      = "rename"
	opUnsupported = "unsupported"
)

// jsonChange is the envelope of all five verbs. Was is the object's name on
// the old side where it is another one.
type jsonChange struct {
	Op     string          `json:"op"`
	Object model.ID        `json:"object"`
	Was    model.ID        `json:"was,omitzero"`
	From   json.RawMessage `json:"from,omitempty"`
	To     json.RawMessage `json:"to,omitempty"`
	Facets []jsonFacet     `json:"facets,omitempty"`

	Facet  diff.FacetName `json:"facet,omitempty"`
	Reason string         `json:"reason,omitempty"`
}

type jsonFacet struct {
	Name diff.FacetName `json:"name"`
	From string         `json:"from"`
	To   string         `json:"to"`
}

// MarshalChange returns a change as JSON, in the form that the page docs/json.md
// describes.
func MarshalChange(c diff.Change) ([]byte, error) {
	return marshalChange(c, kinds{})
}

func marshalChange(c diff.Change, k kinds) ([]byte, error) {
	j, err := envelope(c, k)
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", c.Object(), err)
	}
	return marshal(j)
}

func envelope(c diff.Change, k kinds) (j jsonChange, err error) {
	j.Object = k.id(c.Object())
	switch c := c.(type) {
	case diff.Add:
		j.Op, j.Object = opAdd, ofObject(c.ID, c.New)
		j.To, err = marshal(c.New)
	case diff.Drop:
		j.Op, j.Object = opDrop, ofObject(c.ID, c.Old)
		j.From, err = marshal(c.Old)
	case diff.Alter:
		j.Op, j.Object = opAlter, ofObject(c.NewID, c.New)
		if c.OldID != c.NewID {
			j.Was = ofObject(c.OldID, c.Old)
		}
		for _, f := range c.Facets {
			j.Facets = append(j.Facets, jsonFacet{f.Name, f.Old, f.New})
		}
		if j.From, err = marshal(c.Old); err == nil {
			j.To, err = marshal(c.New)
		}
	case diff.Rename:
		j.Op, j.Was = opRename, k.id(c.From)
	case diff.Unsupported:
		j.Op, j.Facet, j.Reason = opUnsupported, c.Facet, c.Reason
		j.From, err = text(c.Old)
		if err == nil {
			j.To, err = text(c.New)
		}
	}
	return j, err
}

// text writes a text, and nothing for an empty one.
func text(s string) (json.RawMessage, error) {
	if s == "" {
		return nil, nil
	}
	return marshal(s)
}

// UnmarshalChange reads what [MarshalChange] wrote.
func UnmarshalChange(data []byte) (diff.Change, error) {
	var j jsonChange
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, fmt.Errorf("reading a change: %w", err)
	}
	c, err := j.change()
	if err != nil {
		return nil, fmt.Errorf("reading the change of %s: %w", j.Object, err)
	}
	return c, nil
}

func (j jsonChange) change() (diff.Change, error) {
	j.Object, j.Was = asHeld(j.Object), asHeld(j.Was)
	switch j.Op {
	case opAdd:
		o, err := unmarshalObject(j.Object.Kind, j.To)
		return diff.Add{ID: j.Object, New: o}, err
	case opDrop:
		o, err := unmarshalObject(j.Object.Kind, j.From)
		return diff.Drop{ID: j.Object, Old: o}, err
	case opAlter:
		return j.alter()
	case opRename:
		return diff.Rename{From: j.Was, To: j.Object}, nil
	case opUnsupported:
		from, err := unmarshalText(j.From)
		if err != nil {
			return nil, err
		}
		to, err := unmarshalText(j.To)
		return diff.Unsupported{ID: j.Object, Facet: j.Facet, Reason: j.Reason, Old: from, New: to}, err
	}
	return nil, fmt.Errorf("there is no operation %q", j.Op)
}

func (j jsonChange) alter() (diff.Change, error) {
	c := diff.Alter{OldID: j.Was, NewID: j.Object}
	if c.OldID.IsZero() {
		c.OldID = c.NewID
	}
	for _, f := range j.Facets {
		c.Facets = append(c.Facets, diff.Facet{Name: f.Name, Old: f.From, New: f.To})
	}
	var err error
	if c.Old, err = unmarshalObject(c.OldID.Kind, j.From); err != nil {
		return nil, err
	}
	c.New, err = unmarshalObject(c.NewID.Kind, j.To)
	return c, err
}

func unmarshalText(data json.RawMessage) (s string, err error) {
	if data != nil {
		err = json.Unmarshal(data, &s)
	}
	return s, err
}

func unmarshalObject(kind model.Kind, data json.RawMessage) (model.Object, error) {
	if data == nil {
		return nil, errors.New("the object is missing")
	}
	switch kind {
	case model.KindSchema:
		return object[model.Namespace](data)
	case model.KindExtension:
		return object[model.Extension](data)
	case model.KindEnum:
		return object[model.Enum](data)
	case model.KindDomain:
		return object[model.Domain](data)
	case model.KindComposite:
		return object[model.Composite](data)
	case model.KindRange:
		return object[model.Range](data)
	case model.KindSequence:
		return object[model.Sequence](data)
	case model.KindTable:
		return object[model.Table](data)
	case model.KindColumn:
		return object[model.Column](data)
	case model.KindPrimaryKey, model.KindUnique:
		return object[model.Key](data)
	case model.KindCheck, model.KindDomainConstraint:
		return object[model.Check](data)
	case model.KindExclusion:
		return object[model.Exclusion](data)
	case model.KindForeignKey:
		return object[model.ForeignKey](data)
	case model.KindIndex:
		return object[model.Index](data)
	case model.KindStatistics:
		return object[model.Statistics](data)
	default: // the kinds of definitions are the dialect's
		return object[model.Definition](data)
	}
}

func object[T model.Object](data []byte) (model.Object, error) {
	var o T
	if err := json.Unmarshal(data, &o); err != nil {
		return nil, err
	}
	return o, nil
}
