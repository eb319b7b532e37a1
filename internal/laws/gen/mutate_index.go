package gen

func indexMutations() []mutation {
	indexes := allOf(func(t *Table) []*Index { return t.Indexes })
	statistics := func(m *mutator) []*Statistics { return m.s.Statistics }
	named := func(st *Statistics) bool { return st.Name != "" }
	return []mutation{
		onOne("add index", everyTable, func(m *mutator, t *Table) bool { return m.addIndex(t) }),
		onOne("drop index", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			ix.t.Indexes = remove(ix.t.Indexes, ix.v)
			if ix.v.Name != "" {
				m.orphaned(ix.t.NS, ix.v.Name)
			}
			return true
		}),
		onOne("redraw index", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			fresh := m.index(ix.t)
			if fresh == nil || ix.v.OnOnly {
				return false
			}
			fresh.Name, fresh.Comment = ix.v.Name, ix.v.Comment
			*ix.v = *fresh
			return true
		}),
		onOne("index attributes", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			if ix.v.OnOnly {
				return false
			}
			ix.v.Predicate, ix.v.Options, ix.v.Include = nil, nil, nil
			m.indexRest(ix.t, ix.v)
			return true
		}),
		onOne("index key order", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			k := &ix.v.Keys[m.n(len(ix.v.Keys))]
			k.Desc = !k.Desc && ix.v.Method == "btree"
			return ix.v.Method == "btree" && !ix.v.OnOnly
		}),
		onOne("index statistics", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			for i := range ix.v.Keys {
				if k := &ix.v.Keys[i]; k.Expr != nil && looksLikeCall(k.Expr.Format) && ix.v.Name != "" && ix.t.Part == nil {
					k.Stats = oneOf(m.draw, nil, ptr(200), ptr(0))
					return true
				}
			}
			return false
		}),
		onOne("attach indexes", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			if ix.t.Part == nil || ix.v.Unique || ix.v.Name == "" {
				return false
			}
			ix.v.OnOnly, ix.v.Attached = false, nil
			m.attachments(ix.t, ix.v)
			return true
		}),
		onOne("comment on index", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			return ix.v.Name != "" && m.recomment(&ix.v.Comment)
		}),
		{"add statistics", func(m *mutator) bool { return m.statistics() != nil }},
		onOne("drop statistics", statistics, func(m *mutator, st *Statistics) bool {
			m.s.Statistics = remove(m.s.Statistics, st)
			return true
		}),
		onOne("statistics target", statistics, func(m *mutator, st *Statistics) bool {
			if !named(st) {
				return false
			}
			st.Target = oneOf(m.draw, nil, ptr(7), ptr(0), ptr(500))
			return true
		}),
		onOne("comment on statistics", statistics, func(m *mutator, st *Statistics) bool { return named(st) && m.recomment(&st.Comment) }),
		onOne("redraw statistics", statistics, func(m *mutator, st *Statistics) bool {
			columns, exprs, kinds := st.Columns, st.Exprs, st.Kinds
			plain := filter(st.Table.Columns, func(c *Column) bool { return sortable(c.typ()) && !c.virtual() })
			if !m.statisticsOn(st, plain) {
				st.Columns, st.Exprs, st.Kinds = columns, exprs, kinds
				return false
			}
			return true
		}),
	}
}
