package plan

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// addIdentity makes the column an identity column.
func (c *columnChange) addIdentity() {
	if !c.op.Has(diff.FacetIdentity) || !c.old.Identity.IsZero() || !c.s.ownIdentity(c.newTable, c.fresh) {
		return
	}
	w := write("ADD ")
	w.identity(c.newTable, c.fresh)
	step := c.gain("identity", w)
	step.Turn = turnAttribute
	step.Alone = c.op.Has(diff.FacetType)
	step.Then = identityType(c.fresh)
	hazard(step, render.MayFail, "The sequence of the new identity starts without regard to the values that the column has: set it beyond them, or new rows are refused.")
	if c.fresh.Identity.Unlogged {
		c.statement("identity unlogged", identityPersistence(c.newTable, c.fresh))
	}
	if c.fresh.Identity.Comment != "" {
		c.statement("identity comment", commentOnSequence(c.fresh.Identity.Sequence, c.fresh.Identity.Comment))
	}
}

// fitIdentity gives the sequence its name, and limits that fit the new type of
// the column: the server changes its type along with that of the column.
func (c *columnChange) fitIdentity() {
	if c.old.Identity.IsZero() || !c.s.ownIdentity(c.newTable, c.fresh) {
		return
	}
	if c.op.Has(diff.FacetIdentitySequence) {
		c.renameSequence(c.old.Identity.Sequence, c.fresh.Identity.Sequence)
	}
	c.sequence = identityOptions(c.old)
	if !c.op.Has(diff.FacetType) || c.fresh.Identity.IsZero() {
		return
	}
	if after := retyped(c.sequence, c.fresh.Type.Name); !fits(after) {
		fit := identityBegins(c.fresh)
		fit.Type = c.sequence.Type
		step := c.statement("identity limits", write("ALTER SEQUENCE ").Name(c.fresh.Identity.Sequence).sequenceChange("", c.sequence, fit).String())
		limitsHazards(step, c.sequence, fit)
		c.sequence = fit
	}
	c.sequence = retyped(c.sequence, c.fresh.Type.Name)
}

// alterIdentity changes the identity that is there.
func (c *columnChange) alterIdentity() {
	if c.old.Identity.IsZero() || !c.s.ownIdentity(c.newTable, c.fresh) {
		return
	}
	w := write("")
	if c.op.Has(diff.FacetIdentity) {
		w.Key(" SET GENERATED ").identityMode(c.fresh.Identity.Mode)
	}
	wanted := identityOptions(c.fresh)
	retype := c.sequence.Type != wanted.Type
	if !retype {
		w.sequenceChange("SET ", c.sequence, wanted)
	}
	if text := w.String(); text != "" {
		step := c.clause("identity", write("").Expr(model.Expr{Text: text[1:]}))
		limitsHazards(step, c.sequence, wanted)
	}
	sequence := c.fresh.Identity.Sequence
	if retype {
		step := c.statement("identity type", sequenceType(sequence, c.sequence, wanted))
		limitsHazards(step, c.sequence, wanted)
	}
	if c.op.Has(diff.FacetIdentityUnlogged) {
		t := c.newTable
		if !c.fresh.Identity.Unlogged {
			t.Unlogged = !t.Unlogged
		}
		c.statement("identity unlogged", identityPersistence(t, c.fresh))
	}
	if c.op.Has(diff.FacetIdentityComment) {
		c.statement("identity comment", commentOnSequence(sequence, c.fresh.Identity.Comment))
	}
}

// renameSequence gives the sequence of an identity its name. It is always in
// the schema of its table.
func (c *columnChange) renameSequence(from, to model.QName) {
	if from.Name != to.Name {
		from.Schema = to.Schema
		c.statement("identity sequence", write("ALTER SEQUENCE ").Name(from).Key(" RENAME TO ").Ident(to.Name).String())
	}
}
