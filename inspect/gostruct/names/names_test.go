package names

import (
	"strings"
	"testing"
)

func TestSnake(t *testing.T) {
	for _, test := range []struct{ goName, want string }{
		{"ID", "id"},
		{"UserID", "user_id"},
		{"UserIDs", "user_ids"},
		{"IDsOfUsers", "ids_of_users"},
		{"Identity", "identity"},
		{"HTTPServer", "http_server"},
		{"ServerHTTP", "server_http"},
		{"OAuthToken", "oauth_token"},
		{"IPv4Address", "ipv4_address"},
		{"SHA256Sum", "sha256_sum"},
		{"Line2", "line2"},
		{"A", "a"},
		{"ABTest", "ab_test"},
		{"AbTest", "ab_test"},
		{"Already_Snake", "already_snake"},
		{"GitHubURL", "github_url"},
		{"PoSID", "pos_id"},
		{"PoSition", "po_sition"},
		{"Größe", "größe"},
		{"ÄnderungsDatum", "änderungs_datum"},
		{"createdAt", "created_at"},
	} {
		if got := Snake(test.goName, []string{"PoS"}); got != test.want {
			t.Errorf("Snake(%s) = %s, want %s", test.goName, got, test.want)
		}
	}
}

func TestPlural(t *testing.T) {
	for name, want := range map[string]string{
		"user": "users", "category": "categories", "day": "days", "status": "statuses", "box": "boxes", "branch": "branches",
		"user_address": "user_addresses", "person": "people", "order_history": "order_histories", "news": "news", "": "", "y": "ys",
	} {
		if got := Plural(name); got != want {
			t.Errorf("Plural(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		template string
		foreign  bool
		want     string
	}{
		{"ix_{table}_{columns}", false, ""},
		{"fk_{table}_{referred_table}", true, ""},
		{"fk_{table}_{referred_table}", false, "there is no {referred_table} here"},
		{"ix_{colums}", false, "there is no {colums} here"},
		{"ix_{table", false, "isn't closed"},
	} {
		err := Check(test.template, test.foreign)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", test.template, err)
		}
	}
}

func TestSingular(t *testing.T) {
	for name, want := range map[string]string{
		"users": "user", "categories": "category", "days": "day", "statuses": "status", "status": "status", "boxes": "box", "branches": "branch",
		"people": "person", "user_addresses": "user_address", "address": "address", "news": "news", "databases": "database", "courses": "course",
		"warehouses": "warehouse", "licenses": "license", "bonuses": "bonus", "analysis": "analysis", "data": "data", "metadata": "metadata",
		"movies": "movie", "indexes": "index", "heroes": "hero", "quizzes": "quiz", "sizes": "size", "histories": "history", "USERS": "USER",
		"os": "os", "s": "s", "": "", "series": "series", "clauses": "clause", "leaves": "leaf", "archives": "archive", "buses": "bus",
	} {
		if got := Singular(name); got != want {
			t.Errorf("Singular(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestCamel(t *testing.T) {
	for name, want := range map[string]string{
		"id": "ID", "user_id": "UserID", "user_ids": "UserIDs", "http_server": "HTTPServer", "createdAt": "CreatedAt", "HTTPServer": "HTTPServer",
		"URL": "URL", "order": "Order", "type": "Type", "some name": "SomeName", "2nd": "X2nd", "größe": "Größe", "äußeres": "Äußeres", "名前": "X名前",
		"": "", "_": "", "a-b.c": "ABC", "sha256": "Sha256", "ORDER_ITEMS": "OrderItems", "ipv4": "Ipv4", "os": "OS", "ids": "IDs", "uuid": "UUID",
	} {
		if got := Camel(name); got != want {
			t.Errorf("Camel(%s) = %s, want %s", name, got, want)
		}
	}
}
