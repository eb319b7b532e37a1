package main

var cases = []Case{
	{
		Name: "add a table",
		Old:  func() []any { return nil },
		New: func() []any {
			type Thing struct{ ID uint }
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop a table",
		Old: func() []any {
			type Thing struct{ ID uint }
			return []any{&Thing{}}
		},
		New: func() []any { return nil },
	},
	{
		Name: "rename a table",
		Old: func() []any {
			type Thing struct{ ID uint }
			return []any{&Thing{}}
		},
		New: func() []any {
			type Object struct{ ID uint }
			return []any{&Object{}}
		},
	},
	{
		Name: "add a column",
		Old: func() []any {
			type Thing struct{ ID uint }
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
		Name: "drop a column",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct{ ID uint }
			return []any{&Thing{}}
		},
	},
	{
		Name: "rename a column",
		Old: func() []any {
			type Thing struct {
				ID  uint
				Old string
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID  uint
				New string
			}
			return []any{&Thing{}}
		},
		Fill: "INSERT INTO things (old) VALUES ('of the old column')",
		Ask:  "SELECT coalesce(new, '') FROM things",
	},
	{
		Name: "widen a type: integer to bigint",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int32
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int64
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "narrow a type: varchar(40) to varchar(20)",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"size:40"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"size:20"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change a type that needs USING: text to bigint",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  string
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int64
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "set NOT NULL",
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
				Text string `gorm:"not null"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop NOT NULL",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"not null"`
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
		Name: "add a default",
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
				N  int `gorm:"default:1"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change a default",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"default:1"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"default:2"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop a default",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int `gorm:"default:1"`
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
		Name: "change the expression of a generated column",
		Old: func() []any {
			type Thing struct {
				ID uint
				N  int
				G  int `gorm:"generated:n + 1"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID uint
				N  int
				G  int `gorm:"generated:n + 2"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change a primary key",
		Old: func() []any {
			type Thing struct {
				A string `gorm:"primaryKey"`
				B string `gorm:"not null"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				A string `gorm:"primaryKey"`
				B string `gorm:"primaryKey;not null"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "add a comment",
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
				Text string `gorm:"comment:new"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "change a comment",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"comment:old"`
			}
			return []any{&Thing{}}
		},
		New: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"comment:new"`
			}
			return []any{&Thing{}}
		},
	},
	{
		Name: "drop a comment",
		Old: func() []any {
			type Thing struct {
				ID   uint
				Text string `gorm:"comment:old"`
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
}
