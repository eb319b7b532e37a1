package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
)

// check compares what the reader has made of a table with what information_schema
// tells, and returns the first difference, "" if there is none. Collations are taken
// over: what a statement leaves out is what the server says.
func (f *facts) check(t *model.Table, s mysql.Server) string {
	for _, check := range []func(*model.Table, mysql.Server) string{
		f.checkTable, f.checkColumns, f.checkIndexes, f.checkReferences, f.checkChecks, f.checkPartitions,
	} {
		if reason := check(t, s); reason != "" {
			return "the reader and information_schema don't agree: " + reason
		}
	}
	return ""
}

// differ says how two texts differ, "" if they don't.
func differ(what, text, told string) string {
	if text == told {
		return ""
	}
	return fmt.Sprintf("%s is %q in its statement and %q there", what, text, told)
}

func (f *facts) checkTable(t *model.Table, _ mysql.Server) string {
	i := slices.IndexFunc(f.relations, func(r relation) bool { return r.name == t.Name })
	if i < 0 {
		return "there is no such table"
	}
	r := f.relations[i]
	if engine := t.AccessMethod; !(engine == "" && strings.EqualFold(r.engine, "InnoDB")) && !strings.EqualFold(engine, r.engine) {
		return differ("the engine", engine, r.engine)
	}
	return differ("the comment", t.Comment, r.comment) + differ("the collation", mysql.OptionOf(t.Options, mysql.OptionCollation), r.collation)
}

func (f *facts) checkColumns(t *model.Table, s mysql.Server) string {
	told := f.columns[t.Name]
	if len(told) != len(t.Columns) {
		return fmt.Sprintf("its statement has %d columns, there are %d", len(t.Columns), len(told))
	}
	for i := range told {
		if reason := told[i].check(&t.Columns[i], s); reason != "" {
			return "column " + told[i].name + ": " + reason
		}
		if srid := f.srids[t.Name][told[i].name]; srid != "" {
			t.Columns[i] = mysql.WithSRID(t.Columns[i], srid)
		}
	}
	return ""
}

func (c *columnFact) check(of *model.Column, s mysql.Server) string {
	if reason := differ("the name", of.Name, c.name) + differ("the comment", of.Comment, c.comment); reason != "" {
		return reason
	}
	text, _, _ := strings.Cut(c.typ, " /*") // of a compressed column
	typ, err := mysql.ParseType(text, s)
	if err != nil {
		return err.Error()
	}
	if typ != of.Type {
		return differ("the type", of.Type.String(), typ.String())
	}
	if bytes := of.Collation.Name == "binary" && c.collation == ""; of.Collation.Name != c.collation && !bytes {
		if !of.Collation.IsZero() {
			return differ("the collation", of.Collation.Name, c.collation)
		}
		of.Collation = model.QName{Name: c.collation}
	}
	extra := strings.ToLower(c.extra)
	for _, fact := range []struct {
		what          string
		text, another bool
	}{
		{"nullable", !of.NotNull, c.nullable},
		{"generated", !of.Generated.IsZero(), c.generated || strings.Contains(extra, "generated") && !strings.Contains(extra, "default_generated")},
		{"counting", of.Identity.Mode == model.IdentityAutoIncrement, strings.Contains(extra, "auto_increment")},
		{"set on update", mysql.OptionOf(of.Options, mysql.OptionOnUpdate) != "", strings.Contains(extra, "on update")},
		{"invisible", mysql.OptionOf(of.Options, mysql.OptionInvisible) != "", strings.Contains(extra, "invisible")},
		{"with a default", !of.Default.IsZero(), c.defaulted && !c.generated},
	} {
		if fact.text != fact.another && !(fact.what == "generated" && mysql.OptionOf(of.Options, mysql.OptionRow) != "") {
			return fmt.Sprintf("that it is %s is %v in its statement and %v there", fact.what, fact.text, fact.another)
		}
	}
	return ""
}

// indexText writes an index down, so that two can be compared.
func indexText(method string, unique, hidden bool, comment string, elements []string) string {
	return fmt.Sprintf("%s unique=%v hidden=%v %q (%s)", strings.ToLower(method), unique, hidden, comment, strings.Join(elements, ", "))
}

func elementText(column string, expression bool, length int, descending bool) string {
	if expression {
		column = "an expression"
	}
	text := column
	if length > 0 {
		text += fmt.Sprintf("(%d)", length)
	}
	if descending {
		text += " desc"
	}
	return text
}

func (f *facts) checkIndexes(t *model.Table, _ mysql.Server) string {
	told := map[string]string{}
	elements := f.elements[t.Name]
	overlapping := map[string]int{} // how many columns stand for the period of a key
	for _, k := range t.Keys {
		if k.WithoutOverlaps {
			overlapping[k.Name] = 2
		}
	}
	for begin := 0; begin < len(elements); {
		end := begin
		var parts []string
		first := elements[begin]
		for ; end < len(elements) && elements[end].index == first.index; end++ {
			e := elements[end]
			length := e.length
			if first.method == "SPATIAL" {
				length = 0 // of the bounding box, always the same
			}
			parts = append(parts, elementText(e.column, e.column == "" || e.expression != "", length, e.descending))
		}
		parts = parts[:max(0, len(parts)-overlapping[first.index])]
		told[first.index] = indexText(methodOf(first.method), first.unique, first.hidden, first.comment, parts)
		begin = end
	}
	have := map[string]string{}
	for _, k := range t.Keys {
		have[k.Name] = keyText(&k)
	}
	for _, x := range t.Indexes {
		var parts []string
		for _, e := range x.Keys {
			parts = append(parts, elementText(e.Column, e.Column == "", e.Length, e.Descending))
		}
		have[x.Name] = indexText(methodOf(x.Method), x.Unique, hidden(x.Options), x.Comment, parts)
	}
	return differMaps("index", have, told)
}

// methodOf is what both sides call a method: the memory engine's hash and the
// usual tree aren't told apart, since engines replace the one by the other.
func methodOf(method string) string {
	switch method = strings.ToLower(method); method {
	case "hash", "rtree", "clustered":
		return "btree"
	}
	return method
}

func keyText(k *model.Key) string {
	var parts []string
	columns := k.Columns
	if k.WithoutOverlaps {
		columns = columns[:len(columns)-1] // the period
	}
	for i, column := range columns {
		e := model.IndexKey{}
		if i < len(k.Elements) {
			e = k.Elements[i]
		}
		parts = append(parts, elementText(column, false, e.Length, e.Descending))
	}
	return indexText("btree", true, hidden(k.Options), k.IndexComment, parts)
}

func hidden(options []model.Option) bool {
	return mysql.OptionOf(options, mysql.OptionInvisible) != "" || mysql.OptionOf(options, mysql.OptionIgnored) != ""
}

// differMaps says how two lists of named things differ.
func differMaps(what string, have, told map[string]string) string {
	var names []string
	for name := range told {
		names = append(names, name)
	}
	for name := range have {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if reason := differ(what+" "+name, have[name], told[name]); reason != "" {
			return reason
		}
	}
	return ""
}
