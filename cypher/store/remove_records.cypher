// What: removes some of the records of a map that was never finished.
// Parameters: map; limit, how many nodes.
// Returns: removed, how many.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS removed
