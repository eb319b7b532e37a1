package property

import (
	"net/url"
	"strings"
)

// Redacted stands where a secret was. Secrets are never kept: that there is one
// is compared, and what it is is not.
const Redacted = "(secret)"

// SecretOption reports whether the value of an option of a foreign-data wrapper,
// a server or a foreign table is a secret: by its name, or since it is a
// connection string with a password.
func SecretOption(name, value string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{
		"password", "passwd", "passfile", "pwd", "secret", "token", "credential", "private_key", "access_key", "api_key", "apikey", "passphrase", "sslkey",
	} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return RedactConnection(value) != value
}

// RedactOption returns the value of an option as the model keeps it.
func RedactOption(name, value string) string {
	if SecretOption(name, value) {
		return Redacted
	}
	return value
}

// RedactConnection puts [Redacted] in the place of the secrets in a connection
// string of either form.
func RedactConnection(text string) string {
	if strings.Contains(text, "://") {
		return redactURL(text)
	}
	var out strings.Builder
	for rest := text; rest != ""; {
		at := strings.IndexByte(rest, '=')
		if at < 0 {
			out.WriteString(rest)
			break
		}
		end := valueEnd(rest, at+1)
		key := strings.ToLower(strings.TrimSpace(rest[:at]))
		if secretKey(key) {
			out.WriteString(rest[:at+1] + Redacted)
		} else {
			out.WriteString(rest[:end])
		}
		rest = rest[end:]
	}
	return out.String()
}

func secretKey(key string) bool {
	switch key {
	case "password", "passfile", "sslpassword", "sslkey", "oauth_client_secret", "scram_client_key", "scram_server_key":
		return true
	}
	return false
}

// valueEnd returns where the value of a connection parameter ends: it may be in
// quotes, and a backslash takes away the meaning of what follows.
func valueEnd(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\n\r", text[i]) >= 0 {
		i++
	}
	quoted := i < len(text) && text[i] == '\''
	if quoted {
		i++
	}
	for i < len(text) {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
		case quoted && c == '\'':
			return i + 1
		case !quoted && strings.IndexByte(" \t\n\r", c) >= 0:
			return i
		}
		i++
	}
	return i
}

func redactURL(text string) string {
	scheme, rest, _ := strings.Cut(text, "://")
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		if user, _, has := strings.Cut(authority[:at], ":"); has {
			authority = user + ":" + Redacted + authority[at:]
		}
	}
	path, query, has := strings.Cut(tail, "?")
	if has {
		pairs := strings.Split(query, "&")
		for i, pair := range pairs {
			key, _, _ := strings.Cut(pair, "=")
			if plain, err := url.QueryUnescape(key); err != nil || secretKey(strings.ToLower(plain)) {
				pairs[i] = key + "=" + Redacted
			}
		}
		path += "?" + strings.Join(pairs, "&")
	}
	return scheme + "://" + authority + path
}
