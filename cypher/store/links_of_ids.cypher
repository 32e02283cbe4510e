// What: the records with these ids that are relationships.
// Parameters: map, ids; `KIND` stands for the types to look among.
// Returns: type, properties, from, to.
UNWIND $ids AS id
MATCH (n)-[r:`KIND` {map: $map, id: id}]->(m)
WHERE r._position IS NOT NULL
RETURN type(r) AS type, properties(r) AS properties, n.id AS from, m.id AS to
