CREATE TYPE kind AS ENUM ('big', 'small');
CREATE TABLE categories (
id bigint NOT NULL,
name text NOT NULL,
kind kind CONSTRAINT known NOT NULL
);
CREATE TABLE user_urls (
id bigint NOT NULL,
category_id bigint NOT NULL,
title text NOT NULL,
pos_ids bigint[] NOT NULL,
ipv4_addr text NOT NULL
);
ALTER TABLE categories ADD CONSTRAINT pk_categories PRIMARY KEY (id);
ALTER TABLE categories ADD CONSTRAINT uq_categories_name UNIQUE (name);
ALTER TABLE user_urls ADD CONSTRAINT ex_user_urls_title EXCLUDE (title WITH =);
ALTER TABLE user_urls ADD CONSTRAINT pk_user_urls PRIMARY KEY (id);
ALTER TABLE user_urls ADD CONSTRAINT ck_user_urls_not_empty CHECK (title <> '');
ALTER TABLE user_urls ADD CHECK (title <> 'x');
CREATE INDEX ix_categories_name ON categories (name);
CREATE INDEX ix_user_urls_lower_category_id ON user_urls (lower(title), category_id DESC);
CREATE INDEX kept_as_it_is ON user_urls (title);
CREATE INDEX ix_user_urls_category_id ON user_urls (category_id);
COMMENT ON TABLE categories IS E'Category is what things belong to.\n\nIt has a second paragraph.';
COMMENT ON COLUMN categories.name IS 'Name is unique.';
ALTER TABLE user_urls ADD CONSTRAINT fk_user_urls_category_id_categories FOREIGN KEY (category_id) REFERENCES categories (id);
COMMENT ON TABLE user_urls IS 'UserURL is a thing.';
COMMENT ON COLUMN user_urls.pos_ids IS 'the IDs of points of sale';
