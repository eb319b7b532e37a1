package laws

// PageHead explains the page of the conformance cases.
const PageHead = `# What changes how

Every kind of object that schemadiff holds of PostgreSQL, and each attribute of it: how a migration brings the change about, and
how its down takes it back. The page is written by a test that runs each of these migrations on a server, up and down: a second
comparison finds no difference, the server's own dump is the same as that of a database which was built directly, and rows that
the plan doesn't give up are still there. Versions: 15, or the first one that has the attribute.

* **in place**: an ALTER or COMMENT keeps the object. **replaced**: CREATE OR REPLACE. **anew**: dropped and created, with all that
  depends on it. **no statement**: it follows from something else.
* *rewrites*: the rows of a table are written anew. *scans*: they are read under the lock. *loses*: the plan says what is lost.
* The lock is the strongest one on a table that is there; none is named where no table is locked.

Owners and privileges are tried for each kind of object that has them. Roles, memberships and parameters are the server's, so that
their two sides are tried one after the other, and what the server keeps of them takes the place of the dump. Security labels are
read, compared and written like these, but no plan with one is run here: none of the servers has a provider of labels.

The plans are those for the fewest statements (` + "`--online=false`" + `); those for a busy server take weaker locks in more steps.
`
