package models

// Indexed has the options of indexes.
type Indexed struct {
	ID         uint   `gorm:"primaryKey"`
	Plain      string `gorm:"index"`
	Named      string `gorm:"index:idx_name"`
	Unique     string `gorm:"uniqueIndex"`
	Unique2    string `gorm:"index:,unique"`
	Hash       string `gorm:"index:,class:,type:hash,where:hash <> ''"`
	Class      string `gorm:"index:,class:UNIQUE"`
	Gin        string `gorm:"type:jsonb;index:idx_gin,type:gin,expression:gin jsonb_path_ops"`
	Sorted     string `gorm:"index:,sort:desc,collate:\"C\",comment:a comment"`
	Length     string `gorm:"index:,length:10"`
	Where      int    `gorm:"index:,where:\"where\" > 10"`
	Where2     int    `gorm:"uniqueIndex:idx_where2,where:where2 > 10 AND plain <> 'a\\,b'"`
	Expression string `gorm:"index:idx_lower,expression:lower(expression)"`
	Abs        int    `gorm:"uniqueIndex:idx_abs,expression:ABS(abs)"`
	Option     string `gorm:"index:idx_option,option:INCLUDE (plain)"`
	Nulls      string `gorm:"index:idx_nulls,sort:desc NULLS LAST"`
	// Composite ones, in the order of the fields, and of priorities.
	First    string `gorm:"index:idx_member"`
	Second   string `gorm:"index:idx_member"`
	Third    string `gorm:"index:idx_priority,priority:2"`
	Fourth   string `gorm:"index:idx_priority,priority:1;index:idx_member,sort:desc"`
	Fifth    string `gorm:"uniqueIndex:idx_both;index:idx_priority,priority:12"`
	Sixth    string `gorm:"uniqueIndex:idx_both,where:sixth IS NOT NULL"`
	Mixed    Shared `gorm:"embedded;embeddedPrefix:mixed_"`
	Mixed2   Shared `gorm:"embedded;embeddedPrefix:mixed2_"`
	Several  string `gorm:"index:idx_several1;index:idx_several2;uniqueIndex:idx_several3"`
	Checked1 int    `gorm:"check:checked1 >= 0 AND checked1 < 100"`
	Checked2 int    `gorm:"check:chk_two,checked2 IN (1,2,3)"`
}

// Shared has a composite index that is named after the table.
type Shared struct {
	A int `gorm:"index:,unique,composite:shared"`
	B int `gorm:"index:,unique,composite:shared"`
}
