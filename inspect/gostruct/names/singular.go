package names

import "strings"

// singulars are words that the endings would mistake.
var singulars = map[string]string{
	"movies": "movie", "cookies": "cookie", "ties": "tie", "pies": "pie", "zombies": "zombie", "calories": "calorie", "selfies": "selfie",
	"caches": "cache", "headaches": "headache", "shoes": "shoe", "toes": "toe", "uses": "use", "gases": "gas", "canvases": "canvas",
	"atlases": "atlas", "biases": "bias", "aliases": "alias", "lenses": "lens", "axes": "axis", "bus": "bus", "gas": "gas", "lens": "lens",
	"analyses": "analysis", "theses": "thesis", "bases": "base", "diagnoses": "diagnosis", "indices": "index", "vertices": "vertex",
	"matrices": "matrix", "appendices": "appendix", "wolves": "wolf", "knives": "knife", "wives": "wife", "halves": "half",
	"kubernetes": "kubernetes", "sms": "sms", "dns": "dns", "https": "https", "css": "css", "os": "os", "alias": "alias", "bias": "bias",
	"canvas": "canvas", "atlas": "atlas", "pass": "pass", "always": "always", "previous": "previous", "series": "series", "species": "species",
	"yes": "yes", "does": "does", "has": "has", "is": "is", "was": "was", "this": "this", "as": "as", "statistics": "statistics",
	"settings": "settings", "details": "details", "data": "data", "media": "media", "news": "news", "sales": "sale",
}

// Singular returns the singular of a name in snake case: that of its last word.
// A word that is none already, or that nothing is known about, stays.
func Singular(name string) string {
	cut := strings.LastIndexByte(name, '_') + 1
	return name[:cut] + singularWord(name[cut:])
}

func singularWord(word string) string {
	lower := strings.ToLower(word)
	if one, ok := singulars[lower]; ok {
		return likeCase(word, one)
	}
	for one, many := range irregular {
		if many != "" && many == lower {
			return likeCase(word, one)
		}
	}
	if many, known := irregular[lower]; known && many == "" {
		return word
	}
	if len(word) < 4 {
		return word
	}
	for _, ending := range []struct {
		of   string
		less int
		put  string
	}{
		{"ss", 0, ""},
		{"us", 0, ""},
		{"is", 0, ""},
		{"ies", 3, "y"},
		{"sses", 2, ""},
		{"ouses", 1, ""},
		{"auses", 1, ""},
		{"uses", 2, ""},
		{"xes", 2, ""},
		{"tches", 2, ""},
		{"ches", 2, ""},
		{"shes", 2, ""},
		{"oes", 2, ""},
		{"s", 1, ""},
	} {
		if strings.HasSuffix(lower, ending.of) {
			return word[:len(word)-ending.less] + likeCase(word[len(word)-1:], ending.put)
		}
	}
	return word
}

// likeCase writes a word in capitals if another one is.
func likeCase(as, word string) string {
	if as == strings.ToUpper(as) {
		return strings.ToUpper(word)
	}
	return word
}
