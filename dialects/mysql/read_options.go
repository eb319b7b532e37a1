package mysql

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// tableOption is an option of a table that has a value.
type tableOption struct {
	words []string
	name  string
	usual string // the value that goes without saying, in lower case
	exact bool   // the value is text and counts to the letter
	ident bool   // the value is a name and counts to the letter
}

// optionTransactional is of tables of Aria.
const optionTransactional = "transactional"

// tableOptions are the options that have no field in the model.
var tableOptions = []tableOption{
	{words: []string{"row_format"}, name: OptionRowFormat, usual: "default"},
	{words: []string{"key_block_size"}, name: OptionKeyBlockSize, usual: "0"},
	{words: []string{"auto_increment"}, name: OptionAutoIncrement, usual: "1"},
	{words: []string{"avg_row_length"}, name: "avg row length", usual: "0"},
	{words: []string{"checksum"}, name: "checksum", usual: "0"},
	{words: []string{"table_checksum"}, name: "checksum", usual: "0"},
	{words: []string{"page_checksum"}, name: OptionPageChecksum},
	{words: []string{"delay_key_write"}, name: "delay key write", usual: "0"},
	{words: []string{"max_rows"}, name: "max rows", usual: "0"},
	{words: []string{"min_rows"}, name: "min rows", usual: "0"},
	{words: []string{"pack_keys"}, name: "pack keys", usual: "default"},
	{words: []string{"stats_auto_recalc"}, name: "stats auto recalc", usual: "default"},
	{words: []string{"stats_persistent"}, name: "stats persistent", usual: "default"},
	{words: []string{"stats_sample_pages"}, name: "stats sample pages", usual: "default"},
	{words: []string{"compression"}, name: "compression", exact: true},
	{words: []string{"encryption"}, name: "encryption", usual: "n", exact: true},
	{words: []string{"encrypted"}, name: "encrypted", usual: "default"},
	{words: []string{"encryption_key_id"}, name: "encryption key id"},
	{words: []string{"page_compressed"}, name: "page compressed"},
	{words: []string{"page_compression_level"}, name: "page compression level"},
	{words: []string{"transactional"}, name: optionTransactional},
	{words: []string{"insert_method"}, name: "insert method", usual: "no"},
	{words: []string{"connection"}, name: "connection", exact: true},
	{words: []string{"data", "directory"}, name: "data directory", exact: true},
	{words: []string{"index", "directory"}, name: "index directory", exact: true},
	{words: []string{"autoextend_size"}, name: "autoextend size", usual: "0"},
	{words: []string{"secondary_engine"}, name: "secondary engine", usual: "null", ident: true},
	{words: []string{"engine_attribute"}, name: "engine attribute", exact: true},
	{words: []string{"secondary_engine_attribute"}, name: "secondary engine attribute", exact: true},
	{words: []string{"ietf_quotes"}, name: "ietf quotes", usual: "no"},
	{words: []string{"shard_row_id_bits"}, name: "shard row id bits", usual: "0"},
	{words: []string{"pre_split_regions"}, name: "pre split regions", usual: "0"},
	{words: []string{"auto_id_cache"}, name: "auto id cache", usual: "0"},
	{words: []string{"auto_random_base"}, name: "auto random base", usual: "0"},
	{words: []string{"placement", "policy"}, name: "placement policy", exact: true},
	{words: []string{"ttl_enable"}, name: "ttl enable", exact: true},
}

// tableOptions reads the options behind the parenthesis.
func (p *parser) tableOptions(t *table) error {
	for !p.Done() {
		p.AcceptMark(",")
		known, err := p.tableOption(t)
		if err != nil || !known {
			return err
		}
	}
	return nil
}

// tableOption reads one option; false: the next words are none.
func (p *parser) tableOption(t *table) (bool, error) {
	start := p.At
	p.Accept("default")
	var text string
	var err error
	switch {
	case p.Accept("engine"), p.Accept("type"):
		p.AcceptMark("=")
		if text, err = p.wordOrText(); err == nil {
			t.AccessMethod = engine(text)
		}
	case p.Accept("character", "set"), p.Accept("charset"):
		p.AcceptMark("=")
		if text, err = p.wordOrText(); err == nil && !same(text, "default") {
			t.collate(p.server.DefaultCollation(text))
		}
	case p.Accept("collate"):
		p.AcceptMark("=")
		if text, err = p.wordOrText(); err == nil {
			t.collate(p.server.Collation(text))
		}
	case p.Accept("comment"):
		p.AcceptMark("=")
		t.Comment, err = p.text()
	case p.Accept("tablespace"):
		p.AcceptMark("=")
		if t.Tablespace, err = p.name(); p.server.IsMariaDB() {
			t.Tablespace = "" // it is passed over there
		}
	case p.Accept("with", "system", "versioning"):
		t.Options = setOption(t.Options, OptionSystemVersioned, model.On)
	case p.Accept("union"):
		p.AcceptMark("=")
		names, e := p.names()
		t.Options, err = setOption(t.Options, "union", strings.Join(names, ",")), e
	case p.Accept("start", "transaction"):
	default:
		known, e := p.plainOption(t)
		if !known {
			p.At = start
		}
		return known, e
	}
	return true, err
}

// plainOption reads an option of the list.
func (p *parser) plainOption(t *table) (bool, error) {
	for _, o := range tableOptions {
		if !p.Accept(o.words...) && !p.acceptQuoted(o) {
			continue
		}
		p.AcceptMark("=")
		value, err := p.wordOrText()
		if err != nil {
			return true, err
		}
		if !o.exact && !o.ident {
			value = fold(value)
		}
		if fold(value) == o.usual {
			value = ""
		}
		t.Options = setOption(t.Options, o.name, value)
		return true, nil
	}
	return false, nil
}

// acceptQuoted takes the name of an option as MariaDB prints those of an engine, in
// backticks.
func (p *parser) acceptQuoted(o tableOption) bool {
	t := p.Peek()
	if len(o.words) != 1 || t.Kind != sqlfile.Quoted || !same(t.Name(), o.words[0]) {
		return false
	}
	p.At++
	return true
}

// collate gives the table a default collation.
func (t *table) collate(collation string) {
	t.collation = collation
	t.Options = setOption(t.Options, OptionCollation, collation)
}
