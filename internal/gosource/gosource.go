// Package gosource writes files of Go as goimports would.
package gosource

import (
	"bytes"
	"go/format"
	"strings"

	"github.com/dave/jennifer/jen"
)

// Render writes a file. The imports of the standard library stand apart from the
// others.
func Render(file *jen.File) ([]byte, error) {
	var b bytes.Buffer
	if err := file.Render(&b); err != nil {
		return nil, err
	}
	const begin, end = "\nimport (\n", "\n)\n"
	head, rest, found := strings.Cut(b.String(), begin)
	imports, body, ended := strings.Cut(rest, end)
	if !found || !ended {
		return b.Bytes(), nil
	}
	var own, others []string
	for line := range strings.SplitSeq(imports, "\n") {
		if strings.Contains(line, ".") {
			others = append(others, line)
		} else {
			own = append(own, line)
		}
	}
	return format.Source([]byte(head + begin + strings.Join(append(append(own, ""), others...), "\n") + end + body))
}
