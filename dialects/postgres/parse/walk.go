package parse

import "google.golang.org/protobuf/reflect/protoreflect"

// Walk calls visit for a node and everything below it, what contains before
// what is contained: for *ColumnRef, *TypeName and so on. Visit may change what
// it is given.
func Walk(node *Node, visit func(part any)) {
	if node != nil {
		walk(node.ProtoReflect(), func(m protoreflect.Message) { visit(m.Interface()) }, recursionLimit)
	}
}

func walk(m protoreflect.Message, visit func(protoreflect.Message), depth int) {
	if depth == 0 {
		return // deeper than any tree that this package makes
	}
	visit(m)
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		if f.Kind() != protoreflect.MessageKind {
			return true
		}
		if !f.IsList() {
			walk(v.Message(), visit, depth-1)
			return true
		}
		for i := range v.List().Len() {
			walk(v.List().Get(i).Message(), visit, depth-1)
		}
		return true
	})
}

// MapTexts replaces every text of a node and of everything below it: names,
// constants, the bodies of functions.
func MapTexts(node *Node, change func(text string) string) {
	if node == nil {
		return
	}
	walk(node.ProtoReflect(), func(m protoreflect.Message) {
		m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
			if f.Kind() == protoreflect.StringKind && !f.IsList() {
				m.Set(f, protoreflect.ValueOfString(change(v.String())))
			}
			return true
		})
	}, recursionLimit)
}
