package mysql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TableText writes a table as SHOW CREATE TABLE does, keys and constraints in the order
// of the model. Without says which foreign keys are left out; nil: none.
func (s Server) TableText(t model.Table, without func(model.ForeignKey) bool) string {
	w := NewWriter()
	w.Key("CREATE TABLE ").Ident(t.Name).Key(" (")
	first := true
	line := func() *render.Writer {
		if !first {
			w.Key(",")
		}
		first = false
		return w.Key("\n  ")
	}
	for _, c := range t.Columns {
		line()
		s.Column(w, t, c)
	}
	for _, k := range t.Keys {
		line()
		s.Index(w, KeyIndex(k), k.Primary)
	}
	for _, x := range t.Indexes {
		line()
		s.Index(w, x, false)
	}
	for _, o := range t.Options {
		if name, found := strings.CutPrefix(o.Name, "period "); found {
			line()
			writePeriod(w, name, o.Value)
		}
	}
	for _, f := range t.ForeignKeys {
		if without == nil || !without(f) {
			line()
			s.ForeignKey(w, f)
		}
	}
	for _, c := range t.Checks {
		if c.Column == "" {
			line()
			s.Check(w, c)
		}
	}
	w.Key("\n)")
	for _, option := range s.TableOptions(t) {
		w.Key(" ").Expr(model.Expr{Text: option})
	}
	if !t.Partitioning.IsZero() {
		w.Key("\n").Expr(model.Expr{Text: s.PartitionBy(t.Partitioning)})
	}
	return w.String()
}

func writePeriod(w *render.Writer, name, columns string) {
	w.Key("PERIOD FOR ")
	if name == "system_time" {
		w.Key("SYSTEM_TIME")
	} else {
		w.Ident(name)
	}
	w.Key(" (").Expr(model.Expr{Text: columns}).Key(")")
}

// TableOptions lists the options of a table, each as it is written.
func (s Server) TableOptions(t model.Table) []string {
	list := []string{s.EngineOption(t.AccessMethod)}
	if t.Tablespace != "" {
		list = append(list, "TABLESPACE="+Ident(t.Tablespace))
	}
	for _, o := range t.Options {
		if text := TableOption(o); text != "" {
			list = append(list, text)
		}
	}
	if t.Comment != "" {
		list = append(list, CommentOption(t.Comment))
	}
	return list
}

// EngineOption writes the engine of a table.
func (s Server) EngineOption(method string) string {
	if method == "" {
		method = "InnoDB"
	}
	return "ENGINE=" + method
}

// CommentOption writes the comment of a table.
func CommentOption(comment string) string { return "COMMENT=" + Literal(comment) }

// TableOption writes an option of a table; "" for what isn't written there.
func TableOption(o model.Option) string {
	switch {
	case o.Name == OptionCollation:
		if o.Value == "binary" {
			return "DEFAULT CHARSET=binary"
		}
		return "DEFAULT CHARSET=" + CharsetOf(o.Value) + " COLLATE=" + o.Value
	case o.Name == OptionSystemVersioned:
		return "WITH SYSTEM VERSIONING"
	case o.Name == "union":
		var names []string
		for _, name := range strings.Split(o.Value, ",") {
			names = append(names, Ident(name))
		}
		return "UNION=(" + strings.Join(names, ",") + ")"
	case strings.HasPrefix(o.Name, "period "):
		return ""
	}
	for _, known := range tableOptions {
		if known.name != o.Name {
			continue
		}
		words := strings.ToUpper(strings.Join(known.words, " "))
		switch {
		case known.exact:
			return words + "=" + Literal(o.Value)
		case known.ident:
			return words + "=" + Ident(o.Value)
		}
		return words + "=" + strings.ToUpper(o.Value)
	}
	return ""
}

// TableOptionDefault writes what takes an option of a table away; "" if nothing does.
func TableOptionDefault(name string) string {
	for _, known := range tableOptions {
		if known.name != name {
			continue
		}
		words := strings.ToUpper(strings.Join(known.words, " "))
		switch {
		case known.exact:
			return words + "=" + Literal(strings.ToUpper(known.usual))
		case known.usual != "":
			return words + "=" + strings.ToUpper(known.usual)
		}
		return words + "=DEFAULT"
	}
	return ""
}

// PartitionBy writes how a table is partitioned.
func (s Server) PartitionBy(by model.Partitioning) string {
	w := NewWriter()
	w.Key("PARTITION BY ")
	partitionKey(w, by.Strategy, by.Keys, by.Options)
	if !by.Sub.IsZero() {
		w.Key("\nSUBPARTITION BY ")
		partitionKey(w, by.Sub.Strategy, by.Sub.Keys, by.Sub.Options)
	}
	by, count, counted := numbered(by)
	if counted > 0 {
		w.Key("\nSUBPARTITIONS ").Int(int64(counted))
	}
	switch {
	case count > 0:
		w.Key("\nPARTITIONS ").Int(int64(count))
	case len(by.Partitions) > 0:
		w.Key("\n(")
		for i, p := range by.Partitions {
			if i > 0 {
				w.Key(",\n ")
			}
			Partition(w, by.Strategy, p, false)
		}
		w.Key(")")
	}
	return w.String()
}

// numbered takes partitions away that a number says as well, since the server names
// them by itself: all of a hash or a key, and parts of partitions where each has them.
func numbered(by model.Partitioning) (rest model.Partitioning, partitions, parts int) {
	if !by.Sub.IsZero() && len(by.Partitions) > 0 {
		parts = len(by.Partitions[0].Partitions)
		for _, p := range by.Partitions {
			if !usual(p.Partitions, p.Name+"sp", parts) {
				parts = 0
			}
		}
		if parts > 0 {
			by.Partitions = slices.Clone(by.Partitions)
			for i := range by.Partitions {
				by.Partitions[i].Partitions = nil
			}
		}
	}
	if usual(by.Partitions, "p", len(by.Partitions)) {
		partitions = len(by.Partitions)
	}
	return by, partitions, parts
}

// usual reports whether partitions are what the server makes of a number.
func usual(list []model.Partition, name string, count int) bool {
	for i, p := range list {
		if p.Name != name+strconv.Itoa(i) || !p.Bound.IsZero() || len(p.Options) > 0 || len(p.Partitions) > 0 || p.Comment != "" {
			return false
		}
	}
	return len(list) == count
}

func partitionKey(w *render.Writer, strategy model.PartitionStrategy, keys []model.PartitionKey, options []model.Option) {
	word, columns := strings.CutSuffix(string(strategy), " columns")
	w.Expr(model.Expr{Text: strings.ToUpper(word)})
	if columns {
		w.Key(" COLUMNS")
	}
	if strategy == "system_time" {
		systemTime(w, options)
		return
	}
	if algorithm := OptionOf(options, OptionAlgorithm); algorithm != "" {
		w.Key(" ALGORITHM = ").Expr(model.Expr{Text: algorithm})
	}
	w.Key(" (")
	for i, k := range keys {
		if i > 0 {
			w.Key(",")
		}
		if k.Column != "" {
			w.Ident(k.Column)
		} else {
			w.Expr(k.Expr)
		}
	}
	w.Key(")")
}

func systemTime(w *render.Writer, options []model.Option) {
	if interval := OptionOf(options, OptionInterval); interval != "" {
		w.Key(" INTERVAL ").Expr(model.Expr{Text: strings.ToUpper(interval)})
	}
	if starts := OptionOf(options, OptionStarts); starts != "" {
		w.Key(" STARTS ").Expr(model.Expr{Text: starts})
	}
	if limit := OptionOf(options, OptionLimit); limit != "" {
		w.Key(" LIMIT ").Expr(model.Expr{Text: limit})
	}
	if OptionOf(options, OptionAuto) != "" {
		w.Key(" AUTO")
	}
}

// Partition writes the definition of a partition.
func Partition(w *render.Writer, strategy model.PartitionStrategy, p model.Partition, sub bool) {
	if sub {
		w.Key("SUB")
	}
	w.Key("PARTITION ").Ident(p.Name)
	b := p.Bound
	switch {
	case len(b.To) == 1 && b.To[0].Infinite != "" && strategy == model.PartitionByRange:
		w.Key(" VALUES LESS THAN MAXVALUE")
	case len(b.To) > 0:
		w.Key(" VALUES LESS THAN (")
		for i, v := range b.To {
			if i > 0 {
				w.Key(",")
			}
			if v.Infinite != "" {
				w.Key("MAXVALUE")
			} else {
				w.Expr(v.Expr)
			}
		}
		w.Key(")")
	case b.Default && len(b.In) == 0:
		w.Key(" DEFAULT")
	case len(b.In) > 0:
		w.Key(" VALUES IN (")
		for i, v := range b.In {
			if i > 0 {
				w.Key(",")
			}
			w.Expr(v)
		}
		if b.Default {
			w.Key(",DEFAULT")
		}
		w.Key(")")
	}
	partitionOptions(w, p)
	if len(p.Partitions) > 0 {
		w.Key("\n (")
		for i, part := range p.Partitions {
			if i > 0 {
				w.Key(",\n  ")
			}
			Partition(w, "", part, true)
		}
		w.Key(")")
	}
}

func partitionOptions(w *render.Writer, p model.Partition) {
	for _, o := range p.Options {
		switch o.Name {
		case OptionHistory:
			w.Key(" HISTORY")
		case OptionCurrent:
			w.Key(" CURRENT")
		case "data directory":
			w.Key(" DATA DIRECTORY = ").Literal(o.Value)
		case "index directory":
			w.Key(" INDEX DIRECTORY = ").Literal(o.Value)
		case "tablespace":
			w.Key(" TABLESPACE = ").Ident(o.Value)
		default:
			w.Key(" ").Expr(model.Expr{Text: strings.ToUpper(strings.ReplaceAll(o.Name, " ", "_")) + " = " + o.Value})
		}
	}
	if p.Comment != "" {
		w.Key(" COMMENT = ").Literal(p.Comment)
	}
}
