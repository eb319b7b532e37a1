package gocode

import (
	"github.com/dave/jennifer/jen"

	"github.com/schemadiff/schemadiff/internal/gosource"
)

// Main returns the program that has the commands and the revisions of a package.
func Main(importPath, pkg string) ([]byte, error) {
	const commandPath = "github.com/schemadiff/schemadiff/cmd/command"
	file := jen.NewFile("main")
	file.PackageComment("Schemadiff runs the commands of schemadiff with the revisions in Go of this project.")
	file.ImportName(commandPath, "command")
	file.ImportName(importPath, pkg)
	file.Func().Id("main").Params().Block(
		jen.Qual(commandPath, "Main").Call(jen.Qual(importPath, registryName).Call().Op("...")),
	)
	return gosource.Render(file)
}
