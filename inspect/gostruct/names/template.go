package names

import (
	"fmt"
	"slices"
	"strings"
)

// words of templates, and which of them are for foreign keys alone.
var (
	templateWords = []string{"table", "schema", "column", "columns", "name"}
	referredWords = []string{"referred_table", "referred_column", "referred_columns"}
)

// Check says what is wrong with a template for names.
func Check(template string, foreign bool) error {
	_, err := Expand(template, func(word string) (string, error) {
		if slices.Contains(templateWords, word) || foreign && slices.Contains(referredWords, word) {
			return word, nil
		}
		words := templateWords
		if foreign {
			words = append(slices.Clone(words), referredWords...)
		}
		return "", fmt.Errorf("there is no {%s} here: a name is made of {%s}", word, strings.Join(words, "}, {"))
	})
	return err
}

// Expand puts in what the words in braces stand for.
func Expand(template string, value func(word string) (string, error)) (string, error) {
	var b strings.Builder
	for rest := template; ; {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		word, next, closed := strings.Cut(after, "}")
		if !closed {
			return "", fmt.Errorf("the { before %q isn't closed", after)
		}
		text, err := value(word)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
		rest = next
	}
}
