// What: prepares for a relationship type that the schema does not name: a user's own.
// Parameters: none; `NAME` stands for the constraint's name, `KIND` for the type.
// Returns: nothing.
CREATE CONSTRAINT `NAME` IF NOT EXISTS FOR ()-[r:`KIND`]-() REQUIRE (r.map, r.id) IS UNIQUE
