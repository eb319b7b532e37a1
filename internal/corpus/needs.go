package corpus

import "slices"

// oldestFor says which schemas need a newer PostgreSQL than the oldest that is
// tested, and why.
var oldestFor = []struct {
	schema string
	major  int
	reason string
}{
	{"gitlab/structure.sql", 15, "NULLS NOT DISTINCT"},
}

// firstStepFor says which steps of histories do.
var firstStepFor = []struct {
	history, step string
	major         int
	reason        string
}{
	{"crates.io", "20250306060640_semver_ord", 14, "CREATE OR REPLACE TRIGGER"},
}

// On returns the beginning of the history that runs on a version of the
// server: up to the first step that needs a newer one.
func (h History) On(major int) History {
	for _, row := range firstStepFor {
		end := slices.IndexFunc(h.Steps, func(step Step) bool { return step.Name == row.step })
		if row.history == h.Name && end >= 0 && major < row.major {
			h.Steps = h.Steps[:end:end]
		}
	}
	return h
}

// RunsOn says whether a version of the server can load the schema.
func (s Schema) RunsOn(major int) bool { return tooOld(s.Name, major) == "" }

// tooOld returns why a schema can't be loaded by a version, "" if it can.
func tooOld(schema string, major int) string {
	for _, row := range oldestFor {
		if row.schema == schema && major < row.major {
			return row.reason
		}
	}
	return ""
}
