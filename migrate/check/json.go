package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// jsonKind and jsonFormat mark findings in JSON. The format changes when a
// program that reads the older one would misunderstand the newer one.
const (
	jsonKind   = "schemadiff-check"
	jsonFormat = 1
)

type jsonResults struct {
	Kind      string       `json:"kind"`
	Format    int          `json:"format"`
	Clean     bool         `json:"clean"`
	Databases []jsonResult `json:"databases"`
}

type jsonResult struct {
	Database string       `json:"database,omitempty"`
	Clean    bool         `json:"clean"`
	Error    string       `json:"error,omitempty"`
	Hint     string       `json:"hint,omitempty"`
	Answers  []jsonAnswer `json:"answers"`
}

type jsonAnswer struct {
	Question Question `json:"question"`
	Clean    bool     `json:"clean"`
	// Open says why there is no answer.
	Open     string          `json:"open,omitempty"`
	Idle     string          `json:"idle,omitempty"`
	Findings []jsonFinding   `json:"findings"`
	Diff     json.RawMessage `json:"diff,omitempty"`
}

type jsonFinding struct {
	Code    Code      `json:"code"`
	Message string    `json:"message"`
	Hint    string    `json:"hint,omitempty"`
	Object  *model.ID `json:"object,omitempty"`
	File    string    `json:"file,omitempty"`
	Line    int       `json:"line,omitempty"`
	Column  int       `json:"column,omitempty"`
}

// WriteJSON writes results as JSON, indented, in the form that docs/json.md
// describes. A comparison stands in it as schemadiff diff writes it.
func WriteJSON(w io.Writer, results []Result) error {
	j := jsonResults{Kind: jsonKind, Format: jsonFormat, Clean: true, Databases: []jsonResult{}}
	for _, r := range results {
		one := jsonResult{Database: r.Database, Clean: r.Clean(), Answers: []jsonAnswer{}}
		j.Clean = j.Clean && one.Clean
		if r.Err != nil {
			one.Error, one.Hint = r.Err.Error(), r.Hint
		}
		for _, a := range r.Answers {
			answer := jsonAnswer{Question: a.Question, Clean: a.Clean(), Open: a.Open, Idle: a.Idle, Findings: []jsonFinding{}}
			for _, f := range a.Findings {
				answer.Findings = append(answer.Findings, f.json())
			}
			if a.Report != nil && !a.Report.Result.Empty() {
				var b bytes.Buffer
				if err := render.WriteJSON(&b, *a.Report); err != nil {
					return err
				}
				answer.Diff = b.Bytes()
			}
			one.Answers = append(one.Answers, answer)
		}
		j.Databases = append(j.Databases, one)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(j); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

func (f Finding) json() jsonFinding {
	j := jsonFinding{Code: f.Code, Message: f.Message, Hint: f.Hint, File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column}
	if f.Object != (model.ID{}) {
		j.Object = &f.Object
	}
	return j
}
