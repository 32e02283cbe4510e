// What: the records of one kind that are relationships.
// Parameters: map; `KIND` stands for the type.
// Returns: type, properties, from, to.
MATCH (n)-[r:`KIND`]->(m)
WHERE r.map = $map AND r.id IS NOT NULL AND r._position IS NOT NULL
RETURN type(r) AS type, properties(r) AS properties, n.id AS from, m.id AS to
