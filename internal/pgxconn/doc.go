// Package pgxconn connects to PostgreSQL through pgx and serves the connection
// as an [inspect.Conn]. It is for programs and tests; the packages of the
// library never import a driver.
//
// No error of this package, nor of a connection that it opened, contains a
// password.
package pgxconn
