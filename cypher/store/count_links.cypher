// What: how many records of a map are relationships, by kind.
// Parameters: map.
// Returns: type, number.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
MATCH (n)-[r]->()
WHERE r._position IS NOT NULL
RETURN type(r) AS type, count(*) AS number
