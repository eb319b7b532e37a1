package command

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
)

// scrubber takes passwords out of all that is written. Every message comes in
// one piece.
type scrubber struct {
	to      io.Writer
	secrets []secret
}

// secret is a text that must not be seen and what stands in its place.
type secret struct{ text, shown string }

// Write implements io.Writer.
func (s *scrubber) Write(b []byte) (int, error) {
	if _, err := io.WriteString(s.to, s.scrub(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// scrub takes the secrets out of a text.
func (s *scrubber) scrub(text string) string {
	for _, hide := range s.secrets {
		text = strings.ReplaceAll(text, hide.text, hide.shown)
	}
	return text
}

// secretsOf collects what could give away a password: the addresses among the
// arguments, each as a whole, and the passwords in them and in the environment.
func secretsOf(args []string, env func(string) string) []secret {
	var c collector
	for _, arg := range args {
		at := strings.Index(arg, "://")
		if at < 0 {
			if _, password, ok := strings.Cut(arg, "password="); ok {
				c.password(password)
			}
			continue
		}
		start := strings.LastIndexFunc(arg[:at], func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }) + 1
		address := arg[start:]
		if shown := inspect.RedactURL(address); shown != address {
			c.add(address, shown)
		}
		for _, password := range passwords(address) {
			c.password(password)
			if decoded, err := url.QueryUnescape(password); err == nil {
				c.password(decoded)
			}
			if decoded, err := url.PathUnescape(password); err == nil {
				c.password(decoded)
			}
		}
	}
	c.password(env("PGPASSWORD"))
	// Longer ones first: a part of them must not be replaced before the whole.
	slices.SortStableFunc(c.list, func(a, b secret) int { return len(b.text) - len(a.text) })
	return c.list
}

// collector collects secrets.
type collector struct{ list []secret }

// password adds a password and its pieces: a message about an argument that is
// not what it should be may show a part of it.
func (c *collector) password(text string) {
	c.add(text, mask)
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" :=.,/@?#&%\"'", r) }) {
		if len(piece) > 4 {
			c.add(piece, mask)
		}
	}
}

// add adds a text in all its spellings. To hide a single letter everywhere
// would show it.
func (c *collector) add(text, shown string) {
	if len(text) < 2 {
		return
	}
	for _, spelling := range []string{text, url.QueryEscape(text), url.PathEscape(text), quoted(text)} {
		if s := (secret{spelling, shown}); !slices.Contains(c.list, s) {
			c.list = append(c.list, s)
		}
	}
}

const mask = "xxxxx"

// quoted is a text as %q writes it, without the quotes.
func quoted(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text)
}

// passwords returns whatever may be a password in an address, also in one that
// isn't well-formed.
func passwords(address string) []string {
	var found []string
	_, rest, _ := strings.Cut(address, "://")
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		if _, password, ok := strings.Cut(rest[:at], ":"); ok {
			found = append(found, password)
		}
	}
	if authority, _, _ := strings.Cut(rest, "/"); strings.Contains(authority, "@") {
		// The usual place: what is before the first @ that a host may follow.
		if _, password, ok := strings.Cut(authority[:strings.LastIndex(authority, "@")], ":"); ok {
			found = append(found, password)
		}
	}
	seen := false
	for parameter := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == '?' || r == '&' }) {
		name, value, ok := strings.Cut(parameter, "=")
		switch {
		case ok && strings.Contains(strings.ToLower(name), "pass") && name != "passfile":
			seen = true
			found = append(found, value)
		case seen && !strings.Contains(parameters, " "+name+" "):
			// No parameter, but the rest of a password with an & in it.
			found = append(found, parameter, name, value)
		}
	}
	return found
}

// parameters are those of a database address.
const parameters = " application_name channel_binding client_encoding connect_timeout database dbname fallback_application_name " +
	"gssencmode host hostaddr keepalives keepalives_idle krbsrvname krspn max_protocol_version min_protocol_version options " +
	"passfile port require_auth search_path service servicefile sslcert sslcertmode sslcrl sslinline sslkey sslmode " +
	"sslnegotiation sslrootcert sslsni target_session_attrs timezone user "
