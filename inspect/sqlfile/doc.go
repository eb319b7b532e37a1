// Package sqlfile reads SQL scripts: files, directories and standard input.
//
// It knows the outer structure of a script and nothing of its meaning: where a
// statement begins and ends, what is a comment, a string, a line for psql or
// the data of a COPY. [Split] cuts a [Source] into [Statement] values that are
// sub-strings of its text, in one pass, whatever stands in them; a dialect's
// parser takes it from there. What differs between the dialects at this level
// is in a [Syntax] value.
//
// Errors carry the place of the mistake ([Error]) and come all together
// ([ErrorList]).
package sqlfile
