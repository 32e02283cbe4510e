// What: every record of a map that is a relationship.
// Parameters: map.
// Returns: type, properties, from, to.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
MATCH (n)-[r]->(m)
WHERE r._position IS NOT NULL
RETURN type(r) AS type, properties(r) AS properties, n.id AS from, m.id AS to
