// Package conformance is the frame of the tests that change every attribute of
// every kind of object, and of the pages of the documentation that these write: the
// format of their files ([Parse]), what a plan does for a change ([Product.MeansOf]), and the
// page ([Result.Section], [Check]). What a product adds (its servers, its laws) is in
// the tests of that product.
package conformance
