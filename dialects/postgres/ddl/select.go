package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// selectStatement looks at what a SELECT calls: set_config changes the search
// path, the user's functions may have DDL in their bodies, and functions of
// unknown extensions may do anything.
func (r *reader) selectStatement(s *parse.SelectStmt) {
	for _, target := range s.TargetList {
		walk(target.GetResTarget().GetVal(), func(n *parse.Node) {
			if call := n.GetFuncCall(); call != nil {
				r.callInSelect(call)
			}
		})
	}
	for _, item := range s.FromClause {
		for _, f := range item.GetRangeFunction().GetFunctions() {
			if call := f.GetList().GetItems()[0].GetFuncCall(); call != nil {
				r.callInSelect(call)
			}
		}
	}
}

func (r *reader) callInSelect(call *parse.FuncCall) {
	names := stringsOf(call.Funcname)
	name := names[len(names)-1]
	if name == "set_config" && len(call.Args) == 3 {
		r.setConfig(call)
		return
	}
	if r.hasBuiltin(name) && (len(names) == 1 || names[0] == catalogSchema) {
		return
	}
	list := r.routinesBy(names)
	for _, f := range list {
		if f.body != "" && len(f.Args) >= len(call.Args) {
			r.runRoutine(f)
			return
		}
	}
	if len(list) == 0 {
		r.warn(call.Location, "what the function %s does to the schema isn't known", quoteDot(names))
	}
}

// call applies CALL of a procedure.
func (r *reader) call(call *parse.FuncCall) { r.callInSelect(call) }

// setConfig applies SELECT set_config(name, value, local).
func (r *reader) setConfig(call *parse.FuncCall) {
	name := call.Args[0].GetAConst().GetSval()
	value := call.Args[1].GetAConst().GetSval()
	if name == nil {
		return
	}
	setting := strings.ToLower(name.Sval)
	if value == nil {
		if setting == "search_path" {
			r.fail(call.Location, "the search_path that this call sets isn't known")
		}
		return
	}
	local := call.Args[2].GetAConst().GetBoolval().GetBoolval()
	if local && !r.session.inBlock {
		return
	}
	if local && r.session.outer == nil {
		outer := r.session.settings
		r.session.outer = &outer
	}
	list := []string{value.Sval}
	if setting == "search_path" {
		list = splitPath(value.Sval)
	}
	r.assign(setting, list, false)
}

// cluster applies CLUSTER … USING, which also marks the index.
func (r *reader) cluster(s *parse.ClusterStmt) {
	if s.Relation == nil || s.Indexname == "" {
		return
	}
	if t := r.tableOf(s.Relation); !t.owned {
		save(r.db, t)
		r.clusterOn(t, s.Indexname)
	}
}
