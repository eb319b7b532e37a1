package operation

import (
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate/op/write"
)

// Value implements [write.Product].
func (p Product) Value(w write.Writer, value any) (string, error) {
	switch v := value.(type) {
	case []byte:
		if v == nil {
			return "", nil
		}
		return p.QuoteLiteral(`\x`+hex.EncodeToString(v)) + "::bytea", nil
	case time.Time:
		return p.QuoteLiteral(v.Format("2006-01-02 15:04:05.999999Z07:00")) + "::timestamptz", nil
	case time.Duration:
		return p.QuoteLiteral(strconv.FormatFloat(v.Seconds(), 'f', -1, 64)+" seconds") + "::interval", nil
	case float32:
		return p.float(float64(v)), nil
	case float64:
		return p.float(v), nil
	case driver.Valuer, fmt.Stringer, json.RawMessage:
		return "", nil
	}
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Slice || v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
		return "", nil
	}
	return array(w, v)
}

// float writes what is no number.
func (p Product) float(v float64) string {
	switch {
	case math.IsNaN(v):
		return p.QuoteLiteral("NaN") + "::float8"
	case math.IsInf(v, 1):
		return p.QuoteLiteral("Infinity") + "::float8"
	case math.IsInf(v, -1):
		return p.QuoteLiteral("-Infinity") + "::float8"
	}
	return ""
}

// array writes a slice as an array.
func array(w write.Writer, v reflect.Value) (string, error) {
	if v.Len() == 0 {
		return w.Constant("{}")
	}
	items := make([]string, v.Len())
	for i := range items {
		var err error
		if items[i], err = w.Constant(v.Index(i).Interface()); err != nil {
			return "", err
		}
	}
	return "ARRAY[" + strings.Join(items, ", ") + "]", nil
}
