package ddl

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// passedByWord says whether a statement is passed over by its first word alone,
// so that it needn't be parsed: data and upkeep.
func passedByWord(s *sqlfile.Statement) bool {
	switch strings.ToLower(s.FirstWord()) {
	case "insert", "update", "delete", "merge", "copy", "truncate", "values", "table",
		"vacuum", "analyze", "analyse", "reindex", "checkpoint", "lock", "explain",
		"show", "declare", "fetch", "move", "close", "prepare", "execute", "deallocate",
		"listen", "notify", "unlisten", "load":
		return true
	case "create", "alter", "drop":
		return passedBySecondWord(s.Text)
	}
	return false
}

// passedBySecondWord says whether a statement creates, alters or drops what is
// in no database.
func passedBySecondWord(text string) bool {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	first, second := lexer.Significant(), lexer.Significant()
	switch lower(text[second.Start:second.End]) {
	case "tablespace", "system":
		return true
	case "database":
		return !sqlfile.IsWord(text[first.Start:first.End], "alter")
	}
	return false
}

// statement applies a statement of a script.
func (r *reader) statement(stmt *parse.Statement) {
	r.landmarks, r.inline = r.landmarks[:0], nil
	switch {
	case stmt.Kind == sqlfile.Command:
		if name, args := stmt.CommandName(); name == "c" || name == "connect" {
			r.connect(args)
		}
	case stmt.Node != nil:
		if r.session.encoding != "" {
			r.recode(stmt)
		}
		r.node(stmt.Node)
	}
	if len(stmt.Comments) > 0 {
		r.resolveDirectives()
	}
}

// node applies a statement, if it can have an effect on a schema.
func (r *reader) node(n *parse.Node) {
	r.followRole()
	if isSession(n) {
		r.sessionNode(n)
		return
	}
	if passed(n) {
		return
	}
	r.session.applied = true
	if len(r.db.pending)+len(r.db.held) > 0 && r.unsettles(n) {
		r.settleViews()
	}
	switch {
	case r.tableNode(n), r.typeNode(n), r.otherNode(n), r.alterOtherNode(n), r.anyNode(n), r.accessNode(n):
	default:
		r.fail(here, "this statement is not understood: %s", kindOfNode(n))
	}
}

// isSession says whether a statement is about the session.
func isSession(n *parse.Node) bool {
	switch n.Node.(type) {
	case *parse.Node_VariableSetStmt, *parse.Node_TransactionStmt, *parse.Node_DiscardStmt, *parse.Node_SelectStmt:
		return n.GetSelectStmt().GetIntoClause() == nil
	}
	return false
}

func (r *reader) sessionNode(n *parse.Node) {
	switch s := n.Node.(type) {
	case *parse.Node_VariableSetStmt:
		r.set(s.VariableSetStmt)
	case *parse.Node_TransactionStmt:
		r.transaction(s.TransactionStmt)
	case *parse.Node_DiscardStmt:
		switch s.DiscardStmt.Target {
		case parse.DiscardMode_DISCARD_ALL:
			r.session.settings = r.session.start
			r.discardTemporary()
		case parse.DiscardMode_DISCARD_TEMP:
			r.discardTemporary()
		}
	case *parse.Node_SelectStmt:
		r.selectStatement(s.SelectStmt)
	}
}

// passed says whether a statement is passed over: nothing that the model holds
// or names depends on it.
func passed(n *parse.Node) bool {
	switch n.Node.(type) {
	case
		// data
		*parse.Node_InsertStmt, *parse.Node_UpdateStmt, *parse.Node_DeleteStmt, *parse.Node_MergeStmt, *parse.Node_CopyStmt,
		*parse.Node_TruncateStmt, *parse.Node_DeclareCursorStmt, *parse.Node_FetchStmt, *parse.Node_ClosePortalStmt,
		*parse.Node_PrepareStmt, *parse.Node_ExecuteStmt, *parse.Node_DeallocateStmt, *parse.Node_ExplainStmt,
		// what isn't in the database
		*parse.Node_CreateTableSpaceStmt, *parse.Node_DropTableSpaceStmt, *parse.Node_AlterTableSpaceOptionsStmt,
		*parse.Node_CreatedbStmt, *parse.Node_AlterDatabaseStmt, *parse.Node_AlterDatabaseSetStmt,
		*parse.Node_AlterDatabaseRefreshCollStmt, *parse.Node_DropdbStmt, *parse.Node_AlterSystemStmt,
		// upkeep and the session
		*parse.Node_VacuumStmt, *parse.Node_ReindexStmt, *parse.Node_CheckPointStmt, *parse.Node_LockStmt,
		*parse.Node_VariableShowStmt, *parse.Node_ConstraintsSetStmt, *parse.Node_ListenStmt, *parse.Node_NotifyStmt,
		*parse.Node_UnlistenStmt, *parse.Node_LoadStmt,
		// the inside of what is only named
		*parse.Node_AlterObjectDependsStmt,
		*parse.Node_AlterCollationStmt: // it only refreshes the version
		return true
	}
	return false
}

// tableNode applies a statement about relations.
func (r *reader) tableNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_CreateStmt:
		r.createTable(s.CreateStmt, ordinary)
	case *parse.Node_CreateForeignTableStmt:
		r.createForeignTable(s.CreateForeignTableStmt)
	case *parse.Node_ImportForeignSchemaStmt:
		r.failHint(here, "write CREATE FOREIGN TABLE statements", "which tables IMPORT FOREIGN SCHEMA makes is only known to the server that it asks")
	case *parse.Node_CreateTableAsStmt:
		r.createTableAs(s.CreateTableAsStmt)
	case *parse.Node_SelectStmt:
		r.selectInto(s.SelectStmt)
	case *parse.Node_AlterTableStmt:
		r.alterTable(s.AlterTableStmt)
	case *parse.Node_IndexStmt:
		r.createIndex(s.IndexStmt)
	case *parse.Node_CreateSeqStmt:
		r.createSequence(s.CreateSeqStmt)
	case *parse.Node_AlterSeqStmt:
		r.alterSequence(s.AlterSeqStmt)
	case *parse.Node_ViewStmt:
		r.createView(s.ViewStmt)
	case *parse.Node_RefreshMatViewStmt:
		r.refresh(s.RefreshMatViewStmt)
	case *parse.Node_CreateStatsStmt:
		r.createStatistics(s.CreateStatsStmt)
	case *parse.Node_AlterStatsStmt:
		r.alterStatistics(s.AlterStatsStmt)
	case *parse.Node_ClusterStmt:
		r.cluster(s.ClusterStmt)
	default:
		return false
	}
	return true
}

// typeNode applies a statement about schemas, extensions, types and routines.
func (r *reader) typeNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_CreateSchemaStmt:
		r.createSchema(s.CreateSchemaStmt)
	case *parse.Node_CreateExtensionStmt:
		r.createExtension(s.CreateExtensionStmt)
	case *parse.Node_AlterExtensionStmt:
		r.alterExtension(s.AlterExtensionStmt)
	case *parse.Node_AlterExtensionContentsStmt:
		r.alterMembers(s.AlterExtensionContentsStmt)
	case *parse.Node_CreateEnumStmt:
		r.createEnum(s.CreateEnumStmt)
	case *parse.Node_AlterEnumStmt:
		r.alterEnum(s.AlterEnumStmt)
	case *parse.Node_CompositeTypeStmt:
		r.createComposite(s.CompositeTypeStmt)
	case *parse.Node_CreateRangeStmt:
		r.createRange(s.CreateRangeStmt)
	case *parse.Node_CreateDomainStmt:
		r.createDomain(s.CreateDomainStmt)
	case *parse.Node_AlterDomainStmt:
		r.alterDomain(s.AlterDomainStmt)
	case *parse.Node_CreateFunctionStmt:
		r.createRoutine(s.CreateFunctionStmt)
	case *parse.Node_AlterFunctionStmt:
		r.alterRoutine(s.AlterFunctionStmt)
	case *parse.Node_DefineStmt:
		r.defineObject(s.DefineStmt)
	default:
		return false
	}
	return true
}

// anyNode applies a statement that can be about any kind of object.
func (r *reader) anyNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_DropStmt:
		r.drop(s.DropStmt)
	case *parse.Node_RenameStmt:
		r.rename(s.RenameStmt)
	case *parse.Node_AlterObjectSchemaStmt:
		r.setSchema(s.AlterObjectSchemaStmt)
	case *parse.Node_CommentStmt:
		r.comment(s.CommentStmt)
	case *parse.Node_DoStmt:
		r.do(s.DoStmt)
	case *parse.Node_CallStmt:
		r.call(s.CallStmt.Funccall)
	default:
		return false
	}
	return true
}

// otherNode applies a statement about what the model doesn't hold.
func (r *reader) otherNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_CreateTrigStmt:
		r.createTrigger(s.CreateTrigStmt)
	case *parse.Node_CreatePolicyStmt:
		r.createPolicy(s.CreatePolicyStmt)
	case *parse.Node_AlterPolicyStmt:
		r.alterPolicy(s.AlterPolicyStmt)
	case *parse.Node_RuleStmt:
		r.createRule(s.RuleStmt)
	case *parse.Node_CreateEventTrigStmt:
		r.createEventTrigger(s.CreateEventTrigStmt)
	case *parse.Node_AlterEventTrigStmt:
		r.alterEventTrigger(s.AlterEventTrigStmt)
	case *parse.Node_CreateOpClassStmt:
		r.createOpclass(s.CreateOpClassStmt)
	case *parse.Node_CreateOpFamilyStmt:
		r.createOpfamily(s.CreateOpFamilyStmt)
	case *parse.Node_CreateCastStmt:
		r.createCast(s.CreateCastStmt)
	case *parse.Node_CreateTransformStmt:
		r.createTransform(s.CreateTransformStmt)
	case *parse.Node_CreateConversionStmt:
		r.createConversion(s.CreateConversionStmt)
	case *parse.Node_CreatePlangStmt:
		r.createLanguage(s.CreatePlangStmt)
	case *parse.Node_CreateAmStmt:
		r.createAccessMethod(s.CreateAmStmt)
	case *parse.Node_CreateFdwStmt:
		r.createWrapper(s.CreateFdwStmt)
	case *parse.Node_CreateForeignServerStmt:
		r.createServer(s.CreateForeignServerStmt)
	case *parse.Node_CreateUserMappingStmt:
		r.createUserMapping(s.CreateUserMappingStmt)
	case *parse.Node_DropUserMappingStmt:
		r.dropUserMapping(s.DropUserMappingStmt)
	case *parse.Node_CreatePublicationStmt:
		r.createPublication(s.CreatePublicationStmt)
	case *parse.Node_CreateSubscriptionStmt:
		r.createSubscription(s.CreateSubscriptionStmt)
	case *parse.Node_DropSubscriptionStmt:
		r.dropSubscription(s.DropSubscriptionStmt)
	default:
		return false
	}
	return true
}

// alterOtherNode applies a statement that alters an object of a rare kind.
func (r *reader) alterOtherNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_AlterOperatorStmt:
		r.alterOperator(s.AlterOperatorStmt)
	case *parse.Node_AlterOpFamilyStmt:
		r.alterOpfamily(s.AlterOpFamilyStmt)
	case *parse.Node_AlterTypeStmt:
		r.alterBaseType(s.AlterTypeStmt)
	case *parse.Node_AlterTsdictionaryStmt:
		r.alterDictionary(s.AlterTsdictionaryStmt)
	case *parse.Node_AlterTsconfigurationStmt:
		r.alterConfiguration(s.AlterTsconfigurationStmt)
	case *parse.Node_AlterFdwStmt:
		r.alterWrapper(s.AlterFdwStmt)
	case *parse.Node_AlterForeignServerStmt:
		r.alterServer(s.AlterForeignServerStmt)
	case *parse.Node_AlterUserMappingStmt:
		r.alterUserMapping(s.AlterUserMappingStmt)
	case *parse.Node_AlterPublicationStmt:
		r.alterPublication(s.AlterPublicationStmt)
	case *parse.Node_AlterSubscriptionStmt:
		r.alterSubscription(s.AlterSubscriptionStmt)
	default:
		return false
	}
	return true
}

// kindOfNode names a statement for a message.
func kindOfNode(n *parse.Node) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n.GetNode()), "*pg_query.Node_")
	return strings.TrimSuffix(name, "Stmt")
}
