package gocode

import (
	"bytes"
	"go/format"
	"strings"

	"github.com/dave/jennifer/jen"
)

// render writes a file. The imports of the standard library stand apart from the
// others, as goimports writes them.
func render(file *jen.File) ([]byte, error) {
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
