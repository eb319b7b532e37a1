package models

import (
	"encoding/json"
	"net/netip"
	"time"

	"github.com/schemadiff/schemadiff/schema"
)

// AuditEntry says what was done, by whom and from where.
type AuditEntry struct {
	_ schema.Table `schema:"name=audit_log;comments;partition_by=range (at)"`
	_ schema.Index `schema:"name=ix_audit_log_entity;on=entity, entity_id, at DESC"`

	_ schema.Partition `schema:"name=audit_log_2026;values=from ('2026-01-01') to ('2027-01-01')"`
	_ schema.Partition `schema:"name=audit_log_rest;values=default"`

	ID       int64           `db:"id" schema:"identity;pk"`
	At       time.Time       `db:"at" schema:"default=now();pk"`
	UserID   *string         `db:"user_id" schema:"type=uuid;fk=users.id;ondelete=set null;name=fk_audit_log_user_id_users"`
	Action   string          `db:"action" schema:"size=20;check=action IN ('insert', 'update', 'delete');name=ck_audit_log_action"`
	Entity   string          `db:"entity" schema:"size=63"`
	EntityID string          `db:"entity_id" schema:"type=uuid"`
	Changes  json.RawMessage `db:"changes" schema:"index=ix_audit_log_changes;method=gin"`
	Address  *netip.Addr     `db:"address"`
}
