package names

import (
	"slices"
	"strings"
	"unicode"
)

// capitals are the words that Go writes in capitals: golint's list, and what
// databases have beside it.
var capitals = []string{
	"acl", "api", "ascii", "cpu", "css", "db", "dns", "eof", "guid", "html", "http", "https", "id", "ip", "isbn", "json", "jwt", "lhs", "mac",
	"mfa", "os", "otp", "pdf", "pid", "qps", "ram", "rhs", "rpc", "sha", "sku", "sla", "smtp", "sms", "sql", "ssh", "ssl", "sso", "tcp",
	"tls", "totp", "ttl", "udp", "ui", "uid", "uri", "url", "utc", "utf8", "uuid", "vat", "vm", "xml", "xsrf", "xss",
}

// Camel makes an exported name of Go of a name in a database: user_id is UserID.
// What can't stand in a name of Go parts its words. It is empty if nothing can.
func Camel(name string) string {
	var b strings.Builder
	for _, word := range words(name) {
		b.WriteString(capital(word))
	}
	made := b.String()
	if first := []rune(made); len(first) > 0 && !unicode.IsUpper(first[0]) {
		made = "X" + made // a digit, or a letter of a script without capitals
	}
	return made
}

// capital writes a word of a name as it begins in the middle of one.
func capital(word string) string {
	lower := strings.ToLower(word)
	if slices.Contains(capitals, lower) {
		return strings.ToUpper(lower)
	}
	if one, ok := strings.CutSuffix(lower, "s"); ok && slices.Contains(capitals, one) && one != "o" && len(one) < 5 {
		return strings.ToUpper(one) + "s"
	}
	runes := []rune(word)
	if word == strings.ToUpper(word) {
		runes = []rune(lower) // all capitals: no word of its own
	}
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// words parts a name where its letters do: at what is neither letter nor digit,
// and where small letters are followed by capitals.
func words(name string) []string {
	var list []string
	var word []rune
	cut := func() {
		if len(word) > 0 {
			list, word = append(list, string(word)), nil
		}
	}
	runes := []rune(name)
	for i, c := range runes {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			cut()
			continue
		}
		if len(word) > 0 && unicode.IsUpper(c) {
			before, next := word[len(word)-1], i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if !unicode.IsUpper(before) || next {
				cut()
			}
		}
		word = append(word, c)
	}
	cut()
	return list
}
