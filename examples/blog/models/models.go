// Package models is what the blog keeps in its database: users, their posts, and
// a log of what was done to both.
package models

import (
	"time"

	"github.com/schemadiff/schemadiff/schema"
)

// Record is what every table has.
type Record struct {
	ID        string    `db:"id" schema:"type=uuid;default=gen_random_uuid();pk"`
	CreatedAt time.Time `db:"created_at" schema:"default=now()"`
	UpdatedAt time.Time `db:"updated_at" schema:"default=now()"`
}

// Role is what a user may do.
type Role string

// The roles.
const (
	RoleReader Role = "reader"
	RoleAuthor Role = "author"
	RoleAdmin  Role = "admin"
)

// User is somebody who may log in.
type User struct {
	_ schema.Table `schema:"name=users;comments"`
	_ schema.Index `schema:"name=ix_users_lower_email;unique;on=lower(email)"`
	Record

	// Email is the address that the user logs in with.
	Email string `db:"email" schema:"size=255;check=email ~ '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$';name=ck_users_email"`
	// Name is what others see.
	Name     string     `db:"name" schema:"size=100"`
	Role     Role       `db:"role" schema:"enum=user_role;default='reader';index=ix_users_role_active"`
	Active   bool       `db:"active" schema:"default=true;index=ix_users_role_active"`
	LastSeen *time.Time `db:"last_seen"`
	// Settings are the user's own.
	Settings map[string]any `db:"settings" schema:"default='{}'"`
}

// Post is an article.
type Post struct {
	_ schema.Table      `schema:"name=posts;comments"`
	_ schema.Index      `schema:"name=ix_posts_author_id_published_at;on=author_id, published_at DESC NULLS LAST"`
	_ schema.Index      `schema:"name=ix_posts_published;on=published_at;where=published_at IS NOT NULL"`
	_ schema.Unique     `schema:"name=uq_posts_author_id_slug;columns=author_id, slug"`
	_ schema.Check      `schema:"name=ck_posts_slug;expr=slug = lower(slug)"`
	_ schema.ForeignKey `schema:"name=fk_posts_author_id_users;columns=author_id;references=users(id);ondelete=cascade"`
	Record

	AuthorID string `db:"author_id" schema:"type=uuid"`
	// Slug is the title as it stands in URLs.
	Slug  string `db:"slug" schema:"size=120"`
	Title string `db:"title" schema:"size=200"`
	Body  string `db:"body" schema:"default=''"`
	// Tags are words that the post is found by.
	Tags        []string       `db:"tags" schema:"default='{}';index=ix_posts_tags;method=gin"`
	Meta        map[string]any `db:"meta" schema:"default='{}';index=ix_posts_meta;method=gin;opclass=jsonb_path_ops"`
	PublishedAt *time.Time     `db:"published_at"`
	Words       int32          `db:"words" schema:"generated=cardinality(regexp_split_to_array(body, '\\s+'))"`

	// Author is filled by a query of its own.
	Author *User `db:"-"`
}
