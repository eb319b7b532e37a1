package format

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// atlas is the format of Atlas: a file for the way up, with directives at its
// top, and a file atlas.sum with the checksums of all. A checkpoint, which
// stands for the files before it, counts if these are not there.
var atlas = &tool{
	name:      "atlas",
	steps:     atlasSteps,
	before:    byFile,
	parse:     (*parsing).atlas,
	noWayBack: true,
	write:     writeAtlas,
}

const sumName = "atlas.sum"

// atlasSteps finds the files after looking at the checksums.
func atlasSteps(t *tree) []step {
	if t.texts == nil {
		t.texts = map[string]string{}
	}
	byDir := map[string][]string{}
	var dirs []string
	for _, e := range t.flat() {
		if !strings.HasSuffix(e.name, ".sql") {
			continue
		}
		text, err := t.read(e.path())
		if err != nil {
			t.failIO(e.path(), "reading the revision", err)
			continue
		}
		t.texts[e.path()] = text
		dir := path.Dir(e.path())
		if len(byDir[dir]) == 0 {
			dirs = append(dirs, dir)
		}
		byDir[dir] = append(byDir[dir], base(e.name))
	}
	var steps []step
	for _, dir := range dirs {
		names := byDir[dir]
		slices.Sort(names)
		if t.fsys != nil {
			t.checkSum(dir, names)
		}
		for i, name := range names {
			head := atlasHead(t.texts[path.Join(dir, name)])
			if _, ok := head.find("checkpoint"); ok && i > 0 {
				continue
			}
			version, title, _ := strings.Cut(strings.TrimSuffix(name, ".sql"), "_")
			steps = append(steps, step{id: identifier(version), version: version, title: title, up: path.Join(dir, name)})
		}
	}
	return steps
}

// checkSum compares the files of a directory with their checksums.
func (t *tree) checkSum(dir string, names []string) {
	file := path.Join(dir, sumName)
	have, err := fs.ReadFile(t.fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		t.fail(file, "the checksums of the directory are missing", "make them with: atlas migrate hash")
		return
	}
	if err != nil {
		t.failIO(file, "reading the checksums", err)
		return
	}
	want := atlasSum(names, func(name string) string { return t.texts[path.Join(dir, name)] })
	if strings.TrimSpace(strings.ReplaceAll(string(have), "\r\n", "\n")) == strings.TrimSpace(want) {
		return
	}
	t.fail(file, "the checksums are not those of the files: "+sumDifference(string(have), want),
		"if that was meant, make them anew with: atlas migrate hash")
}

// sumDifference names the first file that differs.
func sumDifference(have, want string) string {
	listed := map[string]string{}
	for line := range strings.Lines(have) {
		if name, hash, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			listed[name] = hash
		}
	}
	present := map[string]bool{}
	for line := range strings.Lines(want) {
		name, hash, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		present[name] = true
		switch old, ok := listed[name]; {
		case !ok:
			return name + " was added"
		case old != hash:
			for line := range strings.Lines(have) {
				// A file that is gone changes the checksums of all that follow it.
				if gone, _, ok := strings.Cut(line, " "); ok && gone < name && !strings.Contains(want, "\n"+gone+" ") {
					return gone + " is gone"
				}
			}
			return name + " was edited"
		}
	}
	for line := range strings.Lines(have) {
		if name, _, ok := strings.Cut(line, " "); ok && !present[name] {
			return name + " is gone"
		}
	}
	return "the first line, the sum of all, is another"
}

// atlasSum returns the contents of atlas.sum: for each file the checksum of all
// up to it, and in the first line that of these lines.
func atlasSum(names []string, text func(name string) string) string {
	var list strings.Builder
	running, all := sha256.New(), sha256.New()
	for _, name := range names {
		running.Write([]byte(name))
		if mode, ok := firstDirective(text(name)); ok && mode == "sum ignore" {
			continue
		}
		running.Write([]byte(text(name)))
		hash := base64.StdEncoding.EncodeToString(running.Sum(nil))
		all.Write([]byte(name + hash))
		list.WriteString(name + " h1:" + hash + "\n")
	}
	return "h1:" + base64.StdEncoding.EncodeToString(all.Sum(nil)) + "\n" + list.String()
}

// firstDirective returns what a directive in the first line says.
func firstDirective(text string) (string, bool) {
	for l := range lines(text) {
		return atlasDirective(text[l.start:l.end])
	}
	return "", false
}

// atlasDirective reads a line "-- atlas:txmode none".
func atlasDirective(line string) (string, bool) {
	comment, ok := strings.CutPrefix(line, "--")
	if !ok {
		comment, ok = strings.CutPrefix(line, "#")
	}
	name, found := strings.CutPrefix(strings.TrimLeft(comment, " "), "atlas:")
	return strings.TrimRight(name, " \t"), ok && found
}

// head is the comment at the top of a file.
type head struct {
	directives []string
	offsets    []int
	comments   []string
	end        int // behind the last directive
}

func atlasHead(text string) head {
	var h head
	var pending []string
	for l := range lines(text) {
		line := text[l.start:l.end]
		if !strings.HasPrefix(line, "--") && !strings.HasPrefix(line, "#") {
			break
		}
		directive, ok := atlasDirective(line)
		if !ok {
			pending = append(pending, strings.TrimPrefix(strings.TrimLeft(line, "-#"), " "))
			continue
		}
		h.directives, h.offsets, h.end = append(h.directives, directive), append(h.offsets, l.start), l.next
		h.comments, pending = append(h.comments, pending...), nil
	}
	return h
}

// find returns the arguments of a directive.
func (h head) find(name string) (arguments string, ok bool) {
	for _, directive := range h.directives {
		word, arguments, _ := strings.Cut(directive, " ")
		if word == name {
			return arguments, true
		}
	}
	return "", false
}

// atlas reads a file.
func (p *parsing) atlas() {
	if !p.open(p.step.up) {
		return
	}
	h := atlasHead(p.source.Text)
	noTransaction, delimiter := false, ""
	for i, directive := range h.directives {
		switch word, arguments, _ := strings.Cut(directive, " "); word {
		case "txmode":
			noTransaction = arguments == "none"
			if arguments != "none" && arguments != "file" && arguments != "all" {
				p.fail(h.offsets[i], fmt.Sprintf("unknown mode %q", arguments), "Atlas has none, file and all")
			}
		case "delimiter":
			delimiter = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(arguments)
		case "sum", "nolint", "checkpoint", "assert":
		default:
			p.fail(h.offsets[i], fmt.Sprintf("the directive atlas:%s can't be followed", word), "keep running this file with Atlas")
		}
	}
	p.script.Doc = strings.Join(h.comments, "\n")
	if delimiter == "" {
		p.script.Up = p.section(h.end, len(p.source.Text), false, noTransaction)
		return
	}
	p.script.Up = p.delimited(h.end, delimiter)
	p.script.Up.NoTransaction = p.script.Up.NoTransaction || noTransaction
}

// delimited reads statements that end with a delimiter of the file's own. In a
// string it is none.
func (p *parsing) delimited(from int, delimiter string) script.Section {
	text := p.source.Text
	section := script.Section{Pos: sqlfile.NewLines(p.source.Name, text).Pos(from)}
	lexer := sqlfile.NewLexer(text, p.tree.options.Syntax)
	for at := from; at < len(text); {
		end, next := nextDelimiter(lexer, at, delimiter)
		if strings.TrimSpace(text[at:end]) != "" {
			addPiece(&section, p.grouped(at, end, false))
		}
		at = next
	}
	return section
}

// nextDelimiter finds a delimiter outside of strings.
func nextDelimiter(lexer *sqlfile.Lexer, at int, delimiter string) (end, next int) {
	text := lexer.Text
	lexer.Seek(at)
	for {
		t := lexer.Next()
		stop := t.Start
		if t.Kind != sqlfile.String && t.Kind != sqlfile.Quoted {
			stop = t.End
		}
		if i := strings.Index(text[at:min(len(text), stop+len(delimiter)-1)], delimiter); i >= 0 {
			return at + i, at + i + len(delimiter)
		}
		if t.Kind == sqlfile.EOF {
			return len(text), len(text)
		}
		if t.Kind == sqlfile.String || t.Kind == sqlfile.Quoted {
			at = t.End
		}
	}
}
