package parse

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Same says whether two trees are the same apart from where their nodes stand
// in the text.
func Same(a, b *Node) bool {
	return proto.Equal(placeless(a), placeless(b))
}

// placeless returns a copy without locations.
func placeless(node *Node) proto.Message {
	if node == nil {
		return (*Node)(nil)
	}
	c := proto.Clone(node)
	walk(c.ProtoReflect(), func(m protoreflect.Message) {
		if f := m.Descriptor().Fields().ByName("location"); f != nil {
			m.Clear(f)
		}
	}, recursionLimit)
	return c
}
