package literal

import (
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// nameLength is NAMEDATALEN - 1.
const nameLength = 63

// truncate cuts a text to a number of bytes without cutting a character.
func truncate(text string, length int) string {
	if len(text) <= length {
		return text
	}
	for length > 0 && !utf8.RuneStart(text[length]) {
		length--
	}
	return text[:length]
}

// readBool accepts the prefixes that parse_bool accepts.
func readBool(text string) (string, bool) {
	text = strings.ToLower(trim(text))
	if text == "" {
		return "", false
	}
	switch {
	case strings.HasPrefix("true", text), strings.HasPrefix("yes", text), text == "on", text == "1":
		return "true", true
	case strings.HasPrefix("false", text), strings.HasPrefix("no", text), strings.HasPrefix("off", text) && len(text) > 1, text == "0":
		return "false", true
	}
	return "", false
}

// readChar reads the type "char": one byte, or \ooo.
func readChar(t *facts.Type, text string) Value {
	switch {
	case len(text) <= 1:
		return Value{Text: text}
	case text[0] >= utf8.RuneSelf, text[0] == '\\':
		return opaque(t, text)
	}
	return Value{Text: text[:1]}
}

// readBytea reads the hex and the escape form.
func readBytea(text string) (string, bool) {
	if digits, ok := strings.CutPrefix(text, `\x`); ok {
		digits = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "").Replace(digits)
		b, err := hex.DecodeString(digits)
		return hex.EncodeToString(b), err == nil
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '\\':
			out = append(out, text[i])
		case strings.HasPrefix(text[i:], `\\`):
			out = append(out, '\\')
			i++
		case i+3 < len(text):
			n, err := strconv.ParseUint(text[i+1:i+4], 8, 8)
			if err != nil {
				return "", false
			}
			out = append(out, byte(n))
			i += 3
		default:
			return "", false
		}
	}
	return hex.EncodeToString(out), true
}

// readBits reads the binary and, after an x, the hexadecimal form.
func readBits(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	switch text[0] {
	case 'x', 'X':
		var out strings.Builder
		for _, r := range text[1:] {
			n, err := strconv.ParseUint(string(r), 16, 8)
			if err != nil {
				return "", false
			}
			bits := strconv.FormatUint(n, 2)
			out.WriteString(strings.Repeat("0", 4-len(bits)) + bits)
		}
		return out.String(), true
	case 'b', 'B':
		text = text[1:]
	}
	return text, strings.Trim(text, "01") == ""
}

// readUUID takes hyphens after each group of four digits, and braces.
func readUUID(text string) (string, bool) {
	if strings.HasPrefix(text, "{") {
		if !strings.HasSuffix(text, "}") {
			return "", false
		}
		text = text[1 : len(text)-1]
	}
	digits := make([]byte, 0, 32)
	for i := range len(text) {
		c := text[i]
		if c == '-' && len(digits)%4 == 0 && len(digits) > 0 && text[i-1] != '-' {
			continue
		}
		if !isDigit(rune(c), 16) {
			return "", false
		}
		digits = append(digits, c)
	}
	return strings.ToLower(string(digits)), len(digits) == 32
}

// readXML: the server keeps the text, but for an encoding declaration.
func readXML(t *facts.Type, text string) Value {
	if strings.Contains(text, "<?xml") {
		return opaque(t, text)
	}
	return Value{Text: text}
}

// readMac reads a hardware address of 6 or 8 bytes. One of 6 is widened.
func readMac(text string, size int) (string, bool) {
	digits := make([]byte, 0, 16)
	for _, c := range []byte(trim(text)) {
		switch {
		case isDigit(rune(c), 16):
			digits = append(digits, c)
		case c != ':' && c != '-' && c != '.':
			return "", false
		}
	}
	if size == 8 && len(digits) == 12 {
		digits = append(digits[:6:6], append([]byte("fffe"), digits[6:]...)...)
	}
	return strings.ToLower(string(digits)), len(digits) == 2*size
}

func readLSN(text string) (string, bool) {
	high, low, ok := strings.Cut(text, "/")
	h, err1 := strconv.ParseUint(high, 16, 32)
	l, err2 := strconv.ParseUint(low, 16, 32)
	return strconv.FormatUint(h, 16) + "/" + strconv.FormatUint(l, 16), ok && err1 == nil && err2 == nil
}

// readVectorOf reads an int2vector or oidvector: numbers with spaces.
func readVectorOf(t *facts.Type, text string) Value {
	fields := strings.Fields(text)
	for i, f := range fields {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil || n < 0 {
			return opaque(t, text)
		}
		fields[i] = strconv.FormatInt(n, 10)
	}
	return Value{Text: strings.Join(fields, " ")}
}
