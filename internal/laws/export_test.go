package laws

import "github.com/schemadiff/schemadiff/render"

// Tampered is the lab with every migration broken before it is tried.
func (l *Lab) Tampered(tamper func(*render.Migration)) *Lab {
	broken := *l
	broken.tamper = tamper
	return &broken
}
