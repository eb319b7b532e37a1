package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

func publicationsSQL(v version.Number) string {
	generated := "'n'"
	if v.Major() >= 18 {
		generated = "p.pubgencols::text"
	}
	return `
SELECT p.oid, p.pubname, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot, ` + generated + `
FROM pg_publication p`
}

func (r *reader) readPublications(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, generated string
		var all, viaRoot bool
		var publishes [4]bool
		err := rows.Scan(&oid, &name, &all, &publishes[0], &publishes[1], &publishes[2], &publishes[3], &viaRoot, &generated)
		if err != nil {
			return err
		}
		if r.owned(classPublication, oid) {
			continue
		}
		d := &model.Definition{ID: kind.Global(kind.Publication, name), Comment: r.comment(classPublication, oid)}
		d.SetFlag(property.AllTables, all)
		words := map[string]bool{}
		for i, word := range property.PublishAll() {
			words[word] = publishes[i]
		}
		d.Set(property.Publish, model.Value{List: property.PublishValues(func(word string) bool { return words[word] })})
		d.SetFlag(property.ViaRoot, viaRoot)
		d.SetText(property.GeneratedColumns, map[string]string{"s": "stored"}[generated])
		r.publications[oid] = d
	}
	return rows.Err()
}

// publicationPartsSQL reads the tables of publications, since 15 with columns
// and row filters, and the schemas.
func publicationPartsSQL(v version.Number) string {
	if v.Major() < 15 {
		return `
SELECT x.prpubid, n.nspname, c.relname, '{}'::text[], ''
FROM pg_publication_rel x JOIN pg_class c ON c.oid = x.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace`
	}
	return `
SELECT x.prpubid, n.nspname, c.relname,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = x.prrelid AND a.attnum = ANY (x.prattrs)),
       coalesce(pg_get_expr(x.prqual, x.prrelid), '')
FROM pg_publication_rel x JOIN pg_class c ON c.oid = x.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
UNION ALL
SELECT x.pnpubid, n.nspname, '', '{}', '' FROM pg_publication_namespace x JOIN pg_namespace n ON n.oid = x.pnnspid`
}

func (r *reader) readPublicationParts(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, table, where string
		var columns []string
		if err := rows.Scan(&oid, &schema, &table, &columns, &where); err != nil {
			return err
		}
		d := r.publications[oid]
		if d == nil {
			continue
		}
		name, v := property.PublicationSchemas, model.Value{Ref: model.ID{Kind: model.KindSchema, Name: r.intern(schema)}}
		if table != "" {
			name, v.Ref = property.PublicationTables, model.ID{Kind: model.KindTable, Schema: r.intern(schema), Name: r.intern(table)}
			v.Expr = expr(where)
			for _, c := range columns {
				v.List = append(v.List, model.Value{Ref: model.ID{Kind: model.KindColumn, Schema: v.Ref.Schema, Parent: v.Ref.Name, Name: r.intern(c)}})
			}
			property.SortRefs(v.List)
		}
		d.Set(name, model.Value{List: append(d.Get(name).List, v)})
	}
	return rows.Err()
}

// finishPublications adds the publications with what they publish.
func (r *reader) finishPublications() {
	for _, d := range r.publications {
		property.SortRefs(d.Get(property.PublicationTables).List)
		property.SortRefs(d.Get(property.PublicationSchemas).List)
		r.define(*d)
	}
}

func texts(list []string) []model.Value {
	var values []model.Value
	for _, text := range list {
		values = append(values, model.Value{Text: text})
	}
	return values
}

// subscriptionsSQL reads this database's subscriptions. Only some may read the
// connection string, and not even they get its secrets.
func subscriptionsSQL(s server) string {
	connection := "''"
	if s.connections {
		connection = "s.subconninfo"
	}
	since := func(major int, column, before string) string {
		if s.readAs.Major() >= major {
			return column
		}
		return before
	}
	return `
SELECT s.oid, s.subname, ` + connection + `, s.subenabled, coalesce(s.subslotname, 'none'), s.subsynccommit, s.subpublications, ` +
		since(14, "s.subbinary", "false") + ", " + since(14, "s.substream::text", "'f'") + ", " +
		since(15, "s.subtwophasestate <> 'd'", "false") + ", " + since(15, "s.subdisableonerr", "false") + ", " +
		since(16, "s.suborigin", "'any'") + ", " + since(16, "s.subpasswordrequired", "true") + ", " + since(16, "s.subrunasowner", "false") + ", " +
		since(17, "s.subfailover", "false") + `
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()`
}

func (r *reader) readSubscriptions(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, connection, slot, commit, stream, origin string
		var enabled, binary, twoPhase, disables, password, asOwner, failover bool
		var publications []string
		err := rows.Scan(&oid, &name, &connection, &enabled, &slot, &commit, &publications, &binary, &stream, &twoPhase, &disables,
			&origin, &password, &asOwner, &failover)
		if err != nil {
			return err
		}
		if r.owned(classSubscription, oid) {
			continue
		}
		id := kind.Global(kind.Subscription, name)
		if !r.server.connections {
			r.unsupported(id)
			continue
		}
		d := model.Definition{ID: id, Comment: r.comment(classSubscription, oid)}
		d.SetText(property.Connection, property.RedactConnection(connection))
		d.Set(property.Publications, model.Value{List: texts(publications)})
		d.SetFlag(property.Disabled, !enabled)
		d.SetText(property.SlotName, unless(slot, name))
		d.SetText(property.SynchronousCommit, unless(commit, "off"))
		d.SetFlag(property.Binary, binary)
		streaming := map[string]string{"t": "on", "true": "on", "p": "parallel"}[stream]
		if streaming == "" {
			streaming = "off"
		}
		d.SetText(property.Streaming, unless(streaming, property.DefaultStreaming(r.version.Major())))
		d.SetFlag(property.TwoPhase, twoPhase)
		d.SetFlag(property.DisableOnError, disables)
		d.SetText(property.Origin, unless(origin, "any"))
		if !password {
			d.SetText(property.PasswordRequired, "no")
		}
		d.SetFlag(property.RunAsOwner, asOwner)
		d.SetFlag(property.Failover, failover)
		r.define(d)
	}
	return rows.Err()
}
