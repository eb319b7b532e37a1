package literal

import (
	"strings"
	"time"
)

func (p *momentParser) setZone(seconds int, location *time.Location) bool {
	fresh := !p.m.hasZone
	p.m.hasZone, p.m.zone, p.m.location = true, seconds, location
	return fresh
}

// namedZone reads the rest of a zone's name that begins with word: EST,
// Europe/Berlin.
func (p *momentParser) namedZone(word string) bool {
	next := p.s.peek()
	if hours, ok := zoneHours(word); ok && next != '/' && next != '+' && next != '-' && next != '_' {
		return p.setZone(int(hours*3600), nil)
	}
	name := word + p.s.while(func(c byte) bool {
		return isLetter(c) || isDecimal(c) || c == '/' || c == '_' || c == '-' || c == '+'
	})
	if !strings.Contains(name, "/") {
		return false // POSIX rules, and names of which there are abbreviations too
	}
	location, err := time.LoadLocation(zoneName(name))
	return err == nil && p.setZone(0, location)
}

// zoneName writes a zone's name as the files of the zones have it: Go looks
// for just these letters, PostgreSQL for any case.
func zoneName(lower string) string {
	area, rest, _ := strings.Cut(lower, "/")
	if area == "us" || area == "etc" && !strings.HasPrefix(rest, "g") || area == "etc" && strings.HasPrefix(rest, "gmt") {
		if area == "us" {
			return "US/" + capitalised(rest)
		}
		return "Etc/" + strings.ToUpper(rest)
	}
	return capitalised(lower)
}

// capitalised begins each part of a name with a capital letter.
func capitalised(lower string) string {
	out := []byte(lower)
	for start := 0; start < len(out); {
		end := start
		for end < len(out) && isLetter(out[end]) {
			end++
		}
		switch part := lower[start:end]; part {
		case "of", "au", "es", "":
		default:
			out[start] -= 'a' - 'A'
		}
		start = end + 1
	}
	return string(out)
}

// zoneHours are the abbreviations of PostgreSQL's default set that have had one
// meaning for long.
func zoneHours(name string) (float64, bool) {
	switch name {
	case "hst":
		return -10, true
	case "akst":
		return -9, true
	case "akdt", "pst":
		return -8, true
	case "pdt", "mst":
		return -7, true
	case "mdt", "cst":
		return -6, true
	case "cdt", "est":
		return -5, true
	case "edt", "ast":
		return -4, true
	case "nst":
		return -3.5, true
	case "adt":
		return -3, true
	case "ndt":
		return -2.5, true
	case "wet":
		return 0, true
	case "west", "cet", "bst", "met":
		return 1, true
	case "cest", "eet", "ist", "sast", "mest":
		return 2, true
	case "eest":
		return 3, true
	case "jst", "kst":
		return 9, true
	case "acst":
		return 9.5, true
	case "aest":
		return 10, true
	case "acdt":
		return 10.5, true
	case "aedt":
		return 11, true
	case "nzst":
		return 12, true
	case "nzdt":
		return 13, true
	}
	return 0, false
}
