-- What structs can't hold stands beside them.
CREATE VIEW published_posts AS
    SELECT p.id, p.title, p.published_at, u.name AS author
    FROM posts p JOIN users u ON u.id = p.author_id
    WHERE p.published_at <= now();
