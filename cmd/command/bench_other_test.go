//go:build !linux

package command

import "os"

// peakMemory would be the most memory that a process had.
func peakMemory(*os.ProcessState) int64 { return 0 }
