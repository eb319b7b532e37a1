package laws

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/conformance"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Roles are the server's: the two sides of a change of roles can't be there at
// once. So the new side is built, looked at and taken away before the old one is
// built. All roles of the cases of a kind begin with this and the kind, and no
// others.
const rolePrefix = "conform_"

// rolesDump lists all that the server keeps about the roles of a case, as
// pg_dumpall --roles-only does, and what they own and may do here.
const rolesDump = `
SELECT format('role %s %s', rolname, (to_jsonb(r) - 'oid' - 'rolname' - 'rolpassword' - 'rolconfig' - 'rolvaliduntil')::text || coalesce(nullif(rolvaliduntil, 'infinity')::text, '')) FROM pg_roles r WHERE rolname ^@ $1
UNION ALL SELECT format('setting %s %s %s', rolname, setdatabase <> 0, s) FROM pg_db_role_setting d JOIN pg_roles r ON r.oid = d.setrole, unnest(setconfig) s
  WHERE rolname ^@ $1
UNION ALL SELECT format('member %s', (to_jsonb(m) - 'oid' || jsonb_build_object('roleid', roleid::regrole::text, 'member', member::regrole::text,
  'grantor', grantor::regrole::text))::text) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE rolname ^@ $1
UNION ALL SELECT format('comment %s %s', rolname, description) FROM pg_shdescription d JOIN pg_roles r ON r.oid = d.objoid AND d.classoid = 'pg_authid'::regclass
  WHERE rolname ^@ $1
UNION ALL SELECT format('schema %s %s %s', nspname, nspowner::regrole, nspacl) FROM pg_namespace WHERE oid >= 16384`

// parametersDump adds what they may do to parameters.
const parametersDump = ` UNION ALL SELECT format('parameter %s %s', parname, paracl) FROM pg_parameter_acl WHERE paracl::text ~ $1`

// dropRoles takes the roles of a case away, with what they own and may do.
const dropRoles = `
SELECT format('DROP OWNED BY %I CASCADE', rolname) FROM pg_roles WHERE rolname ^@ $1 UNION ALL SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname ^@ $1`

// conformRoles is [Lab.Conform] for changes of roles.
func (l *Lab) conformRoles(ctx context.Context, c conformance.Cases, p Pair, attributes []string, record func(law int, err error)) (conformance.Outcome, error) {
	var outcome conformance.Outcome
	want, prefix := "", rolePrefix+string(c.Kind)
	target, err := l.parse(ctx, p.B.Sources())
	if err != nil {
		return outcome, err
	}
	err = l.withRoles(ctx, c.Kind, p.B, func(t *trip) error {
		live, err := t.inspect(ctx, t.a)
		if err != nil {
			return err
		}
		r, err := compareRoles(ctx, live, target, false)
		record(2, empty(2, "live against script", r, err))
		want, err = dumpOfRoles(ctx, t.a, version.Number(t.Version), prefix)
		return err
	})
	if err != nil {
		return outcome, err
	}
	err = l.withRoles(ctx, c.Kind, p.A, func(t *trip) error {
		t.target = target
		before, err := dumpOfRoles(ctx, t.a, version.Number(t.Version), prefix)
		if err != nil {
			return err
		}
		if err := t.planRoles(ctx); err != nil {
			return err
		}
		if err := conformance.Sees(t.result, c.Kind, attributes); err != nil {
			return err
		}
		outcome = conformance.Outcome{Up: means().MeansOf(t.migration.Up), Down: means().MeansOf(t.migration.Down)}
		err = t.takesRoles(ctx, 3, t.migration.Up, target, prefix, want)
		record(3, withPlan(err, t.migration.Up))
		if err == nil {
			record(4, withPlan(t.takesRoles(ctx, 4, t.migration.Down, t.old, prefix, before), t.migration.Down))
		}
		return nil
	})
	return outcome, err
}

func (t *trip) planRoles(ctx context.Context) (err error) {
	if t.old, err = t.inspect(ctx, t.a); err != nil {
		return err
	}
	if t.result, err = compareRoles(ctx, t.old, t.target, false); err != nil {
		return err
	}
	t.migration, err = render.NewMigration(t.result, postgres.Planner{}, render.Options{Offline: true})
	return err
}

// withRoles runs f on a database and the roles that a script built, and drops
// both.
func (l *Lab) withRoles(ctx context.Context, k model.Kind, script Script, f func(*trip) error) error {
	prefix := rolePrefix + string(k)
	return l.with(ctx, Script{Name: "nothing"}, func(db *pgtest.Database) (err error) {
		if err := withoutRoles(ctx, db, prefix); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, withoutRoles(context.WithoutCancel(ctx), db, prefix)) }()
		if err := script.Load(ctx, db); err != nil {
			return &InvalidError{Script: script, Err: err}
		}
		return f(&trip{Lab: l, a: db})
	})
}

func withoutRoles(ctx context.Context, db *pgtest.Database, prefix string) error {
	drops, err := askRoles(ctx, db, dropRoles, prefix)
	if err != nil {
		return err
	}
	return db.Execute(ctx, strings.Join(drops, ";"))
}

func askRoles(ctx context.Context, db *pgtest.Database, sql, prefix string) ([]string, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, sql, prefix)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func compareRoles(ctx context.Context, old, fresh model.Schema, live bool) (diff.Result, error) {
	opts := diff.Options{NewLive: live, Owners: true, Privileges: true, Roles: true}
	return diff.Compare(ctx, old, fresh, postgres.Rules{}, opts)
}

// takesRoles runs one direction of a plan and judges what came of it.
func (t *trip) takesRoles(ctx context.Context, law int, plan render.Plan, target model.Schema, prefix, want string) error {
	if err := run(ctx, t.a, plan); err != nil {
		return failed(law, "running", err)
	}
	now, err := t.inspect(ctx, t.a)
	if err != nil {
		return failed(law, "inspecting", err)
	}
	r, err := compareRoles(ctx, now, target, law == 4)
	if err := empty(law, "second diff", r, err); err != nil {
		return err
	}
	got, err := dumpOfRoles(ctx, t.a, version.Number(t.Version), prefix)
	if err != nil || got == want {
		return err
	}
	return &Failure{Law: law, Step: "what the server keeps of roles", Sign: "roles", Detail: "wanted:\n" + want + "\ngot:\n" + got}
}

func dumpOfRoles(ctx context.Context, db *pgtest.Database, v version.Number, prefix string) (string, error) {
	sql := rolesDump
	if v.HasParameterPrivileges() {
		sql += parametersDump
	}
	list, err := askRoles(ctx, db, sql, prefix)
	slices.Sort(list)
	return strings.Join(list, "\n"), err
}
