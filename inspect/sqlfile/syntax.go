package sqlfile

// Syntax says what the scripts of a dialect are made of, beyond the common
// ground: '…' strings, "…" names, -- and /* */ comments, parentheses and
// semicolons.
type Syntax struct {
	DollarQuotes    bool // $tag$ … $tag$ is a string
	EscapeStrings   bool // E'…' is a string with backslash escapes
	NestedComments  bool // /* /* */ */ is one comment
	HashComments    bool // # starts a comment line
	Backticks       bool // `…` is a name
	Brackets        bool // […] is a name
	PlainEscapes    bool // '…' is a string with backslash escapes
	BackslashEscape bool // every string has backslash escapes, and "…" is a string too
	AtomicBodies    bool // BEGIN ATOMIC … END belongs to one statement
	TriggerBodies   bool // CREATE TRIGGER … BEGIN … END is one statement
	// SpacedDashes: -- begins a comment only before a blank or the line's end.
	SpacedDashes bool
	// ConditionalComments: what stands between /*!80000 and */ is text to servers of
	// that version.
	ConditionalComments bool
	// Delimiters: a line DELIMITER // says what ends statements from there on, until
	// which BEGIN … END of a CREATE statement belongs to one.
	Delimiters bool
	Psql       bool // backslash lines are commands for psql, COPY … FROM stdin has data
}

// Postgres returns the syntax of scripts for PostgreSQL and its psql.
func Postgres() Syntax {
	return Syntax{DollarQuotes: true, EscapeStrings: true, NestedComments: true, AtomicBodies: true, Psql: true}
}

// MySQL returns the syntax of scripts for MySQL and MariaDB.
func MySQL() Syntax {
	return Syntax{
		HashComments: true, Backticks: true, BackslashEscape: true, SpacedDashes: true, ConditionalComments: true, Delimiters: true,
	}
}

// SQLite returns the syntax of scripts for SQLite.
func SQLite() Syntax {
	return Syntax{Backticks: true, Brackets: true, TriggerBodies: true}
}
