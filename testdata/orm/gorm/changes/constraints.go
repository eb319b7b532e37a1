package main

func init() { cases = append(cases, constraints...) }

var constraints = []Case{
	{
		Name: "add an index",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"index"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change an index",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"index:idx"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"index:idx,where:text <> ''"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop an index",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"index"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "add a unique constraint",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"unique"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop a unique constraint",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"unique"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "add a check",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"check:positive,n > 0"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change a check",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"check:positive,n > 0"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"check:positive,n > 1"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop a check",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"check:positive,n > 0"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "add a foreign key",
		Old: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
			}
			return []any{&Parent{}, &Thing{}}
		},
		New: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
				Parent   Parent
			}
			return []any{&Parent{}, &Thing{}}
		},
	},
	{
		Name: "change the actions of a foreign key",
		Old: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
				Parent   Parent
			}
			return []any{&Parent{}, &Thing{}}
		},
		New: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
				Parent   Parent `gorm:"constraint:OnDelete:CASCADE"`
			}
			return []any{&Parent{}, &Thing{}}
		},
	},
	{
		Name: "drop a foreign key",
		Old: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
				Parent   Parent
			}
			return []any{&Parent{}, &Thing{}}
		},
		New: func() []any {
			type Parent struct{ ID uint }
			type Thing struct {
				ID       uint
				ParentID uint
			}
			return []any{&Parent{}, &Thing{}}
		},
	},
}
