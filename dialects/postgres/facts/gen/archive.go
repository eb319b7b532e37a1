package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
)

// entry is one file of an archive.
type entry struct{ name, text string }

// write makes an archive whose bytes depend on the entries alone: no times,
// no modes, the strongest compression.
func write(file string, entries []entry) error {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, e := range entries {
		f, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate})
		if err != nil {
			return fmt.Errorf("writing %s: %w", e.name, err)
		}
		if _, err := io.WriteString(f, e.text); err != nil {
			return fmt.Errorf("writing %s: %w", e.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
