package main

var cases = []Case{
	{
		Name: "add a table",
		Old:  func() []any { return nil },
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "drop a table",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any { return nil },
	},
	{
		Name: "rename a table",
		Old: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Object struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Object)(nil)}
		},
	},
	{
		Name: "add a column",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "drop a column",
		Old: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "rename a column",
		Old: func() []any {
			type Thing struct {
				ID  int64 `bun:",pk"`
				Old string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID  int64 `bun:",pk"`
				New string
			}
			return []any{(*Thing)(nil)}
		},
		Fill: "INSERT INTO things (id, old) VALUES (1, 'of the old column')",
		Ask:  "SELECT coalesce(new, '') FROM things",
	},
	{
		Name: "widen a type: integer to bigint",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int32
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int64
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "narrow a type: varchar(40) to varchar(20)",
		Old: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:"type:varchar(40)"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:"type:varchar(20)"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "change a type that needs USING: text to bigint",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int64
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "set NOT NULL",
		Old: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:",notnull"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "drop NOT NULL",
		Old: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:",notnull"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "add a default",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int   `bun:"default:1"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "change a default",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int   `bun:"default:1"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int   `bun:"default:2"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "drop a default",
		Old: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int   `bun:"default:1"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID int64 `bun:",pk"`
				N  int
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "change a primary key",
		Old: func() []any {
			type Thing struct {
				A string `bun:",pk"`
				B string `bun:",notnull"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				A string `bun:",pk"`
				B string `bun:",pk"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "add a unique constraint",
		Old: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:",unique"`
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "drop a unique constraint",
		Old: func() []any {
			type Thing struct {
				ID   int64  `bun:",pk"`
				Text string `bun:",unique"`
			}
			return []any{(*Thing)(nil)}
		},
		New: func() []any {
			type Thing struct {
				ID   int64 `bun:",pk"`
				Text string
			}
			return []any{(*Thing)(nil)}
		},
	},
	{
		Name: "add a foreign key",
		Old: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
		New: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
				Parent   *Parent `bun:"rel:belongs-to,join:parent_id=id"`
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
	},
	{
		Name: "change the actions of a foreign key",
		Old: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
				Parent   *Parent `bun:"rel:belongs-to,join:parent_id=id"`
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
		New: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
				Parent   *Parent `bun:"rel:belongs-to,join:parent_id=id,on_delete:cascade"`
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
	},
	{
		Name: "drop a foreign key",
		Old: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
				Parent   *Parent `bun:"rel:belongs-to,join:parent_id=id"`
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
		New: func() []any {
			type Parent struct {
				ID int64 `bun:",pk"`
			}
			type Thing struct {
				ID       int64 `bun:",pk"`
				ParentID int64
			}
			return []any{(*Parent)(nil), (*Thing)(nil)}
		},
	},
}
