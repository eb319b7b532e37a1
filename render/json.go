package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// jsonKind and jsonFormat mark a difference in JSON. The format changes when a
// program that reads the older one would misunderstand the newer one; fields
// that are new don't change it.
const (
	jsonKind   = "schemadiff-diff"
	jsonFormat = 1
)

// Report is a difference with its plan and with the names of its two sides:
// all that a reviewer wants to see.
type Report struct {
	From, To  string // the sources, without credentials
	Server    string // what the plan is for: "PostgreSQL 17"
	Run       string // how a script is run so that it stops at the first error
	Begin     string // what begins a transaction, BEGIN if it is empty
	Client    Client // how a script ends a statement
	Result    diff.Result
	Migration Migration
	// Unnamed says that a constraint has no name in the database: the one in its ID was
	// made by the reader, and reviews don't show it. If it is nil, all have names.
	Unnamed func(model.ID) bool
	// Missing is what a filter left out though the rest needs it.
	Missing []Missing
}

// Invert returns the report of the way back.
func (r Report) Invert() Report {
	r.From, r.To = r.To, r.From
	r.Result = r.Result.Invert()
	r.Migration = Migration{Up: r.Migration.Down, Down: r.Migration.Up}
	return r
}

type jsonReport struct {
	Kind        string         `json:"kind"`
	Format      int            `json:"format"`
	From        jsonSide       `json:"from"`
	To          jsonSide       `json:"to"`
	Same        bool           `json:"same"`
	Changes     []jsonRaw      `json:"changes"`
	Up          Plan           `json:"up"`
	Down        Plan           `json:"down"`
	Notes       []jsonNote     `json:"notes,omitempty"`
	Questions   []jsonQuestion `json:"questions,omitempty"`
	NotCompared []model.ID     `json:"notCompared,omitempty"`
	Missing     []jsonMissing  `json:"missing,omitempty"`
}

type jsonRaw = json.RawMessage

type jsonSide struct {
	Source  string `json:"source"`
	Dialect string `json:"dialect"`
	Version int    `json:"version"`
}

type jsonNote struct {
	Object model.ID `json:"object"`
	Text   string   `json:"text"`
}

type jsonQuestion struct {
	From   model.ID `json:"from"`
	To     model.ID `json:"to"`
	Rename string   `json:"rename"`
}

type jsonMissing struct {
	Object model.ID `json:"object"`
	Needs  model.ID `json:"needs"`
	Why    Lack     `json:"why"`
}

// WriteJSON writes a report as JSON, indented, in the form that the page
// docs/json.md describes.
func WriteJSON(w io.Writer, r Report) error {
	k := kindsOf(r.Result)
	j := jsonReport{
		Kind: jsonKind, Format: jsonFormat,
		From:        jsonSide{r.From, r.Result.Old.Dialect, r.Result.Old.Version},
		To:          jsonSide{r.To, r.Result.New.Dialect, r.Result.New.Version},
		Same:        r.Result.Empty(),
		Changes:     []jsonRaw{},
		Up:          whole(k.plan(r.Migration.Up)),
		Down:        whole(k.plan(r.Migration.Down)),
		NotCompared: k.ids(r.Result.NotCompared),
	}
	for _, c := range r.Result.Changes {
		raw, err := marshalChange(c, k)
		if err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
		j.Changes = append(j.Changes, raw)
	}
	for _, n := range r.Result.Notes {
		j.Notes = append(j.Notes, jsonNote{k.id(n.ID), n.Text})
	}
	for _, q := range r.Result.Questions {
		j.Questions = append(j.Questions, jsonQuestion{k.id(q.From), k.id(q.To), q.Hint})
	}
	for _, m := range r.Missing {
		j.Missing = append(j.Missing, jsonMissing{k.id(m.Chosen), k.id(m.Left), m.Why})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(j); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// whole gives an empty plan an empty list, so that a reader finds one always.
func whole(p Plan) Plan {
	if p.Groups == nil {
		p.Groups = []Group{}
	}
	p.Unsupported = nil // they are among the changes
	return p
}

// marshal is json.Marshal that leaves <, > and & as they are.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
