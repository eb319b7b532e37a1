// Package mysqlconn connects to MySQL and MariaDB through go-sql-driver and
// serves the connection as an [inspect.Conn]. It is for programs and tests; the
// packages of the library never import a driver.
//
// The address of a database is a URL:
//
//	mysql://user:password@host:3306/database
//	mariadb://user@/database?socket=/run/mysqld/mysqld.sock
//
// Both schemes are the same; which product answers is seen when it does. A
// password that the URL doesn't have comes from MYSQL_PWD, as with the clients
// of both products. Of the parameters there are socket, the path of a unix
// socket; tls, which is true, skip-verify, preferred or false; and timeout, of
// connecting, such as 10s.
//
// No error of this package contains a password.
package mysqlconn
