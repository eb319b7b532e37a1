package apt

import "testing"

func TestMirror(t *testing.T) {
	const own = "# deb http://old.example/debian x main\n" +
		"deb [arch=amd64] http://security.example/debian-security trixie-security main\n" +
		"deb http://mirror.example/pub/debian/ trixie main\n"
	if got, want := mirror(own), "http://mirror.example/pub/debian/"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

func TestPackageOf(t *testing.T) {
	if got := PackageOf("/x/libc6_2.43-7_amd64.deb"); got != "libc6" {
		t.Errorf("got %s; want libc6", got)
	}
}
