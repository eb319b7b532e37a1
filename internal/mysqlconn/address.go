package mysqlconn

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/schemadiff/schemadiff/inspect"
)

// IsURL says whether a text is a URL of a database of this kind.
func IsURL(text string) bool {
	scheme, _, found := strings.Cut(text, "://")
	return found && slices.Contains([]string{"mysql", "mariadb"}, strings.ToLower(scheme))
}

// Config reads the URL of a database.
func Config(target string) (*mysql.Config, error) {
	config, err := configOf(target)
	if err != nil {
		return nil, fmt.Errorf("reading the database address %s: %w", inspect.RedactURL(target), err)
	}
	return config, nil
}

func configOf(target string) (*mysql.Config, error) {
	if err := inspect.CheckURL(target); err != nil {
		return nil, err
	}
	u, err := url.Parse(target)
	if err != nil || !IsURL(target) {
		return nil, errors.New("it isn't a mysql:// or mariadb:// URL")
	}
	config := mysql.NewConfig()
	config.Net, config.Addr = "tcp", address(u)
	config.DBName = strings.TrimPrefix(u.Path, "/")
	if strings.Contains(config.DBName, "/") {
		return nil, errors.New("it has more than a database in its path")
	}
	config.User = u.User.Username()
	config.Passwd = os.Getenv("MYSQL_PWD")
	if password, has := u.User.Password(); has {
		config.Passwd = password
	}
	if err := parameters(config, u.Query()); err != nil {
		return nil, err
	}
	if config.Net == "unix" && u.Host != "" && u.Hostname() != "localhost" {
		return nil, errors.New("it has a socket and a host; a socket is of this machine")
	}
	return config, settle(config)
}

// address is the server's, with the port that it has by itself.
func address(u *url.URL) string {
	host, port := u.Hostname(), u.Port()
	if host == "" {
		host = "localhost"
	}
	if port == "" {
		port = "3306"
	}
	return net.JoinHostPort(host, port)
}

func parameters(config *mysql.Config, query url.Values) error {
	for name, values := range query {
		if len(values) != 1 {
			return fmt.Errorf("it has the parameter %s more than once", name)
		}
		value := values[0]
		switch name {
		case "socket":
			config.Net, config.Addr = "unix", value
		case "tls":
			if !slices.Contains([]string{"true", "false", "skip-verify", "preferred"}, value) {
				return errors.New("the parameter tls is true, false, skip-verify or preferred")
			}
			config.TLSConfig = value
		case "timeout":
			timeout, err := time.ParseDuration(value)
			if err != nil || timeout <= 0 {
				return errors.New("the parameter timeout is no duration, such as 10s")
			}
			config.Timeout = timeout
		default:
			return errors.New("it has a parameter that isn't known; there are socket, tls and timeout")
		}
	}
	return nil
}

// settle sets what doesn't depend on the address. Statements go to the server as
// text, several at once where that saves round trips.
func settle(config *mysql.Config) error {
	config.MultiStatements = true
	config.InterpolateParams = true
	config.ParseTime = true
	config.ClientFoundRows = true      // as the other products count, and as the runner needs it
	config.MaxAllowedPacket = 0        // as the server has it
	config.Logger = &mysql.NopLogger{} // errors are returned
	config.ConnectionAttributes = "program_name:schemadiff"
	if config.Timeout == 0 {
		config.Timeout = 30 * time.Second
	}
	// The collation stays the server's own for utf8mb4, which what is created in
	// a session without one gets.
	return config.Apply(mysql.Charset("utf8mb4", ""))
}
