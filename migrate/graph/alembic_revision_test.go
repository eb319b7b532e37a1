package graph_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The graphs of tests/test_revision.py.
const (
	line3   = "a; b < a; c < b"
	fork    = "a; b < a; c1 < b; c2 < b"
	diamond = "a; b1 < a; b2 < a; c < b1 b2; d < c"
	labeled = "a # abranch; b < a; somelongername < b; c < somelongername; d; e < d # ebranch; someothername < e; f < someothername"

	longShort     = "a; b1 < a; b2 < a; c1 < b1; d11 < c1; d12 < c1"
	multiple      = "a; b1 < a; b2 < a; cb1 < b1; cb2 < b2; d1cb1 < cb1; d2cb1 < cb1; d1cb2 < cb2; d2cb2 < cb2; d3cb2 < cb2; d1d2cb2 < d1cb2 d2cb2"
	effectiveHead = "y1 # y; x1 # x; y2 < y1 + x1; x2 < x1"
	travelling    = "a1; a2 < a1; a3 < a2; b1 < a3; b2 < a3; cb1 < b1; cb2 < b2; db1 < cb1; db2 < cb2;" +
		"e1b1 < db1; fe1b1 < e1b1; e2b1 < db1; e2b2 < db2; merge < e2b1 e2b2"
	bases = "base1; base2; base3; a1a < base1; a1b < base1; a2 < base2; a3 < base3; b1a < a1a; b1b < a1b; b2 < a2; b3 < a3;" +
		"c2 < b2; d2 < c2; mergeb3d2 < b3 d2"
	crossOne = "base1 # b_1; a1a < base1; a1b < base1; b1a < a1a; b1b < a1b + a3; base2 # b_2; a2 < base2; b2 < a2; c2 < b2 + a3; d2 < c2;" +
		"base3 # b_3; a3 < base3; b3 < a3"
	crossTwo = "base1 # b_1; a1 < base1; b1 < a1; c1 < b1; base2 + b_1 # b_2; a2 < base2; b2 < a2; c2 < b2; d2 < c2;" +
		"base3 # b_3; a3 < base3; b3 < a3; c3 < b3 + b2; d3 < c3"
	crossThree  = "base1; a1 < base1; b1 < a1; c2 + a1; c3 < c2"
	broken      = "base1; a1 < base1; a2 < base1; b1 < a1 + fake; c1 < b1"
	normalized  = "a1; a2 < a1; a3 < a2; b1; b2 < b1 + a3; b3 < b2; b4 < b3 + a3; b5 < b4 + b4"
	normalized3 = "c1; a1; a2 < a1 + c1; a3 < a2 + c1; b1; b2 < b1 + a3; b3 < b2; b4 < b3 + a3; b5 < b4"
)

// revisions restates tests/test_revision.py of Alembic 1.19.
var revisions = []restated{
	{"APITest.invalid_datatype", line3, "resolve 12345", `error: there is no revision or branch "12345"`, "an identifier is a string, the compiler sees to that"},
	{"APITest.add_revision_one_head", line3, "heads", "c", ""},
	{"APITest.add_revision_one_head", line3 + "; d < c", "heads", "d", "a graph is a value: it is built again with one revision more"},
	{"APITest.add_revision_two_head", fork, "heads", "c1 c2", ""},
	{"APITest.add_revision_two_head", fork + "; d1 < c1", "heads", "c2 d1", "a graph is a value: it is built again with one revision more"},
	{"APITest.get_revision_head_single", line3, "one head", "c", ""},
	{"APITest.get_revision_base_single", line3, "one base", "-", ""},
	{"APITest.get_revision_head_multiple", fork, "one head", `error: "head" means several revisions: c1, c2`, ""},
	{"APITest.get_revision_heads_multiple", fork, "one heads", `error: "heads" means several revisions: c1, c2`, ""},
	{"APITest.get_revisions_head_multiple", fork, "resolve head", `error: "head" means several revisions: c1, c2`, ""},
	{"APITest.get_revisions_heads_multiple", fork, "resolve heads", "c1 c2", ""},
	{"APITest.get_revision_base_multiple", "a; b < a; c; d < c", "one base", "-", ""},
	{"APITest.iterate_tolerates_dupe_targets", line3, "upgrade c c from a", "b c => c", ""},
	{"APITest.repr_revs", "a; b < a; c + a b", "show c", "revises - depends on a b", ""},
	{"DiamondTest.iterate_simple_diamond", diamond, "history a:d", "d c b2 b1 a", newerFirst},
	{"EmptyMapTest.iterate", "", "history base:head", "-", ""},

	{"LabeledBranchTest.dupe_branch_collection", "a; b < a; c < b # xy1; d; e < d # xy1; f < e", "new", `error: label "xy1" of revision "e" can't be used: it names a branch already at revision "c"`, ""},
	{"LabeledBranchTest.filter_for_lineage_labeled_head_across_merge", "a; b < a; c1 < b # c1branch; c2 < b; d < c1 c2", "branch d", "d c2 c1 b a", newerFirst},
	{"LabeledBranchTest.filter_for_lineage_labeled_head_across_merge", "a; b < a; c1 < b # c1branch; c2 < b; d < c1 c2", "resolve c1branch@head", "d", ""},
	{"LabeledBranchTest.filter_for_lineage_heads", labeled, "branch f", "f someothername e d", ""},
	{"LabeledBranchTest.get_base_revisions_labeled", labeled, "branch-bases somelongername", "a", ""},
	{"LabeledBranchTest.get_current_named_rev", labeled, "one ebranch@head", "f", ""},
	{"LabeledBranchTest.get_base_revisions", labeled, "bases", "a d", ""},
	{"LabeledBranchTest.iterate_head_to_named_base", labeled, "history ebranch@base:heads", "f someothername e d", ""},
	{"LabeledBranchTest.iterate_head_to_named_base", labeled, "history abranch@base:heads", "c somelongername b a", ""},
	{"LabeledBranchTest.iterate_named_head_to_base", labeled, "history base:ebranch@head", "f someothername e d", ""},
	{"LabeledBranchTest.iterate_named_head_to_base", labeled, "history base:abranch@head", "c somelongername b a", ""},
	{"LabeledBranchTest.iterate_named_head_to_heads", labeled, "history ebranch@head:heads", "f", ""},
	{"LabeledBranchTest.iterate_named_rev_to_heads", labeled, "history ebranch@d:heads", "f someothername e d", ""},
	{"LabeledBranchTest.iterate_head_to_version_specific_base", labeled, "history e@base:heads", "f someothername e d", ""},
	{"LabeledBranchTest.iterate_head_to_version_specific_base", labeled, "history c@base:heads", "c somelongername b a", ""},
	{"LabeledBranchTest.iterate_to_branch_at_rev", labeled, "history ebranch@d:heads", "f someothername e d", ""},
	{"LabeledBranchTest.branch_w_down_relative", labeled, "history ebranch@-2:heads", "f someothername e", ""},
	{"LabeledBranchTest.branch_w_up_relative", labeled, "history base:ebranch@+2", "e d", ""},
	{"LabeledBranchTest.partial_id_resolve", labeled, "one ebranch@some", "someothername", ""},
	{"LabeledBranchTest.partial_id_resolve", labeled, "one abranch@some", "somelongername", ""},
	{"LabeledBranchTest.partial_id_resolve_too_short", labeled, "one ebranch@sos", `error: there is no revision or branch "sos"`, ""},
	{"LabeledBranchTest.branch_at_heads", labeled, "one abranch@heads", "c", ""},
	{"LabeledBranchTest.branch_at_syntax", labeled, "one abranch@head", "c", ""},
	{"LabeledBranchTest.branch_at_syntax", labeled, "one abranch@base", "-", ""},
	{"LabeledBranchTest.branch_at_syntax", labeled, "one ebranch@head", "f", ""},
	{"LabeledBranchTest.branch_at_syntax", labeled, "one ebranch@d", "d", ""},
	{"LabeledBranchTest.branch_at_self", labeled, "one ebranch@ebranch", "e", ""},
	{"LabeledBranchTest.retrieve_branch_revision", labeled, "one abranch", "a", ""},
	{"LabeledBranchTest.retrieve_branch_revision", labeled, "one ebranch", "e", ""},
	{"LabeledBranchTest.rev_not_in_branch", labeled, "one ebranch@b", `error: revision "b" is not on branch "ebranch"`, ""},
	{"LabeledBranchTest.rev_not_in_branch", labeled, "one abranch@d", `error: revision "d" is not on branch "abranch"`, ""},
	{"LabeledBranchTest.actually_short_rev_name", labeled, "one e", "e", ""},
	{"LabeledBranchTest.no_revision_exists", labeled, "one abranch@qprstuv", `error: there is no revision or branch "qprstuv"`, ""},
	{"LabeledBranchTest.no_revision_exists", labeled, "one abranch@qpr", `error: there is no revision or branch "qpr"`, "what there is to say about short ids is in the hint"},
	{"LabeledBranchTest.not_actually_a_branch", labeled, "one e@d", "d", ""},
	{"LabeledBranchTest.not_actually_a_branch_partial_resolution", labeled, "one someoth@d", "d", ""},
	{"LabeledBranchTest.no_such_branch", labeled, "one x@d", `error: there is no revision or branch "x"`, ""},

	{"LongShortBranchTest.iterate_full", longShort, "history base:heads", "d12 d11 c1 b1 b2 a", newerFirst},
	{"MultipleBranchTest.iterate_from_merge_point", multiple, "history a:d1d2cb2", "d1d2cb2 d2cb2 d1cb2 cb2 b2 a", newerFirst},
	{"MultipleBranchTest.iterate_multiple_heads", multiple, "history a:current from d2cb2 d3cb2", "d3cb2 d2cb2 cb2 b2 a", newerFirst},
	{"MultipleBranchTest.iterate_single_branch", multiple, "history a:d3cb2", "d3cb2 cb2 b2 a", ""},
	{"MultipleBranchTest.iterate_single_branch_to_base", multiple, "history base:d3cb2", "d3cb2 cb2 b2 a", ""},
	{"MultipleBranchTest.iterate_multiple_branch_to_base", multiple, "history base:current from d3cb2 cb1", "d3cb2 cb2 b2 cb1 b1 a", newerFirst},
	{"MultipleBranchTest.iterate_multiple_heads_single_base", multiple, "history b2:current from d1cb1 d2cb2 d3cb2", "d3cb2 d2cb2 cb2 b2", newerFirst},
	{"MultipleBranchTest.same_branch_wrong_direction", multiple, "history d1cb1:b1", "error: d1cb1 is no ancestor of b1", ""},
	{"MultipleBranchTest.distinct_branches", multiple, "history b1:d2cb2", "error: b1 is no ancestor of d2cb2", ""},
	{"MultipleBranchTest.wrong_direction_to_base_as_none", multiple, "history d1cb1:base", "error: d1cb1 is no ancestor of base", ""},
	{"MultipleBranchTest.wrong_direction_to_base_as_empty", multiple, "history d1cb1:current from ", "error: d1cb1 is no ancestor of base", ""},
	{"MultipleBranchEffectiveHead.other_downgrade", effectiveHead, "downgrade x@-1 from x2 y2", "x2 => y2", ""},
	{"MultipleBranchEffectiveHead.use_all_current", effectiveHead, "downgrade x@-1 from x1 y2", "y2 x1 => y1", ""},
	{"MultipleBranchEffectiveHead.effective_head", effectiveHead, "downgrade x@-1 from y2", "y2 x1 => y1", ""},

	{"BranchTravellingTest.iterate_one_branch_both_to_merge", travelling, "upgrade merge from db1", "e2b1 b2 cb2 db2 e2b2 merge => merge", oldFirst},
	{"BranchTravellingTest.three_branches_end_in_single_branch", travelling, "history a3:heads", "merge e2b2 db2 cb2 b2 e2b1 fe1b1 e1b1 db1 cb1 b1 a3", newerFirst},
	{"BranchTravellingTest.two_branches_to_root", travelling, "history a1:merge", "merge e2b2 db2 cb2 b2 e2b1 db1 cb1 b1 a3 a2 a1", newerFirst},
	{"BranchTravellingTest.two_branches_end_in_branch", travelling, "history b1:merge", "merge e2b1 db1 cb1 b1", ""},
	{"BranchTravellingTest.two_branches_end_behind_branch", travelling, "history a2:merge", "merge e2b2 db2 cb2 b2 e2b1 db1 cb1 b1 a3 a2", newerFirst},
	{"BranchTravellingTest.three_branches_to_root", travelling, "history a1:heads", "merge e2b2 db2 cb2 b2 e2b1 fe1b1 e1b1 db1 cb1 b1 a3 a2 a1", newerFirst},
	{"BranchTravellingTest.three_branches_end_multiple_bases", travelling, "history current:heads from cb1 cb2", "merge e2b2 db2 cb2 e2b1 fe1b1 e1b1 db1 cb1", newerFirst},
	{"BranchTravellingTest.three_branches_end_multiple_bases_exclusive", travelling, "upgrade heads from cb1 cb2", "db1 e1b1 fe1b1 e2b1 db2 e2b2 merge => fe1b1 merge", oldFirst},
	{"BranchTravellingTest.detect_invalid_head_selection", travelling, "upgrade db1 b2 fe1b1 from ", "a1 a2 a3 b1 cb1 db1 e1b1 fe1b1 b2 => b2 fe1b1", noOverlap},
	{"BranchTravellingTest.three_branches_end_multiple_bases_exclusive_blank", travelling, "upgrade e2b1 b2 fe1b1 from ", "a1 a2 a3 b1 cb1 db1 e1b1 fe1b1 e2b1 b2 => b2 e2b1 fe1b1", oldFirst},
	{"BranchTravellingTest.iterate_to_symbolic_base", travelling, "history base:fe1b1", "fe1b1 e1b1 db1 cb1 b1 a3 a2 a1", ""},
	{"BranchTravellingTest.ancestor_nodes", travelling, "ancestors merge", "e2b2 db2 cb2 b2 e2b1 db1 cb1 b1 a3 a2 a1", "the revision is not among its ancestors"},

	{"MultipleBaseTest.heads_to_base", bases, "history base:heads", "mergeb3d2 d2 c2 b2 a2 base2 b3 a3 base3 b1b a1b b1a a1a base1", newerFirst},
	{"MultipleBaseTest.heads_to_base_exclusive", bases, "downgrade base from b1a b1b mergeb3d2", "mergeb3d2 d2 c2 b2 a2 base2 b3 a3 base3 b1b a1b b1a a1a base1 => -", newerFirst},
	{"MultipleBaseTest.heads_to_blank", bases, "history :heads", "mergeb3d2 d2 c2 b2 a2 base2 b3 a3 base3 b1b a1b b1a a1a base1", newerFirst},
	{"MultipleBaseTest.detect_invalid_base_selection", bases, "upgrade c2 from a2 b2", "c2 => c2", noOverlap + "; the row too many goes with the next step"},
	{"MultipleBaseTest.heads_to_revs_plus_implicit_base_exclusive", bases, "upgrade heads from c2", "base1 a1a b1a a1b b1b base3 a3 b3 d2 mergeb3d2 => b1a b1b mergeb3d2", oldFirst},
	{"MultipleBaseTest.heads_to_revs_base_exclusive", bases, "history c2:heads", "mergeb3d2 d2 c2", "a range includes its ends"},
	{"MultipleBaseTest.heads_to_revs_plus_implicit_base_inclusive", bases, "upgrade heads from b2", "base1 a1a b1a a1b b1b base3 a3 b3 c2 d2 mergeb3d2 => b1a b1b mergeb3d2", oldFirst},
	{"MultipleBaseTest.specific_path_one", bases, "history base3:b3", "b3 a3 base3", ""},
	{"MultipleBaseTest.specific_path_two_implicit_base", bases, "upgrade b3 b2 from base3", "a3 b3 base2 a2 b2 => b2 b3", oldFirst},

	{"MultipleBaseCrossDependencyTestOne.what_are_the_heads", crossOne, "heads", "b1a b1b b3 d2", "heads are in the order of their ids"},
	{"MultipleBaseCrossDependencyTestOne.heads_to_base", crossOne, "history base:heads", "d2 c2 b2 a2 base2 b3 b1b a1b a3 base3 b1a a1a base1", newerFirst},
	{"MultipleBaseCrossDependencyTestOne.heads_to_base_downgrade", crossOne, "downgrade base from b1a b1b d2 b3", "d2 c2 b2 a2 base2 b3 b1b a1b a3 base3 b1a a1a base1 => -", newerFirst},
	{"MultipleBaseCrossDependencyTestOne.same_branch_wrong_direction", crossOne, "history d2:b2", "error: d2 is no ancestor of b2", ""},
	{"MultipleBaseCrossDependencyTestOne.different_branch_not_wrong_direction", crossOne, "history d2:b3", "error: d2 is no ancestor of b3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_head2_upgrade", crossOne, "upgrade b_2@head from ", "base3 a3 base2 a2 b2 c2 d2 => d2", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_head2_downgrade", crossOne, "downgrade b_2@base from d2", "d2 c2 b2 a2 base2 => a3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_head3_upgrade", crossOne, "upgrade b_3@head from ", "base3 a3 b3 => b3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_head3_downgrade", crossOne, "downgrade base from b3", "b3 a3 base3 => -", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_head1_upgrade", crossOne, "upgrade b1b@head from ", "base1 base3 a3 a1b b1b => b1b", sameOrder},
	{"MultipleBaseCrossDependencyTestOne.we_need_head1_downgrade", crossOne, "downgrade b1b@base from b1b", "b1b a1b base1 => a3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_base2_upgrade", crossOne, "history b_2@base:heads", "d2 c2 b2 a2 base2 a3 base3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_base2_downgrade", crossOne, "downgrade b_2@base from b1a b1b d2 b3", "d2 c2 b2 a2 base2 => b1a b1b b3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_base3_upgrade", crossOne, "history b_3@base:heads", "b3 a3 base3", ""},
	{"MultipleBaseCrossDependencyTestOne.we_need_base3_downgrade", crossOne, "downgrade b_3@base from b1a b1b d2 b3", "d2 c2 b3 b1b a3 base3 => a1b b1a b2", newerFirst},

	{"MultipleBaseCrossDependencyTestTwo.what_are_the_heads", crossTwo, "heads", "c1 d2 d3", ""},
	{"MultipleBaseCrossDependencyTestTwo.heads_to_base", crossTwo, "history base:heads", "d3 c3 b3 a3 base3 d2 c2 b2 a2 base2 c1 b1 a1 base1", newerFirst},
	{"MultipleBaseCrossDependencyTestTwo.we_need_head2", crossTwo, "history base:b_2@head", "d2 c2 b2 a2 base2 base1", ""},
	{"MultipleBaseCrossDependencyTestTwo.we_need_head3", crossTwo, "history base:b_3@head", "d3 c3 b3 a3 base3 b2 a2 base2 base1", ""},
	{"MultipleBaseCrossDependencyTestTwo.we_need_head1", crossTwo, "history base:b_1@head", "c1 b1 a1 base1", ""},
	{"MultipleBaseCrossDependencyTestTwo.we_need_base1", crossTwo, "history b_1@base:heads", "c1 b1 a1 base1", ""},
	{"MultipleBaseCrossDependencyTestTwo.we_need_base2", crossTwo, "history b_2@base:heads", "d2 c2 b2 a2 base2 base1", ""},
	{"MultipleBaseCrossDependencyTestTwo.we_need_base3", crossTwo, "history b_3@base:heads", "d3 c3 b3 a3 base3 b2 a2 base2 base1", ""},
	{"MultipleBaseCrossDependencyTestThree.traverse_no_parent_but_a_dep", crossThree, "history base:heads", "c3 c2 b1 a1 base1", newerFirst},
	{"LargeMapTest.all", largeMap(), "order", "142 revisions once each, before all that they follow", "the graph is one made up, of the same size and kind: forks and merges of recent revisions"},
	{"DepResolutionFailedTest.failure_message", broken, "new", `error: revision "b1" depends on "fake", which isn't there`, "a graph can't be broken after it is built, so that a walk never finds what isn't there"},

	{"GraphWithLoopTest.revision_map_solitary_loop", "a < a", "new", `error: revision "a" revises itself`, ""},
	{"GraphWithLoopTest.revision_dupe_head", "user_foo; user < user_foo + user_foo", "history :heads", "user user_foo", ""},
	{"GraphWithLoopTest.revision_map_no_loop_w_overlapping_substrings", "user_foo; user < user_foo", "history :heads", "user user_foo", ""},
	{"GraphWithLoopTest.revision_map_no_loop_w_overlapping_substrings_dependencies", "user_foo; user + user_foo", "history :heads", "user user_foo", ""},
	{"GraphWithLoopTest.revision_map_base_loop", "a < a; b < a; c < b", "new", `error: revision "a" revises itself`, ""},
	{"GraphWithLoopTest.revision_map_head_loop", "a; b < a; c < b c", "new", `error: revision "c" revises itself`, ""},
	{"GraphWithLoopTest.revision_map_branch_point_loop", "a; b < a b; c1 < b; c2 < b", "new", `error: revision "b" revises itself`, ""},
	{"GraphWithLoopTest.revision_map_merge_point_loop", "a; b1 < a; b2 < a; c < b1 b2 c", "new", `error: revision "c" revises itself`, ""},
	{"GraphWithLoopTest.revision_map_solitary_dependency_loop", "a + a", "new", `error: revision "a" depends on itself`, ""},
	{"GraphWithLoopTest.revision_map_base_dependency_loop", "a + a; b < a; c < b", "new", `error: revision "a" depends on itself`, ""},
	{"GraphWithLoopTest.revision_map_head_dep_loop", "a; b < a; c < b + c", "new", `error: revision "c" depends on itself`, ""},
	{"GraphWithLoopTest.revision_map_branch_point_dep_loop", "a; b < a + b; c1 < b; c2 < b", "new", `error: revision "b" depends on itself`, ""},
	{"GraphWithLoopTest.revision_map_merge_point_dep_loop", "a; b1 < a; b2 < a; c < b1 b2 + c", "new", `error: revision "c" depends on itself`, ""},

	{"GraphWithCycleTest.revision_map_simple_cycle", "a < c; b < a; c < b", "new", "error: cycle: a follows c follows b follows a", ""},
	{"GraphWithCycleTest.revision_map_extra_simple_cycle", "a < c; b < a; c < b; d; e < d", "new", "error: cycle: a follows c follows b follows a", ""},
	{"GraphWithCycleTest.revision_map_lower_simple_cycle", "a < c; b < a; c < b; d < c; e < d", "new", "error: cycle: a follows c follows b follows a", exact},
	{"GraphWithCycleTest.revision_map_upper_simple_cycle", "a; b < a; c < b e; d < c; e < d", "new", "error: cycle: c follows e follows d follows c", exact},
	{"GraphWithCycleTest.revision_map_simple_dep_cycle", "a + c; b < a; c < b", "new", "error: dependency cycle: a follows c follows b follows a", ""},
	{"GraphWithCycleTest.revision_map_extra_simple_dep_cycle", "a + c; b < a; c < b; d; e < d", "new", "error: dependency cycle: a follows c follows b follows a", ""},
	{"GraphWithCycleTest.revision_map_lower_simple_dep_cycle", "a + c; b < a; c < b; d < c; e < d", "new", "error: dependency cycle: a follows c follows b follows a", exact},
	{"GraphWithCycleTest.revision_map_upper_simple_dep_cycle", "a; b < a; c < b + e; d < c; e < d", "new", "error: dependency cycle: c follows e follows d follows c", exact},

	{"NormalizedDownRevTest.normalized_down_revisions", normalized, "show b4", "revises b3 depends on a3", "a dependency that is one of an ancestor stays where it is written: the rows follow from what is reachable, as the next row shows"},
	{"NormalizedDownRevTest.normalized_down_revisions", normalized, "downgrade b3 from b4", "b4 => b3", ""},
	{"NormalizedDownRevTest.dupe_dependency", normalized, "show b5", "revises b4 depends on b4", "a dependency on a parent stays where it is written, and changes nothing"},
	{"NormalizedDownRevTest.dupe_dependency", normalized, "downgrade b4 from b5", "b5 => b4", ""},
	{"NormalizedDownRevTest.branch_traversal", normalized, "downgrade b1@base from b4", "b4 b3 b2 b1 => a3", ""},
	{"NormalizedDownRevTest.all_traversal", normalized, "downgrade base from b5", "b5 b4 b3 b2 b1 a3 a2 a1 => -", ""},
	{"NormalizedDownRevTest.partial_traversal", normalized, "downgrade a2-1 from b5", "b5 b4 b3 b2 a3 a2 => a1 b1", ""},
	{"NormalizedDownRevTest.partial_traversal_implicit_base_one", normalized, "downgrade a2-1 from b5", "b5 b4 b3 b2 a3 a2 => a1 b1", "no command asks for b1 as well: it needs nothing of what goes"},
	{"NormalizedDownRevTest.partial_traversal_implicit_base_two", normalized, "upgrade b5 from b1", "a1 a2 a3 b2 b3 b4 b5 => b5", "what the database is at does not run"},
	{"NormalizedDownRevTest.partial_traversal_implicit_base_three", normalized3, "upgrade b5 from b1", "c1 a1 a2 a3 b2 b3 b4 b5 => b5", "what the database is at does not run"},
}

// largeMap makes a graph of 142 revisions with many forks and merges, always the
// same.
func largeMap() string {
	var text strings.Builder
	random := rand.New(rand.NewPCG(142, 1))
	for i := range 142 {
		fmt.Fprintf(&text, "r%03d", i)
		if i > 0 {
			fmt.Fprintf(&text, " < r%03d", max(0, i-1-random.IntN(4)))
		}
		if i > 4 && random.IntN(3) == 0 {
			fmt.Fprintf(&text, " r%03d", i-1-random.IntN(5))
		}
		text.WriteString("; ")
	}
	return text.String()
}
