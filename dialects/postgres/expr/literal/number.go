package literal

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// space is what isspace() accepts in the C locale.
const space = " \t\n\r\v\f"

func trim(text string) string { return strings.Trim(text, space) }

// readInt reads an integer. PostgreSQL 16 also takes 0x1F, 0o17, 0b11 and 1_000.
func readInt(text string, bits int) (string, error) {
	text = trim(text)
	sign, digits := "", text
	if strings.HasPrefix(digits, "-") || strings.HasPrefix(digits, "+") {
		sign, digits = digits[:1], digits[1:]
	}
	radix := 10
	if len(digits) > 2 && digits[0] == '0' {
		switch digits[1] {
		case 'x', 'X':
			radix, digits = 16, digits[2:]
		case 'o', 'O':
			radix, digits = 8, digits[2:]
		case 'b', 'B':
			radix, digits = 2, digits[2:]
		}
	}
	if digits == "" || !isDigit(rune(digits[0]), radix) {
		return "", errInvalid
	}
	n, err := strconv.ParseInt(sign+strings.ReplaceAll(digits, "_", ""), radix, bits)
	if err != nil {
		return "", errInvalid
	}
	return strconv.FormatInt(n, 10), nil
}

func isDigit(r rune, radix int) bool {
	_, err := strconv.ParseUint(string(r), radix, 8)
	return err == nil
}

// readOID reads a number without sign; a signed one wraps around, which is
// left to the server.
func readOID(t *facts.Type, text string) (Value, error) {
	n, err := strconv.ParseUint(trim(text), 10, 64)
	if err != nil || n > math.MaxUint32 && t.Name != "xid8" {
		return opaque(t, text), nil
	}
	return Value{Text: strconv.FormatUint(n, 10)}, nil
}

// readFloat reads a floating-point number and writes the shortest text that
// reads the same.
func readFloat(text string, bits int) (string, error) {
	text = trim(text)
	if strings.ContainsAny(text, "_") {
		return "", errInvalid
	}
	if whole, err := strconv.ParseInt(text, 0, 64); err == nil && strings.ContainsAny(text, "xX") {
		text = strconv.FormatInt(whole, 10) // C's strtod takes 0x10, Go wants 0x10p0
	}
	f, err := strconv.ParseFloat(text, bits)
	if err != nil {
		return "", errInvalid
	}
	switch {
	case math.IsNaN(f):
		return "NaN", nil
	case math.IsInf(f, 1):
		return "Infinity", nil
	case math.IsInf(f, -1):
		return "-Infinity", nil
	}
	return strconv.FormatFloat(f, 'g', -1, bits), nil
}

// Numeric writes a numeric as numeric_out does: no exponent, all the digits
// after the point that were given, no sign on zero.
func Numeric(text string) (string, bool) {
	text = trim(text)
	switch strings.ToLower(text) {
	case "nan":
		return "NaN", true
	case "infinity", "+infinity", "inf", "+inf":
		return "Infinity", true
	case "-infinity", "-inf":
		return "-Infinity", true
	}
	sign := ""
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+") {
		if text[0] == '-' {
			sign = "-"
		}
		text = text[1:]
	}
	if len(text) > 1 && text[0] == '0' && strings.ContainsRune("xXoObB", rune(text[1])) {
		whole, ok := new(big.Int).SetString(text, 0) // PostgreSQL 16
		if !ok {
			return "", false
		}
		text = whole.String()
	}
	mantissa, exponent, ok := splitExponent(strings.ReplaceAll(text, "_", ""))
	if !ok {
		return "", false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole+fraction == "" || !allDigits(whole) || !allDigits(fraction) {
		return "", false
	}
	return sign0(sign, shift(whole, fraction, exponent)), true
}

// splitExponent cuts the e part off a number.
func splitExponent(text string) (mantissa string, exponent int, ok bool) {
	i := strings.IndexAny(text, "eE")
	if i < 0 {
		return text, 0, true
	}
	n, err := strconv.Atoi(text[i+1:])
	if err != nil || n > maxExponent || n < -maxExponent {
		return "", 0, false
	}
	return text[:i], n, true
}

// maxExponent keeps the text of a number within bounds; numerics of more
// digits hardly fit the server either.
const maxExponent = 20000

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// shift moves the point by exponent digits.
func shift(whole, fraction string, exponent int) string {
	switch {
	case exponent > 0:
		if pad := exponent - len(fraction); pad > 0 {
			fraction += strings.Repeat("0", pad)
		}
		whole, fraction = whole+fraction[:exponent], fraction[exponent:]
	case exponent < 0:
		if pad := -exponent - len(whole); pad > 0 {
			whole = strings.Repeat("0", pad) + whole
		}
		cut := len(whole) + exponent
		whole, fraction = whole[:cut], whole[cut:]+fraction
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

func sign0(sign, number string) string {
	if strings.Trim(number, "0.") == "" {
		return number
	}
	return sign + number
}

// readMoney reads an amount under lc_monetary C: cents are rounded, brackets
// stand for a minus.
func readMoney(text string) (string, bool) {
	plain := trim(text)
	negative := false
	if inner, ok := strings.CutPrefix(plain, "("); ok {
		if plain, ok = strings.CutSuffix(inner, ")"); !ok {
			return "", false
		}
		negative = true
	}
	for _, prefix := range []string{"-", "$", "-", "+"} {
		if rest, ok := strings.CutPrefix(plain, prefix); ok {
			plain = strings.TrimLeft(rest, space)
			negative = negative || prefix == "-"
		}
	}
	whole, cents, _ := strings.Cut(strings.ReplaceAll(plain, ",", ""), ".")
	if whole+cents == "" || !allDigits(whole) || !allDigits(cents) {
		return "", false
	}
	number := roundDecimal(shift(whole, cents, 0), 2)
	if negative {
		number = sign0("-", number)
	}
	return number, true
}

// roundDecimal rounds a number without sign to digits after the point, half
// away from zero.
func roundDecimal(number string, digits int) string {
	whole, fraction, _ := strings.Cut(number, ".")
	fraction += strings.Repeat("0", max(0, digits+1-len(fraction)))
	n, ok := new(big.Int).SetString(whole+fraction[:digits], 10)
	if !ok {
		return number
	}
	if fraction[digits] >= '5' {
		n.Add(n, big.NewInt(1))
	}
	text := n.String()
	if pad := digits + 1 - len(text); pad > 0 {
		text = strings.Repeat("0", pad) + text
	}
	if digits == 0 {
		return text
	}
	return text[:len(text)-digits] + "." + text[len(text)-digits:]
}

// maxScale is how many digits after the point a numeric may have at most.
const maxScale = 16383

// RoundNumeric rounds a canonical numeric to digits after the point, half away
// from zero; it is false for one that isn't finite.
func RoundNumeric(text string, digits int) (string, bool) {
	number, negative := strings.CutPrefix(text, "-")
	if digits < 0 || digits > maxScale || number == "" || !isDecimal(number[0]) {
		return "", false
	}
	number = roundDecimal(number, digits)
	if negative {
		number = sign0("-", number)
	}
	return number, true
}

// FitNumeric writes a canonical numeric with the scale that the type's modifiers
// ask for, if that takes no rounding and the number fits.
func FitNumeric(text, mods string) (string, bool) {
	p, s, _ := strings.Cut(mods, ",")
	precision, err1 := strconv.Atoi(p)
	scale, err2 := strconv.Atoi(s)
	if err1 != nil || err2 != nil || scale < 0 || scale > maxScale || strings.ContainsAny(text, "NI") {
		return text, false
	}
	whole, fraction, _ := strings.Cut(text, ".")
	digits := strings.TrimLeft(strings.TrimPrefix(whole, "-"), "0")
	if len(fraction) > scale || len(digits) > precision-scale {
		return text, false
	}
	if fraction += strings.Repeat("0", scale-len(fraction)); fraction == "" {
		return whole, true
	}
	return whole + "." + fraction, true
}
