package command

import (
	"runtime/debug"
	"strings"
)

// versionNumber is what the history of a database says about the program.
func versionNumber() string {
	version, _, _ := strings.Cut(strings.TrimPrefix(versionText(), "schemadiff "), " (")
	return version
}

// versionText says which build of the program this is, as the Go toolchain
// recorded it.
func versionText() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "schemadiff (unknown version)"
	}
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	var details []string
	if revision := settings["vcs.revision"]; revision != "" {
		revision = revision[:min(12, len(revision))]
		if settings["vcs.modified"] == "true" {
			revision += " with changes"
		}
		details = append(details, "commit "+revision)
	}
	if date, _, _ := strings.Cut(settings["vcs.time"], "T"); date != "" {
		details = append(details, date)
	}
	details = append(details, info.GoVersion)
	return "schemadiff " + version + " (" + strings.Join(details, ", ") + ")"
}
