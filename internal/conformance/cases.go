package conformance

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Cases are what is tried with one kind of object: how it comes and goes, and how
// each of its attributes changes.
type Cases struct {
	File string
	// Kind may be one of [model.Aspects]: then an attribute is a kind of object,
	// about which that is said.
	Kind model.Kind
	// Title is what the page calls it, if not by its kind.
	Title string
	// Since is the first version that has the kind, "" if all have it.
	Since string
	// Given is there before and after.
	Given string
	// Object makes one object of the kind in its plain form; Without is what stands
	// there without it, "" for nothing.
	Object, Without string
	List            []Case
}

// Case is the change of one attribute, or of several that only change together.
type Case struct {
	Attributes []string
	// Note tells it from other cases of the same attribute.
	Note  string
	Since string
	// Was and Is stand for Cases.Object before and after.
	Was, Is string
	Renames []string
	Line    int
}

// Itself is the case in which the object comes and goes.
func (c Cases) Itself() Case {
	return Case{Attributes: []string{attributeItself}, Since: c.Since, Was: c.Without, Is: c.Object}
}

// Parse reads a file of cases. Lines that begin with "-- " and one of these words
// say what follows them:
//
//	-- kind: trigger, since 13
//	-- title: trigger
//	-- given
//	-- without
//	-- object
//	-- attribute: timing (to after), since 14
//	-- was
//	-- is
//	-- rename: trigger:t.old=new
//
// What stands behind "attribute" directly is its "is"; its "was" is the object,
// unless it says another one.
func Parse(name, text string) (Cases, error) {
	c := Cases{File: name}
	var into *string
	lines := bufio.NewScanner(strings.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		word, value, _ := strings.Cut(strings.TrimPrefix(line, "-- "), ":")
		value = strings.TrimSpace(value)
		last := len(c.List) - 1
		switch {
		case !strings.HasPrefix(line, "-- "):
			if into == nil {
				return c, fmt.Errorf("%s:%d: text before any section", name, number)
			}
			*into += line + "\n"
		case word == "kind":
			what, since, _ := strings.Cut(value, sinceMark)
			c.Kind, c.Since = model.Kind(what), since
		case word == "title":
			c.Title = value
		case word == "given":
			into = &c.Given
		case word == "without":
			into = &c.Without
		case word == "object":
			into = &c.Object
		case word == "attribute":
			attribute, since, _ := strings.Cut(value, sinceMark)
			attribute, note, _ := strings.Cut(strings.TrimSuffix(attribute, ")"), " (")
			c.List = append(c.List, Case{
				Attributes: strings.Split(attribute, ", "), Note: note, Since: cmp.Or(since, c.Since), Was: c.Object, Line: number,
			})
			into = &c.List[last+1].Is
		case last < 0:
			return c, fmt.Errorf("%s:%d: %q stands before any attribute", name, number, word)
		case word == "was":
			c.List[last].Was = ""
			into = &c.List[last].Was
		case word == "is":
			into = &c.List[last].Is
		case word == "rename":
			c.List[last].Renames = append(c.List[last].Renames, value)
		default:
			return c, fmt.Errorf("%s:%d: there is no section %q", name, number, word)
		}
	}
	if c.Title == "" {
		c.Title = string(c.Kind)
	}
	if c.Kind == "" || c.Object == "" {
		return c, errors.Join(lines.Err(), fmt.Errorf("%s: a kind and an object are needed", name))
	}
	return c, lines.Err()
}

// sinceMark stands in front of a version.
const sinceMark = ", since "

// Read reads the files of cases that a pattern matches, in the order of their
// names.
func Read(pattern string) ([]Result, error) {
	files, err := filepath.Glob(pattern)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("there are no cases in %s", pattern)
	}
	if err != nil {
		return nil, err
	}
	list := make([]Result, len(files))
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		c, err := Parse(filepath.Base(file), string(text))
		if err != nil {
			return nil, err
		}
		list[i] = Result{Cases: c, Outcomes: make([]Outcome, len(c.List))}
	}
	return list, nil
}

// Aspect returns what the cases say about objects of other kinds, "" if they are
// about a kind of their own.
func (c Cases) Aspect() model.Aspect {
	if slices.Contains(model.Aspects(), model.Aspect(c.Kind)) {
		return model.Aspect(c.Kind)
	}
	return ""
}
