package gen

// classes lists the operator classes of a type for a method; the first is the
// default, or "" if there is none.
func classes(t Type, method string) []string {
	if t.Array {
		switch {
		case method == "gin" && sortable(t):
			return []string{"array_ops"}
		case (method == "btree" || method == "hash") && sortable(t):
			return []string{"array_ops"}
		}
		return nil
	}
	switch u := t.User.(type) {
	case *Enum:
		if method == "btree" || method == "hash" {
			return []string{"enum_ops"}
		}
		return nil
	case *Domain:
		return classes(u.Base, method)
	case *Range:
		return map[string][]string{"btree": {"range_ops"}, "gist": {"range_ops"}, "spgist": {"range_ops"}}[method]
	case *Composite:
		return nil
	}
	b := t.Base
	return map[string][]string{"btree": b.Btree, "hash": b.Hash, "gist": b.Gist, "gin": b.Gin, "spgist": b.SpGist, "brin": b.Brin}[method]
}

// keyClass chooses an operator Class: mostly the default, unwritten.
func (m *maker) keyClass(k *IndexKey, t Type, method string) {
	list := classes(t, method)
	k.Opclass, k.OpclassOptions = "", ""
	if list[0] == "" {
		k.Opclass = list[1]
	} else if m.chance(18) {
		k.Opclass = pick(m.draw, list)
	}
	switch {
	case m.s.Major < 14 && (k.Opclass == "int4_minmax_multi_ops" || k.Opclass == "int8_minmax_multi_ops" || k.Opclass == "int4_bloom_ops" || k.Opclass == "text_bloom_ops"):
		k.Opclass = ""
	case k.Opclass == "int4_minmax_multi_ops" && m.chance(60):
		k.OpclassOptions = "(values_per_range = 16)"
	case k.Opclass == "int4_bloom_ops" && m.chance(60):
		k.OpclassOptions = "(false_positive_rate = 0.05, n_distinct_per_range=100)"
	case list[0] == "tsvector_ops" && method == "gist" && m.chance(50):
		k.Opclass, k.OpclassOptions = "tsvector_ops", "(siglen = 100)"
	}
}

func (m *maker) keyOrder(k *IndexKey, t Type, method string) {
	collatable := t.Base != nil && t.Base.Collatable && !t.Array
	if collatable && m.chance(10) && method != "gin" {
		k.Collation = oneOf(m.draw, "C", "POSIX", "default")
		if k.Column != nil {
			k.Collation = "C" // the server's own copies for partitions lose the default collation
		}
	}
	if method != "btree" {
		return
	}
	k.Desc = m.chance(20)
	if m.chance(20) {
		k.Nulls = oneOf(m.draw, "FIRST", "LAST")
	}
}

// indexOptions draws storage parameters of an access method.
func (m *maker) indexOptions(method string) []Option {
	switch method {
	case "btree":
		list := []Option{{"fillfactor", oneOf(m.draw, "50", "70", "90")}, {"deduplicate_items", oneOf(m.draw, "off", "false", "on", "OFF")}}
		return some(m.draw, list, 1, 2)
	case "gin":
		list := []Option{{"fastupdate", oneOf(m.draw, "off", "on")}, {"gin_pending_list_limit", "128"}}
		return some(m.draw, list, 1, 2)
	case "gist":
		return []Option{{oneOf(m.draw, "fillfactor", "FillFactor"), "80"}, {"buffering", oneOf(m.draw, "auto", "on", "off")}}
	case "brin":
		list := []Option{{"pages_per_range", oneOf(m.draw, "32", "64")}, {"autosummarize", oneOf(m.draw, "on", "true")}}
		return some(m.draw, list, 1, 2)
	}
	return []Option{{"fillfactor", "75"}}
}

// exclusion draws an exclusion constraint; nil if no column suits.
func (m *maker) exclusion(t *Table) *Exclusion {
	if t.Part != nil || t.PartOf != nil {
		return nil
	}
	x := &Exclusion{Method: oneOf(m.draw, "gist", "gist", "btree", "hash", "")}
	switch x.Method {
	case "gist":
		m.gistElements(t, x)
	default:
		m.equalElements(t, x)
	}
	if len(x.Elements) == 0 {
		return nil
	}
	if m.chance(50) {
		x.Name = m.relation(t.NS, []string{"excl", "no_overlap"})
		x.Comment, x.IndexComment = m.comment(), m.comment()
	}
	m.exclusionRest(t, x)
	return x
}

func (m *maker) exclusionRest(t *Table, x *Exclusion) {
	x.Predicate, x.Include, x.Options = nil, nil, nil
	x.Deferrable, x.Deferred = false, false
	plain := filter(t.Columns, func(c *Column) bool { return !c.virtual() })
	if m.chance(25) {
		x.Predicate = m.predicate(plain, true)
	}
	if m.chance(15) {
		x.Deferrable, x.Deferred = true, m.chance(50)
	}
	if x.Method != "hash" && m.chance(10) {
		var keys []*Column
		for _, e := range x.Elements {
			keys = append(keys, e.Column)
		}
		x.Include = some(m.draw, except(plain, keys), 0, 1)
	}
	if m.chance(10) {
		method := x.Method
		if method == "" {
			method = "btree"
		}
		x.Options = m.indexOptions(method)
	}
	x.Tablespace = m.tablespace()
}

func (m *maker) gistElements(t *Table, x *Exclusion) {
	gist := m.hasExtension("btree_gist")
	for _, c := range t.Columns {
		b := c.typ().Base
		if c.virtual() || b == nil || c.typ().Array {
			continue
		}
		switch {
		case b.Overlap != "" && (len(x.Elements) == 0 || m.chance(50)):
			x.Elements = append(x.Elements, IndexKey{Column: c, Operator: oneOf(m.draw, "&&", "&&", "OPERATOR(pg_catalog.&&)")})
		case gist != nil && (b.Name == "integer" || b.Name == "text" || b.Name == "uuid") && m.chance(60):
			x.Elements = append(x.Elements, IndexKey{Column: c, Operator: oneOf(m.draw, "=", "=", "<>")})
		case b.Name == "inet" && m.chance(60):
			x.Elements = append(x.Elements, IndexKey{Column: c, Operator: "&&", Opclass: "inet_ops"})
		}
	}
	if len(x.Elements) > 3 {
		x.Elements = x.Elements[:3]
	}
}

// equalElements draws elements that exclude equal values.
func (m *maker) equalElements(t *Table, x *Exclusion) {
	if x.Method == "" {
		// Without USING the method is gist's big brother, btree.
		x.Method = "btree"
	}
	for range oneOf(m.draw, 1, 1, 2) {
		columns := filter(t.Columns, func(c *Column) bool {
			list := classes(c.typ(), x.Method)
			return !c.virtual() && len(list) > 0 && list[0] != "" && hasOwnEquality(c.typ())
		})
		if len(columns) == 0 {
			return
		}
		c := pick(m.draw, columns)
		k := IndexKey{Column: c, Operator: "="}
		m.keyOrder(&k, c.typ(), x.Method)
		if k.Collation != "" {
			k.Collation = ""
		}
		x.Elements = append(x.Elements, k)
		if x.Method == "hash" {
			return
		}
	}
}
