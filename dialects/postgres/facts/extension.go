package facts

import (
	"fmt"
	"strings"
)

// Extension is what an extension adds to a database.
type Extension struct {
	Name string
	// Version is the default version on this server: the one that the objects
	// were taken from.
	Version string
	// FixedSchema is the schema that the extension insists on, empty if it may
	// be created anywhere.
	FixedSchema string
	Requires    []string
	Objects
}

// Extension decodes what the extension name adds when it is created in schema.
//
// outer finds the types of other extensions that it needs; their schema is
// "@" and the extension's name, as long as the caller has no better idea. It
// may be nil for an extension that needs no other. An extension that the
// snapshot doesn't know yields nil and no error.
func (s *Snapshot) Extension(name, schema string, schemaOf func(extension string) string, outer func(schema, name string) *Type) (*Extension, error) {
	entry := extensionFolder + name
	if !s.has(entry) {
		return nil, nil
	}
	text, err := s.read(entry)
	if err != nil {
		return nil, err
	}
	head, body, _ := strings.Cut(text, "\n")
	f := strings.Split(head, "\t")
	if len(f) != 4 || f[0] != "E" {
		return nil, fmt.Errorf("decoding the facts about extension %s: malformed head", name)
	}
	x := &Extension{Name: name, Version: f[1]}
	if f[2] != none {
		x.FixedSchema, schema = f[2], f[2]
	}
	if f[3] != none {
		x.Requires = strings.Split(f[3], ",")
	}
	d := decoder{
		schemas: func(placeholder string) string {
			if placeholder == "@" {
				return schema
			}
			return schemaOf(strings.TrimPrefix(placeholder, "@"))
		},
		outer: func(schema, name string) *Type {
			if t := s.Type(schema, name); t != nil {
				return t
			}
			if outer == nil {
				return nil
			}
			return outer(schema, name)
		},
	}
	if x.Objects, err = decode(body, d); err != nil {
		return nil, fmt.Errorf("decoding the facts about extension %s: %w", name, err)
	}
	return x, nil
}

func (s *Snapshot) has(entry string) bool {
	for _, f := range s.archive.File {
		if f.Name == entry {
			return true
		}
	}
	return false
}

// Requires lists the extensions that the extension name needs; none if the
// snapshot doesn't know it.
func (s *Snapshot) Requires(name string) ([]string, error) {
	entry := extensionFolder + name
	if !s.has(entry) {
		return nil, nil
	}
	text, err := s.read(entry)
	if err != nil {
		return nil, err
	}
	head, _, _ := strings.Cut(text, "\n")
	if needs := head[strings.LastIndexByte(head, '\t')+1:]; needs != none {
		return strings.Split(needs, ","), nil
	}
	return nil, nil
}
