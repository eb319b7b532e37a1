package literal

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// readNetwork reads an inet or a cidr. An address may leave out the zero bytes
// at the end if it says how many bits count; a cidr that says nothing gets them
// from the classes of old, which is left to the server.
func readNetwork(t *facts.Type, text string) (Value, error) {
	host, bits, masked := strings.Cut(text, "/")
	if masked && !strings.Contains(host, ":") {
		for strings.Count(host, ".") < 3 {
			host += ".0"
		}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Zone() != "" {
		return opaque(t, text), nil
	}
	size := addr.BitLen()
	if masked {
		if size, err = strconv.Atoi(bits); err != nil || size < 0 || size > addr.BitLen() {
			return Value{}, errInvalid
		}
	}
	prefix := netip.PrefixFrom(addr, size)
	switch {
	case t.Name == "cidr":
		if prefix.Masked() != prefix {
			return Value{}, errInvalid
		}
		return Value{Text: prefix.String()}, nil
	case size == addr.BitLen():
		return Value{Text: addr.String()}, nil
	}
	return Value{Text: prefix.String()}, nil
}
