package mysql

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// OptionAlgorithm is the option of a partitioning by key, and those of system_time.
const (
	OptionAlgorithm = "algorithm"
	OptionInterval  = "interval"
	OptionStarts    = "starts"
	OptionLimit     = "limit"
	OptionAuto      = "auto"
	OptionCurrent   = "current" // of a partition
	OptionHistory   = "history"
)

// partitionBy reads PARTITION BY with its partitions.
func (p *parser) partitionBy(t *table) error {
	if err := p.Expect("partition", "by"); err != nil {
		return err
	}
	by := model.Partitioning{}
	var err error
	if by.Strategy, by.Keys, by.Options, err = p.partitionKey(); err != nil {
		return err
	}
	count, subCount := 0, 0
	if p.Accept("partitions") {
		if count, err = p.count(); err != nil {
			return err
		}
	}
	if p.Accept("subpartition", "by") {
		if by.Sub.Strategy, by.Sub.Keys, by.Sub.Options, err = p.partitionKey(); err != nil {
			return err
		}
		if p.Accept("subpartitions") {
			if subCount, err = p.count(); err != nil {
				return err
			}
		}
	}
	if p.Peek().Text == "(" {
		if by.Partitions, err = p.partitions(); err != nil {
			return err
		}
	}
	if max(count, len(by.Partitions), 1)*max(subCount, 1) > maxPartitions {
		return fmt.Errorf("table %s has more than %d partitions", t.Name, maxPartitions)
	}
	by.Partitions = numberedPartitions(by, count, subCount)
	t.Partitioning = by
	return nil
}

// maxPartitions is how many partitions a table can have, with those inside of others.
const maxPartitions = 8192

func (p *parser) count() (int, error) {
	n, err := strconv.Atoi(p.Peek().Text)
	if err != nil || n < 1 || n > maxPartitions {
		return 0, p.Unexpected("a number of partitions")
	}
	p.At++
	return n, nil
}

// numberedPartitions makes the partitions that have no definition, and those inside
// of others, as the server names them.
func numberedPartitions(by model.Partitioning, count, subCount int) []model.Partition {
	list := by.Partitions
	if len(list) == 0 && (strings.HasSuffix(string(by.Strategy), "hash") || strings.HasSuffix(string(by.Strategy), "key")) {
		for i := range max(count, 1) {
			list = append(list, model.Partition{Name: "p" + strconv.Itoa(i)})
		}
	}
	if by.Sub.IsZero() || subCount == 0 {
		return list
	}
	for i := range list {
		for j := len(list[i].Partitions); j < subCount; j++ {
			list[i].Partitions = append(list[i].Partitions, model.Partition{Name: list[i].Name + "sp" + strconv.Itoa(j)})
		}
	}
	return list
}

// divided gives partitions that are new as many parts as the others have.
func divided(by model.Partitioning, list []model.Partition) []model.Partition {
	if len(by.Partitions) == 0 {
		return list
	}
	return numberedPartitions(model.Partitioning{Strategy: by.Strategy, Sub: by.Sub, Partitions: list}, 0, len(by.Partitions[0].Partitions))
}

// partitionKey reads how rows are divided.
func (p *parser) partitionKey() (model.PartitionStrategy, []model.PartitionKey, []model.Option, error) {
	linear := ""
	if p.Accept("linear") {
		linear = "linear "
	}
	word := fold(p.Next().Text)
	switch word {
	case "hash":
		inside, err := p.Inside()
		return model.PartitionStrategy(linear + word), []model.PartitionKey{p.partitionExpr(inside)}, nil, err
	case "key":
		var options []model.Option
		if p.Accept("algorithm") {
			p.AcceptMark("=")
			if n := p.Next().Text; n != "2" {
				options = setOption(options, OptionAlgorithm, n)
			}
		}
		keys, err := p.partitionColumns()
		return model.PartitionStrategy(linear + word), keys, options, err
	case "range", "list":
		if p.Accept("columns") {
			keys, err := p.partitionColumns()
			return model.PartitionStrategy(word + " columns"), keys, nil, err
		}
		inside, err := p.Inside()
		return model.PartitionStrategy(word), []model.PartitionKey{p.partitionExpr(inside)}, nil, err
	case "system_time":
		options, err := p.systemTime()
		return "system_time", nil, options, err
	}
	p.At--
	return "", nil, nil, p.Unexpected("HASH, KEY, RANGE or LIST")
}

// partitionExpr returns a key: a lone column is one, whatever its quotes.
func (p *parser) partitionExpr(tokens []token) model.PartitionKey {
	if tokens = sqltoken.Bare(tokens); len(tokens) == 1 && isName(tokens[0]) {
		return model.PartitionKey{Column: tokens[0].Name()}
	}
	return model.PartitionKey{Expr: p.expression(tokens)}
}

func (p *parser) partitionColumns() ([]model.PartitionKey, error) {
	if p.Peek().Text == "(" && p.Ahead(1).Text == ")" {
		p.At += 2
		return nil, nil
	}
	names, err := p.names()
	keys := make([]model.PartitionKey, len(names))
	for i, name := range names {
		keys[i].Column = name
	}
	return keys, err
}

// systemTime reads how MariaDB divides the history of a table.
func (p *parser) systemTime() ([]model.Option, error) {
	var options []model.Option
	for {
		switch {
		case p.Accept("interval"):
			first := p.At
			for !p.Done() && !p.Sees("starts") && !p.Sees("auto") && !p.Sees("partitions") && p.Peek().Text != "(" {
				p.At++
			}
			options = setOption(options, OptionInterval, fold(joined(p.Tokens[first:p.At])))
		case p.Accept("starts"):
			first := p.At
			for !p.Done() && !p.Sees("auto") && !p.Sees("partitions") && p.Peek().Text != "(" {
				p.At++
			}
			options = setOption(options, OptionStarts, joined(p.Tokens[first:p.At]))
		case p.Accept("limit"):
			options = setOption(options, OptionLimit, p.Next().Text)
		case p.Accept("auto"):
			options = setOption(options, OptionAuto, model.On)
		default:
			return options, nil
		}
	}
}

// partitions reads the definitions of partitions.
func (p *parser) partitions() ([]model.Partition, error) {
	if err := p.Mark("("); err != nil {
		return nil, err
	}
	var list []model.Partition
	for {
		one, err := p.partition()
		if err != nil {
			return nil, err
		}
		list = append(list, one)
		if p.AcceptMark(")") {
			return list, nil
		}
		if err := p.Mark(","); err != nil {
			return nil, err
		}
	}
}

// partition reads the definition of a partition, or of a part of one.
func (p *parser) partition() (model.Partition, error) {
	var one model.Partition
	if !p.Accept("partition") && !p.Accept("subpartition") {
		return one, p.Unexpected("PARTITION")
	}
	var err error
	if one.Name, err = p.name(); err != nil {
		return one, err
	}
	switch {
	case p.Accept("values", "less", "than"):
		err = p.lessThan(&one.Bound)
	case p.Accept("values", "in"):
		err = p.valuesIn(&one.Bound)
	case p.Accept("default"):
		one.Bound.Default = true
	case p.Accept("history"):
		one.Options = setOption(one.Options, OptionHistory, model.On)
	case p.Accept("current"):
		one.Options = setOption(one.Options, OptionCurrent, model.On)
	}
	for err == nil {
		var known bool
		if known, err = p.partitionOption(&one); !known {
			break
		}
	}
	if err == nil && p.Peek().Text == "(" {
		one.Partitions, err = p.partitions()
	}
	return one, err
}

func (p *parser) lessThan(b *model.PartitionBound) error {
	if p.Accept("maxvalue") {
		b.To = []model.BoundValue{{Infinite: "maxvalue"}}
		return nil
	}
	inside, err := p.Inside()
	for _, one := range sqltoken.Split(inside) {
		if len(one) == 1 && one[0].Is("maxvalue") {
			b.To = append(b.To, model.BoundValue{Infinite: "maxvalue"})
			continue
		}
		b.To = append(b.To, model.BoundValue{Expr: p.expression(one)})
	}
	return err
}

func (p *parser) valuesIn(b *model.PartitionBound) error {
	inside, err := p.Inside()
	for _, one := range sqltoken.Split(inside) {
		if len(one) == 1 && one[0].Is("default") {
			b.Default = true
			continue
		}
		e := p.expression(one)
		if len(one) > 0 && one[0].Text == "(" { // values of several columns
			e.Text = joined(one)
		}
		b.In = append(b.In, e)
	}
	return err
}

// partitionOption reads an option of a partition. The engine is the table's.
func (p *parser) partitionOption(one *model.Partition) (bool, error) {
	p.Accept("storage")
	value := func(name string) (bool, error) {
		p.AcceptMark("=")
		text, err := p.wordOrText()
		one.Options = setOption(one.Options, name, text)
		return true, err
	}
	var err error
	switch {
	case p.Accept("engine"):
		p.AcceptMark("=")
		_, err = p.wordOrText()
	case p.Accept("comment"):
		p.AcceptMark("=")
		one.Comment, err = p.text()
	case p.Accept("data", "directory"):
		return value("data directory")
	case p.Accept("index", "directory"):
		return value("index directory")
	case p.Accept("max_rows"):
		return value("max rows")
	case p.Accept("min_rows"):
		return value("min rows")
	case p.Accept("tablespace"):
		return value("tablespace")
	case p.Accept("nodegroup"):
		return value("nodegroup")
	default:
		return false, nil
	}
	return true, err
}

// alterPartitions reads the changes of ALTER TABLE to partitions. False: there is
// none.
func (p *parser) alterPartitions(t *table) (bool, error) {
	by := &t.Partitioning
	find := func(name string) int {
		for i := range by.Partitions {
			if same(by.Partitions[i].Name, name) {
				return i
			}
		}
		return -1
	}
	by.Partitions = append([]model.Partition(nil), by.Partitions...)
	switch {
	case p.Accept("remove", "partitioning"):
		*by = model.Partitioning{}
	case p.Sees("partition", "by"):
		return true, p.partitionBy(t)
	case p.Accept("add", "partition"):
		p.ifNotExists()
		p.Accept("no_write_to_binlog")
		if p.Accept("partitions") {
			n, err := p.count()
			for range n {
				by.Partitions = append(by.Partitions, model.Partition{Name: "p" + strconv.Itoa(len(by.Partitions))})
			}
			return true, err
		}
		list, err := p.partitions()
		by.Partitions = append(by.Partitions, divided(*by, list)...)
		if n := len(by.Partitions); len(list) == 1 && n > 1 && OptionOf(by.Partitions[n-2].Options, OptionCurrent) != "" {
			by.Partitions[n-1], by.Partitions[n-2] = by.Partitions[n-2], by.Partitions[n-1]
		}
		return true, err
	case p.Accept("coalesce", "partition"):
		n, err := p.count()
		by.Partitions = by.Partitions[:max(0, len(by.Partitions)-n)]
		return true, err
	case p.Accept("drop", "partition"):
		exists := p.ifExists()
		names, err := p.nameList()
		for _, name := range names {
			i := find(name)
			if i < 0 && !exists {
				return true, fmt.Errorf("table %s has no partition %s", t.Name, name)
			}
			if i >= 0 {
				by.Partitions = append(by.Partitions[:i], by.Partitions[i+1:]...)
			}
		}
		return true, err
	case p.Accept("reorganize", "partition"):
		return true, p.reorganize(by, find)
	case p.Sees("truncate", "partition"), p.Sees("analyze", "partition"), p.Sees("check", "partition"), p.Sees("optimize", "partition"),
		p.Sees("rebuild", "partition"), p.Sees("repair", "partition"), p.Sees("discard"), p.Sees("import"):
		p.skip() // the rows alone
	case p.Sees("exchange", "partition"):
		p.skip()
	default:
		return false, nil
	}
	return true, nil
}

func (p *parser) reorganize(by *model.Partitioning, find func(string) int) error {
	names, err := p.nameList()
	if err != nil {
		return err
	}
	if err := p.Expect("into"); err != nil {
		return err
	}
	list, err := p.partitions()
	if err != nil {
		return err
	}
	list = divided(*by, list)
	at := find(names[0])
	for _, name := range names {
		i := find(name)
		if i < 0 {
			return fmt.Errorf("there is no partition %s", name)
		}
		at = min(at, i)
		by.Partitions = append(by.Partitions[:i], by.Partitions[i+1:]...)
	}
	rest := append(list, by.Partitions[at:]...)
	by.Partitions = append(by.Partitions[:at:at], rest...)
	return nil
}

// nameList reads names with commas between them.
func (p *parser) nameList() ([]string, error) {
	var list []string
	for {
		name, err := p.name()
		if err != nil {
			return list, err
		}
		list = append(list, name)
		// After the comma another change may begin.
		next := p.Ahead(2)
		if p.Peek().Text != "," || next.Kind != sqlfile.EOF && next.Text != "," && !next.Is("into") {
			return list, nil
		}
		p.At++
	}
}
