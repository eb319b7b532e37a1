package acl

import (
	"fmt"
	"strings"
)

// Parse reads items as the server prints them: "alice=arw*/postgres". The owner
// of the object gets the name [Owner].
func Parse(texts []string, owner string) (List, error) {
	list := make([]Item, 0, len(texts))
	for _, text := range texts {
		item, err := parseItem(text)
		if err != nil {
			return nil, err
		}
		if item.Grantee == owner && owner != "" {
			item.Grantee = Owner
		}
		if item.Grantor == owner && owner != "" {
			item.Grantor = Owner
		}
		list = append(list, item)
	}
	return normal(list), nil
}

func parseItem(text string) (item Item, err error) {
	fail := func() (Item, error) {
		return Item{}, fmt.Errorf("reading privileges: %q is no access control item", text)
	}
	item.Grantee, text = name(text)
	rest, ok := strings.CutPrefix(text, "=")
	if !ok {
		return fail()
	}
	granted, rest, ok := strings.Cut(rest, "/")
	if !ok {
		return fail()
	}
	item.Grantor, _ = name(rest)
	for i := 0; i < len(granted); i++ {
		r := letters(granted[i : i+1])
		if r == 0 {
			return fail()
		}
		item.Rights |= r
		if i+1 < len(granted) && granted[i+1] == '*' {
			item.Options |= r
			i++
		}
	}
	return item, nil
}

// name cuts a role's name from the start of a text (getid).
func name(text string) (role, rest string) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text, "=/")
		if end < 0 {
			end = len(text)
		}
		return text[:end], text[end:]
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
			b.WriteByte(text[i])
		case i+1 < len(text) && text[i+1] == '"':
			b.WriteByte('"')
			i++
		default:
			return b.String(), text[i+1:]
		}
	}
	return b.String(), ""
}
