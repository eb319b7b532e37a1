package plan

import (
	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Facets lists the facets and properties of each kind of objects that the servers
// have.
func Facets() map[model.Kind][]diff.FacetName {
	all := map[model.Kind][]diff.FacetName{
		mysql.KindView:        properties(mysql.PropertyQuery, mysql.PropertyAlgorithm, mysql.PropertyDefiner, mysql.PropertySecurity, mysql.PropertyCheck),
		mysql.KindTrigger:     properties(mysql.PropertyTiming, mysql.PropertyEvent, mysql.PropertyFollows, mysql.PropertyBody, mysql.PropertyDefiner, mysql.PropertySQLMode),
		mysql.KindFunction:    properties(mysql.PropertyParameters, mysql.PropertyReturns, mysql.PropertyDeterministic, mysql.PropertyDataAccess, mysql.PropertySecurity, mysql.PropertyBody, mysql.PropertyDefiner, mysql.PropertyAggregate, "comment"),
		mysql.KindProcedure:   properties(mysql.PropertyParameters, mysql.PropertyDeterministic, mysql.PropertyDataAccess, mysql.PropertySecurity, mysql.PropertyBody, mysql.PropertyDefiner, "comment"),
		mysql.KindEvent:       properties(mysql.PropertyAt, mysql.PropertyEvery, mysql.PropertyStarts, mysql.PropertyEnds, mysql.PropertyPreserve, mysql.PropertyStatus, mysql.PropertyBody, mysql.PropertyDefiner, "comment"),
		mysql.KindPackage:     properties(mysql.PropertyBody, mysql.PropertySecurity, mysql.PropertyDefiner, "comment"),
		mysql.KindPackageBody: properties(mysql.PropertyBody, "comment"),
	}
	for _, kind := range model.Kinds() {
		if facets := facetsOf(kind); facets != nil {
			all[kind] = facets
		}
	}
	return all
}

func properties(names ...model.PropertyName) []diff.FacetName {
	var list []diff.FacetName
	for _, n := range names {
		list = append(list, diff.FacetName(n))
	}
	return list
}

// StrongerLock returns the stronger one of two locks.
func StrongerLock(a, b string) string { return (&session{}).Stronger(a, b) }
