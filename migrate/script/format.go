package script

import (
	"strings"
)

// Format returns the script as a file of our own format. What [Parse] reads
// from it is the script again; only positions, and a path if the script has
// none, are new. Messages and reasons become one line.
func (s *Script) Format() string {
	var b strings.Builder
	line := func(text string) {
		b.WriteString(strings.TrimRight("-- "+text, " "))
		b.WriteByte('\n')
	}
	line(directiveMark + " revision " + s.ID)
	for _, key := range headerKeys {
		for _, value := range s.values(key) {
			line(key + ":" + strings.Repeat(" ", len(keyDependsOn)-len(key)+1) + value)
		}
	}
	if s.Doc != "" {
		b.WriteString("--\n")
		for _, text := range splitLines(s.Doc) {
			line(plainComment(text))
		}
	}
	s.Up.write(&b, markUp)
	s.Down.write(&b, markDown)
	return b.String()
}

// values returns what the header says for a key, a line each.
func (s *Script) values(key string) []string {
	one := func(value string) []string {
		if value == "" {
			return nil
		}
		return []string{value}
	}
	switch key {
	case keyMessage:
		return one(OneLine(s.Message))
	case keyRevises:
		if len(s.Revises) == 0 {
			return one("base")
		}
		return one(strings.Join(s.Revises, ", "))
	case keyDependsOn:
		return one(strings.Join(s.DependsOn, ", "))
	case keyLabels:
		return one(strings.Join(s.Labels, ", "))
	case keyCreated:
		if s.Created.IsZero() {
			return nil
		}
		return one(s.Created.Format(createdLayouts[0]))
	case keySquashes:
		var list []string
		for _, squashed := range s.Squashes {
			list = append(list, strings.TrimSpace(squashed.ID+" "+squashed.Checksum))
		}
		return list
	}
	return nil
}

// plainComment keeps a line of a comment from being a mark.
func plainComment(line string) string {
	line = strings.TrimRight(line, " \t\r\n\v\f")
	if _, ok := directive(line); ok {
		return "# " + line
	}
	return line
}

// write writes a section unless it is missing.
func (s *Section) write(b *strings.Builder, direction string) {
	if s.Missing {
		return
	}
	m := marks{section: direction, noTransaction: s.NoTransaction, irreversible: s.Irreversible}
	b.WriteString("\n-- " + directiveMark + " " + m.String() + "\n")
	s.writeStatements(b)
}

// Mark returns the line that says what the marks of the section are, for files
// whose format has none of its own; empty if there is nothing to say.
func (s *Section) Mark(down, withTransaction bool) string {
	m := marks{section: markUp, noTransaction: s.NoTransaction && withTransaction, irreversible: s.Irreversible}
	if down {
		m.section = markDown
	}
	if !m.noTransaction && m.irreversible == "" {
		return ""
	}
	return "-- " + directiveMark + " " + m.String() + "\n"
}

// Format returns the statement as it stands in a file, with its comments and
// marks above it.
func (s *Statement) Format() string {
	var b strings.Builder
	s.write(&b)
	return b.String()
}

// FormatComment returns lines as comments.
func FormatComment(lines []string) string {
	var b strings.Builder
	writeComment(&b, lines)
	return b.String()
}

func (s *Section) writeStatements(b *strings.Builder) {
	for i := range s.Statements {
		b.WriteByte('\n')
		s.Statements[i].write(b)
	}
	if len(s.Tail) > 0 {
		b.WriteByte('\n')
		writeComment(b, s.Tail)
	}
}

func (s *Statement) write(b *strings.Builder) {
	writeComment(b, s.Comment)
	m := marks{
		noTransaction: s.NoTransaction, newTransaction: s.NewTransaction, rowsOnly: s.RowsOnly,
		repeat: s.Repeat, pause: s.Pause, irreversible: s.Irreversible,
	}
	if text := m.String(); text != "" {
		b.WriteString("-- " + directiveMark + " " + text + "\n")
	}
	b.WriteString(s.SQL)
	b.WriteString(";\n")
	if s.Copy {
		b.WriteString(s.Data)
		b.WriteString("\\.\n")
	}
}

func writeComment(b *strings.Builder, lines []string) {
	for _, text := range lines {
		for _, line := range splitLines(text) {
			b.WriteString(strings.TrimRight("-- "+plainComment(line), " ") + "\n")
		}
	}
}
