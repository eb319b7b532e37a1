// Package draw shows a history to people and to other programs: as a picture in
// the terminal with a line for each revision, as a Mermaid or Graphviz diagram,
// as JSON.
//
// What revisions are called and what their messages say is foreign text. Each
// format escapes it, so that a message can't end a label, begin a command of the
// terminal, or turn the direction of writing.
package draw
