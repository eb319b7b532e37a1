-- A child's own not-null constraint (since 18) for a column that has its default from the parent.
CREATE TABLE note (body text NOT NULL, parent_id bool DEFAULT false);
CREATE TABLE comment_thread (PRIMARY KEY (parent_id)) INHERITS (note);
