package mysql

import "strings"

// defaultCollations leads from charsets to their default collations, as SHOW
// CHARACTER SET tells them.
var defaultCollations = map[string]string{
	"armscii8": "armscii8_general_ci", "ascii": "ascii_general_ci", "big5": "big5_chinese_ci", "binary": "binary",
	"cp1250": "cp1250_general_ci", "cp1251": "cp1251_general_ci", "cp1256": "cp1256_general_ci", "cp1257": "cp1257_general_ci",
	"cp850": "cp850_general_ci", "cp852": "cp852_general_ci", "cp866": "cp866_general_ci", "cp932": "cp932_japanese_ci",
	"dec8": "dec8_swedish_ci", "eucjpms": "eucjpms_japanese_ci", "euckr": "euckr_korean_ci", "gb18030": "gb18030_chinese_ci",
	"gb2312": "gb2312_chinese_ci", "gbk": "gbk_chinese_ci", "geostd8": "geostd8_general_ci", "greek": "greek_general_ci",
	"hebrew": "hebrew_general_ci", "hp8": "hp8_english_ci", "keybcs2": "keybcs2_general_ci", "koi8r": "koi8r_general_ci",
	"koi8u": "koi8u_general_ci", "latin1": "latin1_swedish_ci", "latin2": "latin2_general_ci", "latin5": "latin5_turkish_ci",
	"latin7": "latin7_general_ci", "macce": "macce_general_ci", "macroman": "macroman_general_ci", "sjis": "sjis_japanese_ci",
	"swe7": "swe7_swedish_ci", "tis620": "tis620_thai_ci", "ucs2": "ucs2_general_ci", "ujis": "ujis_japanese_ci",
	"utf16": "utf16_general_ci", "utf16le": "utf16le_general_ci", "utf32": "utf32_general_ci", "utf8mb3": "utf8mb3_general_ci",
	"utf8mb4": "utf8mb4_general_ci",
}

// Bytes are how many bytes a character of a charset takes at most.
var charsetBytes = map[string]int{
	"big5": 2, "cp932": 2, "eucjpms": 3, "euckr": 2, "gb18030": 4, "gb2312": 2, "gbk": 2, "sjis": 2, "ucs2": 2, "ujis": 3,
	"utf16": 4, "utf16le": 4, "utf32": 4, "utf8mb3": 3, "utf8mb4": 4,
}

// MaxBytes returns how many bytes a character of a collation takes at most.
func MaxBytes(collation string) int { return max(1, charsetBytes[CharsetOf(collation)]) }

// Charset returns the name that the server keeps for a charset: utf8 is utf8mb3.
func (s Server) Charset(name string) string {
	name = strings.ToLower(name)
	if name == "utf8" && s.Flavour != TiDB {
		return "utf8mb3"
	}
	return name
}

// Collation returns the name that the server keeps for a collation: utf8_bin is
// utf8mb3_bin.
func (s Server) Collation(name string) string {
	name = strings.ToLower(name)
	if rest, found := strings.CutPrefix(name, "utf8_"); found && s.Flavour != TiDB {
		return "utf8mb3_" + rest
	}
	return name
}

// CharsetOf returns the charset of a collation.
func CharsetOf(collation string) string {
	charset, _, _ := strings.Cut(collation, "_")
	return charset
}

// DefaultCollation returns the collation that a charset has where none is said.
func (s Server) DefaultCollation(charset string) string {
	charset = s.Charset(charset)
	switch {
	case charset == "utf8mb4" && s.Flavour == MySQL:
		return "utf8mb4_0900_ai_ci"
	case s.Flavour == TiDB && defaultCollations[charset] != "" && charset != "gbk":
		if charset == "binary" {
			return charset
		}
		return charset + "_bin"
	case s.unicodeByDefault(charset):
		return charset + "_uca1400_ai_ci" // character_set_collations
	}
	if c := defaultCollations[charset]; c != "" {
		return c
	}
	return charset + "_general_ci"
}

// unicodeByDefault: since 11.3 the server's setting character_set_collations gives
// the charsets of Unicode another default collation.
func (s Server) unicodeByDefault(charset string) bool {
	if !s.MinMariaDB(11, 3, 1) {
		return false
	}
	switch charset {
	case "utf8mb3", "utf8mb4", "ucs2", "utf16", "utf32":
		return true
	}
	return false
}

// ServerCollation returns the collation of new databases of a server that nobody
// has configured otherwise.
func (s Server) ServerCollation() string {
	switch {
	case s.Flavour == TiDB:
		return "utf8mb4_bin"
	case s.Flavour == MySQL || s.MinMariaDB(11, 6, 0):
		return s.DefaultCollation("utf8mb4")
	}
	return "latin1_swedish_ci"
}
