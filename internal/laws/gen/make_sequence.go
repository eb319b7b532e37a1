package gen

func (m *maker) sequence() *Sequence {
	ns := m.ns()
	return &Sequence{
		NS: ns, Name: m.relation(ns, []string{"seq", "counter", "ticket_no"}), Comment: m.comment(),
		Opts: m.seqOpts(oneOf(m.draw, "", "", "smallint", "integer", "bigint", "int4", "int8")), Unlogged: m.s.Major >= 15 && m.chance(10),
	}
}

// seqOpts draws options that fit together: start and bounds stay within the
// smallest type.
func (m *maker) seqOpts(typ string) SeqOpts {
	o := SeqOpts{Type: typ}
	descending := m.chance(15)
	if descending {
		o.Inc = ptr(int64(-m.between(1, 10)))
	} else if m.chance(25) {
		o.Inc = ptr(int64(m.between(1, 10)))
	}
	if m.chance(15) {
		o.Cache = ptr(int64(m.between(1, 50)))
	}
	switch {
	case m.chance(20):
		o.Min = ptr(int64(m.between(-1000, 5)))
	case m.chance(10):
		o.NoMin = true
	}
	switch {
	case m.chance(20):
		o.Max = ptr(int64(m.between(100, 32767)))
	case m.chance(10):
		o.NoMax = true
	}
	if m.chance(25) {
		o.Start = ptr(int64(m.between(6, 100)))
	}
	// A descending sequence ends at -1 unless it is told else.
	if descending && o.Max == nil {
		o.Start, o.Min = nil, nil
	}
	switch {
	case m.chance(15):
		o.Cycle = true
	case m.chance(5):
		o.NoCycle = true
	}
	return o
}
