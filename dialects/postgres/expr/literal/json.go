package literal

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
)

// readJSONB writes a jsonb: keys in the server's order, the last of equal keys,
// numbers as numeric writes them.
func readJSONB(text string) (string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var out strings.Builder
	if err := writeJSON(&out, d, 0); err != nil {
		return "", err
	}
	if _, err := d.Token(); err != io.EOF {
		return "", errInvalid
	}
	return out.String(), nil
}

// maxJSON is how deep a JSON text may be nested.
const maxJSON = 1000

func writeJSON(out *strings.Builder, d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil || depth > maxJSON {
		return errInvalid
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return writeObject(out, d, depth)
		}
		return writeArray(out, d, depth)
	case string:
		if strings.ContainsAny(v, "\x00\uFFFD") {
			return errInvalid // a broken escape, or one that jsonb can't hold
		}
		out.WriteString(strconv.Quote(v))
	case json.Number:
		number, ok := Numeric(v.String())
		if !ok {
			return errInvalid
		}
		out.WriteString(number)
	case bool:
		out.WriteString(strconv.FormatBool(v))
	case nil:
		out.WriteString("null")
	}
	return nil
}

func writeArray(out *strings.Builder, d *json.Decoder, depth int) error {
	out.WriteByte('[')
	for n := 0; d.More(); n++ {
		if n > 0 {
			out.WriteByte(',')
		}
		if err := writeJSON(out, d, depth+1); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	_, err := d.Token()
	return err
}

func writeObject(out *strings.Builder, d *json.Decoder, depth int) error {
	members := map[string]string{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return errInvalid
		}
		name, ok := key.(string)
		if !ok || strings.ContainsAny(name, "\x00\uFFFD") {
			return errInvalid
		}
		var value strings.Builder
		if err := writeJSON(&value, d, depth+1); err != nil {
			return err
		}
		members[name] = value.String()
	}
	if _, err := d.Token(); err != nil {
		return errInvalid
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	out.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strconv.Quote(name))
		out.WriteByte(':')
		out.WriteString(members[name])
	}
	out.WriteByte('}')
	return nil
}
