package project

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// node is a value of a TOML document with its place in it.
type node struct {
	kind     unstable.Kind // Table, Array, String, Integer, Bool; others as they are
	path     []string      // the keys that lead here
	pos, key model.Pos     // of the value, and of the key that it has
	text     string        // of scalars, strings without their quotes
	names    []string
	children map[string]*node // of a table
	items    []*node          // of an array
}

// name returns the path as it is written in the document.
func (n *node) name() string { return strings.Join(n.path, ".") }

// child returns what a table has under a name; nil if nothing.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	return n.children[name]
}

// descend returns the table below n under a name, and makes it if need be.
func (n *node) descend(name string, pos model.Pos) *node {
	if next := n.children[name]; next != nil {
		if next.kind == unstable.Array && len(next.items) > 0 {
			return next.items[len(next.items)-1] // the last one of [[name]]
		}
		return next
	}
	return n.put(name, &node{kind: unstable.Table, pos: pos, key: pos})
}

func (n *node) put(name string, child *node) *node {
	if n.children == nil {
		n.children = map[string]*node{}
	}
	if n.children[name] == nil {
		n.names = append(n.names, name)
	}
	child.path = append(slices.Clone(n.path), name)
	n.children[name] = child
	return child
}

// parse reads a document. The library's decoder judges it first: what it lets
// pass has no key twice, and only then are places collected by its parser.
func parse(file string, text []byte) (*node, error) {
	var whole map[string]any
	if err := toml.Unmarshal(text, &whole); err != nil {
		var wrong *toml.DecodeError
		if !errors.As(err, &wrong) {
			return nil, &sqlfile.Error{Pos: model.Pos{File: file}, Msg: err.Error()}
		}
		return nil, &sqlfile.Error{Pos: placeOf(file, text, wrong), Msg: strings.TrimPrefix(wrong.Error(), "toml: ")}
	}
	r := &reader{file: file, text: text}
	r.parser.Reset(text)
	root := &node{kind: unstable.Table, pos: r.place(0)}
	table := root
	for r.parser.NextExpression() {
		expression := r.parser.Expression()
		switch expression.Kind {
		case unstable.Table:
			table, _ = r.walk(root, expression.Key())
		case unstable.ArrayTable:
			table = r.append(root, expression.Key())
		case unstable.KeyValue:
			r.assign(table, expression)
		default: // comments aren't asked for
		}
	}
	return root, r.parser.Error()
}

// placeOf returns where the library found a mistake. It counts bytes, we count
// characters.
func placeOf(file string, text []byte, wrong *toml.DecodeError) model.Pos {
	row, column := wrong.Position()
	pos := model.Pos{File: file, Line: row, Column: column}
	if lines := strings.Split(string(text), "\n"); 0 < row && row <= len(lines) {
		line := lines[row-1]
		pos.Column = 1 + utf8.RuneCountInString(line[:min(max(column-1, 0), len(line))])
	}
	return pos
}

// reader builds the tree of a document.
type reader struct {
	file   string
	text   []byte
	parser unstable.Parser
}

// place returns the position of a byte.
func (r *reader) place(offset int) model.Pos {
	before := string(r.text[:offset])
	start := strings.LastIndexByte(before, '\n') + 1
	return model.Pos{File: r.file, Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[start:])}
}

func (r *reader) placeOf(n *unstable.Node) model.Pos { return r.place(int(n.Raw.Offset)) }

// walk goes down a dotted key and returns the table there and its place.
func (r *reader) walk(table *node, key unstable.Iterator) (*node, model.Pos) {
	var pos model.Pos
	for key.Next() {
		part := key.Node()
		if pos.IsZero() {
			pos = r.placeOf(part)
		}
		table = table.descend(string(part.Data), r.placeOf(part))
	}
	return table, pos
}

// append adds a table to the array that a [[key]] names.
func (r *reader) append(root *node, key unstable.Iterator) *node {
	table := root
	for key.Next() {
		part := key.Node()
		name := string(part.Data)
		if !key.IsLast() {
			table = table.descend(name, r.placeOf(part))
			continue
		}
		array := table.child(name)
		if array == nil {
			array = table.put(name, &node{kind: unstable.Array, pos: r.placeOf(part)})
		}
		item := &node{kind: unstable.Table, path: array.path, pos: r.placeOf(part)}
		array.items = append(array.items, item)
		return item
	}
	return table
}

// assign puts the value of key = value where it belongs.
func (r *reader) assign(table *node, expression *unstable.Node) {
	key := expression.Key()
	for key.Next() {
		part := key.Node()
		if !key.IsLast() {
			table = table.descend(string(part.Data), r.placeOf(part))
			continue
		}
		table.put(string(part.Data), &node{})
		r.fill(table.child(string(part.Data)), expression.Value(), r.placeOf(part))
	}
}

// fill makes n the value. A value that doesn't say where it stands gets the
// place of its key.
func (r *reader) fill(n *node, value *unstable.Node, key model.Pos) {
	n.kind, n.pos, n.key, n.text = value.Kind, key, key, string(value.Data)
	if value.Raw.Length > 0 {
		n.pos = r.placeOf(value)
	}
	switch value.Kind {
	case unstable.Array:
		items := value.Children()
		for items.Next() {
			item := &node{path: n.path}
			r.fill(item, items.Node(), n.pos)
			n.items = append(n.items, item)
		}
	case unstable.InlineTable:
		n.kind = unstable.Table
		pairs := value.Children()
		for pairs.Next() {
			r.assign(n, pairs.Node())
		}
	default: // a scalar
	}
}
