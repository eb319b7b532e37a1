// Package record is a database that exists nowhere. What a program runs on it
// is kept, and every question to it has an empty answer, or the one that the
// program gives.
//
// It becomes a part of the programs that package orm runs in the modules of
// others. So it needs nothing but the standard library, and of that only what
// Go 1.18 has.
package record

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
)

// Output is what a program found out.
type Output struct {
	// Statements are those that make the schema, in their order.
	Statements []string `json:"statements"`
	// Tables says which type a table comes from.
	Tables []Table `json:"tables"`
	// Error is what failed, Panic that it was a panic, with its calls in Stack.
	Error string   `json:"error,omitempty"`
	Panic bool     `json:"panic,omitempty"`
	Stack []string `json:"stack,omitempty"`
}

// Table is a table and its type in Go, or the type from which it follows.
type Table struct {
	Schema  string `json:"schema,omitempty"`
	Name    string `json:"name"`
	Package string `json:"package,omitempty"`
	Type    string `json:"type,omitempty"`
	// Fields are those of the type from which columns come, by the columns' names.
	Fields map[string]string `json:"fields,omitempty"`
}

// Main runs a program of which the first argument is the file that it writes
// its output to, as JSON.
func Main(run func(*Log) error) {
	log := &Log{seen: map[string]bool{}}
	file := os.Args[1]
	// That there is a file says that the program has begun.
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	guard(log, run)
	data, err := json.Marshal(log.out)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// guard runs a function and notes how it fails.
func guard(log *Log, run func(*Log) error) {
	defer func() {
		if cause := recover(); cause != nil {
			log.out.Error, log.out.Panic, log.out.Stack = fmt.Sprint(cause), true, calls()
		}
	}()
	err := run(log)
	if err == nil {
		err = log.err
	}
	if err != nil {
		log.out.Error = err.Error()
	}
}

// calls lists where a panic came from, the innermost call first.
func calls() []string {
	pcs := make([]uintptr, 100)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var list []string
	for {
		frame, more := frames.Next()
		if frame.Function != "" && !strings.HasPrefix(frame.Function, "runtime.") {
			list = append(list, fmt.Sprintf("%s (%s:%d)", frame.Function, frame.File, frame.Line))
		}
		if !more {
			return list
		}
	}
}

// Table notes which model a table comes from, and which fields its columns.
func (l *Log) Table(schema, name string, model interface{}, fields map[string]string) {
	t := reflect.TypeOf(model)
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
		t = t.Elem()
	}
	table := Table{Schema: schema, Name: name, Fields: fields}
	if t != nil {
		table.Package, table.Type = t.PkgPath(), t.Name()
	}
	l.out.Tables = append(l.out.Tables, table)
}

// Qualified is [Log.Table] for a name that may have a schema before it.
func (l *Log) Qualified(name string, model interface{}, fields map[string]string) {
	name = strings.ReplaceAll(name, `"`, "")
	schema := ""
	if i := strings.IndexByte(name, '.'); i >= 0 {
		schema, name = name[:i], name[i+1:]
	}
	l.Table(schema, name, model, fields)
}
