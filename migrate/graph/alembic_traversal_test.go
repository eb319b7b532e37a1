package graph_test

// The graphs of tests/test_version_traversal.py.
const (
	path     = "a; b < a; c < b; d < c; e < d"
	longIDs  = "e623; 548bb < e623; b7ea4 < 548bb; 1bbe3 < b7ea4; 3975f < 1bbe3"
	branched = "a; b < a; c1 < b # c1branch; d1 < c1; c2 < b # c2branch; d2 < c2"

	fromMerge  = "a1; b1 < a1; c1 < b1; a2; b2 < a2; c2 < b2; d1 < c1 c2; d2 < c2"
	from3Merge = "a1; b1 < a1; c1 < b1; a2; b2 < a2; c2 < b2; a3; b3 < a3; c3 < b3; d1 < c1 c2 c3; d2 < c2; d3 < c3"

	twinMerge    = "a; b1 < a; b2 < a; b3 < a; c1 < b1 b2 b3; c2 < b1 b2 b3; d1 < c1; d2 < c2"
	notQuiteTwin = "a; b1 < a; b2 < a; b3 < a; c1 < b1 b2; c2 < b2 b3; d1 < c1; d2 < c2"

	dependsOne   = "a1 # lib1; b1 < a1; c1 < b1; a2; b2 < a2; c2 < b2 + c1; d1 < c1; e1 < d1; f1 < e1"
	dependsTwo   = "a1; a2; a3; amerge < a1 a2 a3; b1; b2; bmerge < b1 b2; c1; c2; c3; cmerge < c1 c2 c3; d1 + a3 b2 c1"
	dependsThree = "a1; a2 < a1; b1; b2 < b1 + a2; b3 < b2; a3 < a2 + b1"
	dependsOwn   = "a1; a2 < a1 + a1"
	dependsFour  = "a1; a2 < a1; a3 < a2; b1; b2 < b1 + a3; b3 < b2; b4 < b3 + a3"
	dependsFive  = "a1; b1 + a1; bmerge < a1 b1"
	dependsLabel = "a1 # lib1; b1 < a1; c1 < b1 # c1lib; a2; b2 < a2; c2 < b2 + c1lib; d1 < c1; e1 < d1; f1 < e1"

	forest     = "a1; b1 < a1; a2; b2 < a2"
	mergedPath = "a; b < a; c1 < b; d1 < c1; c2 < b # c2branch; d2 < c2; e < d1 d2; f < e"
	crossed    = "a; b < a; c1 < b # c1branch; d1 < c1; c2 < b # c2branch; d2 < c2 + c1"
)

// traversal restates tests/test_version_traversal.py of Alembic 1.19.
var traversal = []restated{
	{"RevisionPathTest.downgrade_base_no_version", path, "downgrade base from ", "- => -", ""},
	{"RevisionPathTest.downgrade_to_existing", path, "downgrade a from a", "- => a", ""},
	{"RevisionPathTest.downgrade_to_existing_head", path, "downgrade e from e", "- => e", ""},
	{"RevisionPathTest.upgrade_path", path, "upgrade e from c", "d e => e", ""},
	{"RevisionPathTest.upgrade_path", path, "upgrade c from ", "a b c => c", ""},
	{"RevisionPathTest.relative_upgrade_path", path, "upgrade +2 from a", "b c => c", ""},
	{"RevisionPathTest.relative_upgrade_path", path, "upgrade +1 from a", "b => b", ""},
	{"RevisionPathTest.relative_upgrade_path", path, "upgrade +3 from b", "c d e => e", ""},
	{"RevisionPathTest.relative_upgrade_path", path, "upgrade b+2 from a", "b c d => d", ""},
	{"RevisionPathTest.relative_upgrade_path", path, "upgrade d-2 from a", "b => b", ""},
	{"RevisionPathTest.invalid_relative_upgrade_path", path, "upgrade -2 from b", `error: "-2" leads nowhere: there are no 2 revisions`, ""},
	{"RevisionPathTest.invalid_relative_upgrade_path", path, "upgrade +5 from b", `error: "+5" leads nowhere: there are no 5 revisions above b`, ""},
	{"RevisionPathTest.downgrade_path", path, "downgrade c from e", "e d => c", ""},
	{"RevisionPathTest.downgrade_path", path, "downgrade base from c", "c b a => -", ""},
	{"RevisionPathTest.relative_downgrade_path", path, "downgrade -1 from c", "c => b", ""},
	{"RevisionPathTest.relative_downgrade_path", path, "downgrade -3 from e", "e d c => b", ""},
	{"RevisionPathTest.relative_downgrade_path", path, "downgrade a+2 from d", "d => c", ""},
	{"RevisionPathTest.relative_downgrade_path", path, "downgrade c-2 from d", "d c b => a", ""},
	{"RevisionPathTest.invalid_relative_downgrade_path", path, "downgrade -5 from b", `error: "-5" leads nowhere: there are no 5 revisions below b`, ""},
	{"RevisionPathTest.invalid_relative_downgrade_path", path, "downgrade +2 from b", `error: "+2" leads nowhere: there are no 2 revisions`, ""},
	{"RevisionPathTest.invalid_move_rev_to_none", longIDs, "downgrade 548 from ", `error: can't downgrade to revision "548bb": it has not run`, ""},
	{"RevisionPathTest.invalid_move_higher_to_lower", longIDs, "downgrade b7ea from 548bb", `error: can't downgrade to revision "b7ea4": it has not run, the database is at 548bb`, ""},
	{"RevisionPathTest.stamp_to_base", path, "stamp base from d", "delete d => -", ""},

	{"BranchedPathTest.stamp_down_across_multiple_branch_to_branchpoint", branched, "stamp b from d1 c2", "delete c2, update d1 to b => b", ""},
	{"BranchedPathTest.stamp_to_labeled_base_multiple_heads", branched, "stamp c1branch@base from d1 c2", "delete d1 => c2", ""},
	{"BranchedPathTest.stamp_to_labeled_head_multiple_heads", branched, "stamp c2branch@head from d1 c2", "update c2 to d2 => d1 d2", ""},
	{"BranchedPathTest.upgrade_single_branch", branched, "upgrade d1 from b", "c1 d1 => d1", ""},
	{"BranchedPathTest.upgrade_multiple_branch", branched, "upgrade d1 d2 from a", "b c1 d1 c2 d2 => d1 d2", oldFirst},
	{"BranchedPathTest.downgrade_multiple_branch", branched, "downgrade a from d1 d2", "d2 c2 d1 c1 b => a", newerFirst},
	{"BranchedPathTest.relative_upgrade", branched, "upgrade c2branch@head-1 from b", "c2 => c2", ""},
	{"BranchedPathTest.relative_downgrade_baseplus2", branched, "downgrade base+2 from d2 d1", "d2 c2 d1 c1 => b", newerFirst},
	{"BranchedPathTest.relative_downgrade_branchplus2", branched, "downgrade c2branch@base+2 from d2 d1", "d2 c2 => d1", ""},
	{"BranchedPathTest.relative_downgrade_branchplus3", branched, "downgrade c2 from d2 d1", "d2 => c2 d1", ""},
	{"BranchedPathTest.relative_downgrade_branchplus3", branched, "downgrade c2branch@base+3 from d2 d1", "d2 => c2 d1", ""},
	{"BranchedPathTest.downgrade_once_order_right", branched, "downgrade -1 from d2 d1", `error: "-1" is ambiguous: the database is at several revisions: d1, d2`, noFirstRow},
	{"BranchedPathTest.downgrade_once_order_right_unbalanced", branched, "downgrade -1 from c2 d1", `error: "-1" is ambiguous: the database is at several revisions: c2, d1`, noFirstRow},
	{"BranchedPathTest.downgrade_once_order_left", branched, "downgrade -1 from d1 d2", `error: "-1" is ambiguous: the database is at several revisions: d1, d2`, noFirstRow},
	{"BranchedPathTest.downgrade_once_order_left_unbalanced", branched, "downgrade -1 from c1 d2", `error: "-1" is ambiguous: the database is at several revisions: c1, d2`, noFirstRow},
	{"BranchedPathTest.downgrade_once_order_left_unbalanced_labelled", branched, "downgrade c1branch@-1 from d1 d2", "d1 => c1 d2", ""},
	{"BranchedPathTest.downgrade_relative_order_right", branched, "downgrade d2-1 from d2 c1", "d2 => c1 c2", ""},
	{"BranchedPathTest.downgrade_relative_order_left", branched, "downgrade d2-1 from c1 d2", "d2 => c1 c2", ""},
	{"BranchedPathTest.downgrade_single_branch_c1branch", branched, "downgrade c1branch@b from c1 d2", "c1 => d2", ""},
	{"BranchedPathTest.downgrade_single_branch_c1branch_from_d1_head", branched, "downgrade c2branch@b from c1 d2", "d2 c2 => c1", ""},
	{"BranchedPathTest.downgrade_single_branch_c2", branched, "downgrade c2@b from d1 d2", "d2 c2 => d1", ""},
	{"BranchedPathTest.downgrade_single_branch_d1", branched, "downgrade d1@b from d1 d2", "d1 c1 => d2", ""},
	{"BranchedPathTest.downgrade_relative_to_branch_head", branched, "downgrade c1branch@head-1 from d1 d2", "d1 => c1 d2", ""},
	{"BranchedPathTest.upgrade_other_branch_from_mergepoint", branched, "upgrade c2branch@+1 from c1", "c2 => c1 c2", ""},
	{"BranchedPathTest.upgrade_one_branch_of_heads", branched, "upgrade c2branch@+1 from c1 c2", "d2 => c1 d2", ""},
	{"BranchedPathTest.ambiguous_upgrade", branched, "upgrade +1 from c1 c2", `error: "+1" is ambiguous: the database is at several revisions: c1, c2`, ""},
	{"BranchedPathTest.upgrade_from_base", branched, "upgrade base+1 from ", "a => a", ""},
	{"BranchedPathTest.upgrade_from_base_implicit", branched, "upgrade +1 from ", "a => a", ""},
	{"BranchedPathTest.downgrade_minus1_to_base", branched, "downgrade -1 from a", "a => -", ""},
	{"BranchedPathTest.downgrade_minus1_from_base", branched, "downgrade -1 from ", `error: "-1" leads nowhere: there is no revision below base`, ""},
	{"BranchedPathTest.downgrade_no_effect_branched", branched, "downgrade c2 from d1 c2", "- => d1 c2", ""},
	{"BranchedPathTest.downgrade_no_effect_branched", branched, "downgrade d1 from d1 c2", "- => d1 c2", ""},

	{"BranchFromMergepointTest.mergepoint_to_only_one_side_upgrade", fromMerge, "upgrade d1 from d2 b1", "c1 d1 => d1 d2", ""},
	{"BranchFromMergepointTest.mergepoint_to_only_one_side_downgrade", fromMerge, "downgrade b1 from d2 d1", "d1 c1 => b1 d2", ""},
	{"BranchFrom3WayMergepointTest.mergepoint_to_only_one_side_upgrade", from3Merge, "upgrade d1 from d3 d2 b1", "c1 d1 => d1 d2 d3", ""},
	{"BranchFrom3WayMergepointTest.mergepoint_to_only_one_side_downgrade", from3Merge, "downgrade b1 from d3 d2 d1", "d1 c1 => b1 d2 d3", ""},
	{"BranchFrom3WayMergepointTest.mergepoint_to_two_sides_upgrade", from3Merge, "upgrade d1 from d3 b2 b1", "c1 c2 d1 => d1 d3", oldFirst},
	{"BranchFrom3WayMergepointTest.mergepoint_to_two_sides_upgrade", from3Merge, "upgrade d2 from d3 d1", "d2 => d1 d2 d3", ""},

	{"TwinMergeTest.upgrade", twinMerge, "upgrade b3 from a", "b3 => b3", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade b1 from b3", "b1 => b1 b3", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade b2 from b1 b3", "b2 => b1 b2 b3", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade c2 from b1 b2 b3", "c2 => c2", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade d2 from c2", "d2 => d2", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade c1 from d2", "c1 => c1 d2", ""},
	{"TwinMergeTest.upgrade", twinMerge, "upgrade d1 from c1 d2", "d1 => d1 d2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade b2 from a", "b2 => b2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade b3 from b2", "b3 => b2 b3", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade c2 from b2 b3", "c2 => c2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade d2 from c2", "d2 => d2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade b1 from d2", "b1 => b1 d2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade c1 from b1 d2", "c1 => c1 d2", ""},
	{"NotQuiteTwinMergeTest.upgrade", notQuiteTwin, "upgrade d1 from c1 d2", "d1 => d1 d2", ""},

	{"DependsOnBranchTestOne.downgrade_to_dependency", dependsOne, "downgrade c1 from c2 d1", "d1 => c2", ""},
	{"DependsOnBranchTestOne.stamp_across_dependency", dependsOne, "stamp b1 from e1 c2", "delete c2, update e1 to b1 => b1", ""},
	{"DependsOnBranchTestTwo.kaboom", dependsTwo, "downgrade b2 from amerge bmerge cmerge d1", "bmerge => amerge b1 cmerge d1", ""},
	{"DependsOnBranchTestTwo.kaboom", dependsTwo, "downgrade d1@base from amerge d1 b1 cmerge", "d1 => amerge b1 b2 cmerge", ""},
	{"DependsOnBranchTestTwo.kaboom", dependsTwo, "downgrade base from amerge b1 b2 cmerge", "cmerge c3 c2 c1 b2 b1 amerge a3 a2 a1 => -", newerFirst + ", and a branch comes to its end before the next begins"},
	{"DependsOnBranchTestThree.downgrade_over_crisscross", dependsThree, "downgrade b1 from a3 b2", "b2 => a3", ""},
	{"DependsOnOwnDownrevTest.traverse", dependsOwn, "upgrade a2 from ", "a1 a2 => a2", ""},
	{"DependsOnOwnDownrevTest.traverse_down", dependsOwn, "downgrade a1 from a2", "a2 => a1", ""},
	{"DependsOnBranchTestFour.dependencies_are_normalized", dependsFour, "downgrade b3 from b4", "b4 => b3", ""},
	{"DependsOnBranchTestFive.downgrade_to_depends_on", dependsFive, "upgrade b1 from a1", "b1 => b1", ""},
	{"DependsOnBranchTestFive.downgrade_to_depends_on", dependsFive, "upgrade bmerge from b1", "bmerge => bmerge", ""},
	{"DependsOnBranchTestFive.downgrade_to_depends_on", dependsFive, "downgrade a1 from bmerge", "bmerge => b1", ""},
	{"DependsOnBranchTestFive.downgrade_to_depends_on", dependsFive, "downgrade b1 from bmerge", "bmerge => b1", ""},
	{"DependsOnBranchLabelTest.upgrade_path", dependsLabel, "upgrade c2 from a2", "a1 b1 c1 b2 c2 => c2", ""},

	{"ForestTest.base_to_heads", forest, "upgrade heads from ", "a1 b1 a2 b2 => b1 b2", oldFirst},
	{"ForestTest.stamp_to_heads", forest, "stamp heads from ", "insert b1, insert b2 => b1 b2", together},
	{"ForestTest.stamp_to_heads_no_moves_needed", forest, "stamp heads from b1 b2", " => b1 b2", ""},

	{"MergedPathTest.stamp_down_across_merge_point_branch", mergedPath, "stamp c2 from e", "update e to c2 => c2", ""},
	{"MergedPathTest.stamp_down_across_merge_prior_branching", mergedPath, "stamp a from e", "update e to a => a", ""},
	{"MergedPathTest.stamp_up_across_merge_from_single_branch", mergedPath, "stamp e from c2", "update c2 to e => e", ""},
	{"MergedPathTest.stamp_labeled_head_across_merge_from_multiple_branch", mergedPath, "stamp c2branch@head from d1 c2", "delete c2, update d1 to f => f", ""},
	{"MergedPathTest.stamp_up_across_merge_from_multiple_branch", mergedPath, "stamp e from d1 c2", "delete c2, update d1 to e => e", ""},
	{"MergedPathTest.stamp_up_across_merge_prior_branching", mergedPath, "stamp e from b", "update b to e => e", ""},
	{"MergedPathTest.upgrade_across_merge_point", mergedPath, "upgrade f from b", "c1 d1 c2 d2 e f => f", oldFirst},
	{"MergedPathTest.downgrade_across_merge_point", mergedPath, "downgrade b from f", "f e d2 c2 d1 c1 => b", newerFirst},

	{"BranchedPathTestCrossDependencies.downgrade_independent_branch", crossed, "downgrade c2branch@b from d1 d2", "d2 c2 => d1", ""},
	{"BranchedPathTestCrossDependencies.downgrade_branch_dependency", crossed, "downgrade c1branch@b from d1 d2", "d2 d1 c1 => c2", ""},
}
