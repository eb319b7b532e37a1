package catalog

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
)

func (f *facts) checkReferences(t *model.Table, _ mysql.Server) string {
	have, told := map[string]string{}, map[string]string{}
	for _, r := range f.references[t.Name] {
		told[r.name] += fmt.Sprintf("%s to %s.%s; ", r.column, r.table, r.referenced)
	}
	for _, r := range f.references[t.Name] {
		if rules := action(r.onUpdate) + " " + action(r.onDelete); !strings.HasSuffix(told[r.name], rules) {
			told[r.name] += rules
		}
	}
	for _, k := range t.ForeignKeys {
		text := ""
		for i, column := range k.Columns {
			referenced := ""
			if i < len(k.RefColumns) {
				referenced = k.RefColumns[i]
			}
			text += fmt.Sprintf("%s to %s.%s; ", column, k.References.Name, referenced)
		}
		have[k.Name] = text + action(string(k.OnUpdate)) + " " + action(string(k.OnDelete))
	}
	return differMaps("foreign key", have, told)
}

// action is what both sides call an action: to refuse at once and at the end of
// the statement are the same.
func action(text string) string {
	switch text = strings.ToLower(text); text {
	case "", "restrict":
		return "no action"
	}
	return text
}

func (f *facts) checkChecks(t *model.Table, _ mysql.Server) string {
	have, told := map[string]string{}, map[string]string{}
	for _, c := range f.checks[t.Name] {
		name := c.name
		if mysql.OptionOf(t.Options, "period "+name) != "" {
			continue // a period is told as a check that its end is behind its begin
		}
		if c.ofColumn {
			name = mysql.ColumnCheck(c.name)
		}
		told[name] = fmt.Sprintf("enforced: %v", c.enforced)
	}
	for _, c := range t.Checks {
		have[c.Name] = fmt.Sprintf("enforced: %v", !c.NotEnforced)
	}
	return differMaps("check", have, told)
}

func (f *facts) checkPartitions(t *model.Table, _ mysql.Server) string {
	var told, have []string
	for _, p := range f.partitions[t.Name] {
		name := p.name
		if p.sub != "" {
			name += "/" + p.sub
		}
		told = append(told, name)
	}
	for _, p := range t.Partitioning.Partitions {
		if len(p.Partitions) == 0 {
			have = append(have, p.Name)
		}
		for _, sub := range p.Partitions {
			have = append(have, p.Name+"/"+sub.Name)
		}
	}
	return differ("the list of partitions", strings.Join(have, " "), strings.Join(told, " "))
}
