package property

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The properties of collations.
const (
	// Provider is "icu" or "builtin"; there is none for libc.
	Provider model.PropertyName = "provider"
	// Locale is the locale of all categories; where libc's differ, LCCollate and
	// LCCtype have them.
	Locale           model.PropertyName = "locale"
	LCCollate        model.PropertyName = "lc_collate"
	LCCtype          model.PropertyName = "lc_ctype"
	Rules            model.PropertyName = "rules"
	Nondeterministic model.PropertyName = "nondeterministic"
)

// LanguageTag returns the name of an ICU locale as servers since 16 keep it: the
// language tag that uloc_toLanguageTag makes of it. It knows the spellings that
// collations are made with, and leaves any other as it is.
func LanguageTag(locale string) string {
	name, keywords, old := strings.Cut(locale, "@")
	parts := strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' })
	var subtags, extension []string
	for i, p := range parts {
		if strings.EqualFold(p, "u") && i > 0 {
			extension = parts[i+1:]
			break
		}
		subtags = append(subtags, languageSubtag(i, p))
	}
	if len(subtags) == 0 || subtags[0] == "root" {
		subtags = append([]string{"und"}, subtags[min(1, len(subtags)):]...)
	}
	list, ok := unicodeKeywords(extension)
	if !ok {
		return locale
	}
	if old {
		more, ok := oldKeywords(keywords)
		if !ok {
			return locale
		}
		list = append(list, more...)
	}
	if len(list) > 0 {
		slices.Sort(list)
		subtags = append(append(subtags, "u"), list...)
	}
	return strings.Join(subtags, "-")
}

// languageSubtag writes a part of a language tag as is usual: de, Latn, DE.
func languageSubtag(place int, text string) string {
	text = strings.ToLower(text)
	switch {
	case place == 0:
		return text
	case len(text) == 4 && text[0] >= 'a':
		return strings.ToUpper(text[:1]) + text[1:]
	case len(text) == 2:
		return strings.ToUpper(text)
	}
	return text
}

// unicodeKeywords joins keys with their values.
func unicodeKeywords(parts []string) (list []string, ok bool) {
	for _, p := range parts {
		p = strings.ToLower(p)
		switch {
		case len(p) == 2:
			list = append(list, p)
		case len(p) == 1 || len(list) == 0:
			return nil, false
		default:
			list[len(list)-1] += "-" + p
		}
	}
	return list, true
}

// oldKeywords translates ICU's own keywords: colStrength=secondary.
func oldKeywords(text string) (list []string, ok bool) {
	keys := map[string]string{
		"collation": "co", "colstrength": "ks", "colnumeric": "kn", "colcasefirst": "kf", "colalternate": "ka",
		"colbackwards": "kb", "colcaselevel": "kc", "colnormalization": "kk", "colreorder": "kr",
	}
	values := map[string]string{
		"ks=primary": "level1", "ks=secondary": "level2", "ks=tertiary": "level3", "ks=quaternary": "level4", "ks=quarternary": "level4",
		"ks=identical": "identic", "ka=non-ignorable": "noignore",
		"co=phonebook": "phonebk", "co=traditional": "trad", "co=dictionary": "dict", "co=gb2312han": "gb2312",
	}
	for _, pair := range strings.Split(text, ";") {
		key, value, found := strings.Cut(strings.ToLower(pair), "=")
		tag, known := keys[strings.TrimSpace(key)]
		if !found || !known {
			return nil, false
		}
		value = strings.TrimSpace(value)
		if other, ok := values[tag+"="+value]; ok {
			value = other
		}
		switch value {
		case "yes", "true":
			list = append(list, tag+"-true")
		case "no":
			list = append(list, tag+"-false")
		default:
			list = append(list, tag+"-"+value)
		}
	}
	return list, true
}
