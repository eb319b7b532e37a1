-- kind: enum
-- object
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- attribute: labels (one more at the end)
CREATE TYPE mood AS ENUM ('sad', 'happy', 'ecstatic');
-- attribute: labels (one more between)
CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
-- attribute: labels (one less)
CREATE TYPE mood AS ENUM ('happy');
-- attribute: labels (another order)
CREATE TYPE mood AS ENUM ('happy', 'sad');
-- attribute: name of an enum value
-- rename: value:mood.sad=blue
CREATE TYPE mood AS ENUM ('blue', 'happy');
-- attribute: name
-- rename: type:mood=temper
CREATE TYPE temper AS ENUM ('sad', 'happy');
-- attribute: comment
CREATE TYPE mood AS ENUM ('sad', 'happy');
COMMENT ON TYPE mood IS 'how one feels';
