package render

import (
	"strconv"
	"strings"

	linediff "github.com/rogpeppe/go-internal/diff"
)

// compareLines writes two texts below each other, line by line: what only one
// has with its sign, and what is around it.
func compareLines(old, fresh string) []signed {
	before, after := textLines(old), textLines(fresh)
	if returns(before) && returns(after) { // both in the manner of Windows
		before, after = trimReturns(before), trimReturns(after)
	}
	var list []signed
	for _, text := range hunks(before, after) {
		mark, rest := text[:1], text[1:]
		switch mark {
		case "@":
			list = trimBlank(list)
			if at := lineOf(rest); at > 1 || len(list) > 0 {
				list = append(list, signed{signGap, strconv.Itoa(at)})
			}
		case " ":
			if rest != "" || len(list) > 0 && list[len(list)-1].sign != signGap {
				list = append(list, signed{signSame, rest})
			}
		default:
			list = append(list, signed{sign(mark), rest})
		}
	}
	return trimBlank(list)
}

// The signs of lines that are no change.
const (
	signSame sign = " "
	signGap  sign = "@"
)

// compareQueries is compareLines for queries, in which a comma at the end of a line
// is no difference, and the numbers of lines mean nothing.
func compareQueries(old, fresh string) []signed {
	var list []signed
	lines := compareLines(old, fresh)
	for i := 0; i < len(lines); {
		if lines[i].sign == signGap {
			lines[i].text = ""
		}
		middle := runEnd(lines, i, signDrop)
		end := runEnd(lines, middle, signAdd)
		if i < middle && middle < end && strings.TrimSuffix(lines[i].text, ",") == strings.TrimSuffix(lines[middle].text, ",") {
			list = append(list, signed{signSame, lines[middle].text})
			list = append(append(list, lines[i+1:middle]...), lines[middle+1:end]...)
		} else {
			end = max(end, i+1)
			list = append(list, lines[i:end]...)
		}
		i = end
	}
	return list
}

// runEnd returns where the lines of one sign end that begin at a place.
func runEnd(list []signed, from int, s sign) int {
	for from < len(list) && list[from].sign == s {
		from++
	}
	return from
}

// textLines cuts a text into lines. One without any has none.
func textLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

// hunks returns what differs as the lines of a unified diff, without its head.
func hunks(before, after []string) []string {
	join := func(lines []string) []byte {
		if len(lines) == 0 {
			return nil
		}
		return []byte(strings.Join(lines, "\n") + "\n")
	}
	out := string(linediff.Diff("", join(before), "", join(after)))
	lines := textLines(out)
	return lines[min(3, len(lines)):] // "diff", "---", "+++"
}

// lineOf reads where a hunk begins in the new text: "@ -5,7 +5,9 @@".
func lineOf(head string) int {
	_, rest, _ := strings.Cut(head, "+")
	digits, _, _ := strings.Cut(rest, ",")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// trimBlank takes empty lines away that are no change.
func trimBlank(list []signed) []signed {
	for len(list) > 0 && list[len(list)-1].sign == signSame && strings.TrimSpace(list[len(list)-1].text) == "" {
		list = list[:len(list)-1]
	}
	return list
}

func returns(lines []string) bool {
	for _, line := range lines {
		if !strings.HasSuffix(line, "\r") {
			return false
		}
	}
	return true
}

func trimReturns(lines []string) []string {
	trimmed := make([]string, len(lines))
	for i, line := range lines {
		trimmed[i] = strings.TrimSuffix(line, "\r")
	}
	return trimmed
}

// lines writes lines with their signs. Of a line that another one takes the place
// of, the words that differ are made stronger.
func (t *reviewer) lines(list []signed, indent int) {
	others := counterparts(list)
	for i, line := range list {
		if line.sign == signSame && line.text == "" {
			t.end()
			continue
		}
		t.space(indent)
		other := others[i]
		switch {
		case line.sign == signGap && line.text == "":
			t.put(faint, "…")
		case line.sign == signGap:
			t.put(faint, "… line "+line.text)
		case other != "" && other != line.text && strings.Join(strings.Fields(line.text), " ") == strings.Join(strings.Fields(other), " "):
			t.put(line.sign.paint(), string(line.sign)+" "+spaced(line.text))
		case line.sign == signSame:
			t.put(plain, "  "+expandTabs(line.text))
		case line.text == "":
			t.put(line.sign.paint(), string(line.sign))
		default:
			t.contrast(signed{line.sign, expandTabs(line.text)}, expandTabs(other))
		}
		t.end()
	}
}

// counterparts pairs the lines of a run that is replaced by one of as many lines.
func counterparts(list []signed) []string {
	others := make([]string, len(list))
	for i := 0; i < len(list); {
		if list[i].sign != signDrop {
			i++
			continue
		}
		middle := runEnd(list, i, signDrop)
		end := runEnd(list, middle, signAdd)
		if end-middle == middle-i {
			for j := i; j < middle; j++ {
				others[j], others[middle+j-i] = list[middle+j-i].text, list[j].text
			}
		}
		i = end
	}
	return others
}

// tabWidth is how wide tabs are shown.
const tabWidth = 4

// expandTabs writes spaces for tabs, so that columns stay columns.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	at := 0
	for _, r := range s {
		if r != '\t' {
			b.WriteRune(r)
			at++
			continue
		}
		n := tabWidth - at%tabWidth
		b.WriteString(strings.Repeat(" ", n))
		at += n
	}
	return b.String()
}

// spaced makes white space visible, for lines that differ in nothing else.
func spaced(s string) string { return strings.ReplaceAll(s, " ", "·") }
