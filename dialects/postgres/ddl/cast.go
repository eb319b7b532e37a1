package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

func (r *reader) createCast(s *parse.CreateCastStmt) {
	c := model.Cast{From: signatureType(r.columnType(s.Sourcetype)), To: signatureType(r.columnType(s.Targettype)), Context: "explicit"}
	switch s.Context {
	case parse.CoercionContext_COERCION_IMPLICIT:
		c.Context = "implicit"
	case parse.CoercionContext_COERCION_ASSIGNMENT:
		c.Context = "assignment"
	}
	c.Binary = s.Func == nil && !s.Inout
	o := &other{id: kind.CastID(c.From, c.To)}
	from, to := o.useType(r, c.From), o.useType(r, c.To)
	o.identity = func() model.ID { return kind.CastID(from(), to()) }
	function := func() model.Value { return model.Value{} }
	if s.Func != nil {
		function = o.useSignature(r.routineWritten(s.Func))
	}
	o.define = func(d *model.Definition) {
		d.Signature = []model.Type{from(), to()}
		d.Set(property.CastFunction, function())
		switch {
		case s.Inout:
			d.SetText(property.CastMethod, "inout")
		case c.Binary:
			d.SetText(property.CastMethod, "binary")
		}
		d.SetText(property.Context, unless(c.Context, "explicit"))
	}
	r.addOther(o, false)
	save(r.db, &r.db.casts)
	r.db.casts = append(r.db.casts[:len(r.db.casts):len(r.db.casts)], c)
}

// dropCast removes what expressions are resolved with.
func (r *reader) dropCast(o *other) {
	save(r.db, &r.db.casts)
	var rest []model.Cast
	for _, c := range r.db.casts {
		if kind.CastID(c.From, c.To) != o.id {
			rest = append(rest, c)
		}
	}
	r.db.casts = rest
}
