package mytest

import (
	"fmt"
	"slices"
	"strings"
)

// Product is a server of one version, as far as tests tell them apart.
type Product struct {
	Name    string // such as mariadb-10.11
	Version string // what its version begins with
	Server  string // the program
	Client  string
	// Suite is the release of Debian that has it, and Packages are its packages there.
	Suite    string
	Packages []string
}

// Default is the product that tests are about when nothing else is said.
const Default = "mariadb-10.11"

// Products lists what there is, the default first.
func Products() []Product {
	mariadb := []string{"mariadb-server-core", "mariadb-client-core"}
	return []Product{
		{Default, "10.11.", "mariadbd", "mariadb", "bookworm", mariadb},
		{"mariadb-11.8", "11.8.", "mariadbd", "mariadb", "trixie", mariadb},
		{"mysql-9", "9.", "mysqld", "mysql", "sid", []string{"mysql-server-core", "mysql-client-core"}},
	}
}

// ProductOf returns the product of a name.
func ProductOf(name string) (Product, error) {
	all := Products()
	i := slices.IndexFunc(all, func(p Product) bool { return p.Name == name })
	if i < 0 {
		var names []string
		for _, p := range all {
			names = append(names, p.Name)
		}
		return Product{}, fmt.Errorf("there is no product %q; there are %s", name, strings.Join(names, ", "))
	}
	return all[i], nil
}

// IsMariaDB says which of the two families the product is of.
func (p Product) IsMariaDB() bool { return p.Server == "mariadbd" }

// Variable is the environment variable that overrides where the product is
// found.
func (p Product) Variable() string {
	return "SCHEMADIFF_" + strings.NewReplacer("-", "_", ".", "_").Replace(strings.ToUpper(p.Name))
}
