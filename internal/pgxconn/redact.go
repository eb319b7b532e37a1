package pgxconn

import (
	"errors"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/inspect"
)

// mask stands where a password stood.
const mask = "xxxxx"

// secretParameters are the query parameters and keywords that hold a password.
func isSecret(parameter string) bool {
	return parameter == "password" || parameter == "sslpassword"
}

func isURL(target string) bool {
	return strings.HasPrefix(target, "postgres://") || strings.HasPrefix(target, "postgresql://")
}

// Redact writes a database address for people, by [inspect.RedactURL]: without
// passwords. What can't be understood as an address is not shown at all.
func Redact(target string) string {
	if target == "" {
		return "from the PG* variables"
	}
	if !isURL(target) {
		return "(key=value list)"
	}
	return inspect.RedactURL(target)
}

// describe says which server was meant: the URL, or what the variables named.
func describe(target string, config *pgconn.Config) string {
	if isURL(target) {
		return Redact(target)
	}
	u := url.URL{Scheme: "postgres", User: url.User(config.User), Path: "/" + config.Database}
	if strings.HasPrefix(config.Host, "/") {
		u.RawQuery = url.Values{"host": {config.Host}, "port": {strconv.Itoa(int(config.Port))}}.Encode()
	} else {
		u.Host = net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
	}
	return u.String()
}

// parseError takes the reason out of pgx's error, whose text repeats the whole
// address.
func parseError(err error, target string, hidden secrets) error {
	if parse := new(pgconn.ParseConfigError); errors.As(err, &parse) {
		if cause := errors.Unwrap(parse); cause != nil {
			return hidden.scrub(cause)
		}
	}
	if !isURL(target) {
		return errors.New("it is not a valid list of key=value")
	}
	return hidden.scrub(err)
}

// secrets are the texts that must not be printed.
type secrets []string

// secretsOf finds the passwords in an address in all their spellings.
func secretsOf(target string) secrets {
	var hidden secrets
	u, err := url.Parse(target)
	if !isURL(target) || err != nil {
		return nil
	}
	if password, has := u.User.Password(); has {
		hidden = hidden.with(password)
	}
	for name, values := range u.Query() {
		if isSecret(name) {
			for _, value := range values {
				hidden = hidden.with(value)
			}
		}
	}
	return hidden
}

// with adds a password as it is and as it may stand in a URL.
func (s secrets) with(password string) secrets {
	if password == "" {
		return s
	}
	for _, text := range []string{password, url.QueryEscape(password), url.PathEscape(password)} {
		if !slices.Contains(s, text) {
			s = append(s, text)
		}
	}
	return s
}

// scrub returns the error with every password masked in its text. Its chain
// stays, so that callers can look for a cause.
func (s secrets) scrub(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	clean := text
	for _, secret := range s {
		clean = strings.ReplaceAll(clean, secret, mask)
	}
	if clean == text {
		return err
	}
	return &scrubbed{text: clean, cause: err}
}

// scrubbed is an error whose own text would show a password.
type scrubbed struct {
	text  string
	cause error
}

func (e *scrubbed) Error() string { return e.text }

// As finds a cause by its type. The error doesn't unwrap: printing the causes
// one by one would show what is masked.
func (e *scrubbed) As(target any) bool { return errors.As(e.cause, target) }

// Is compares with a cause.
func (e *scrubbed) Is(target error) bool { return errors.Is(e.cause, target) }
