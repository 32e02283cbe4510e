// What: how many records of a map are nodes, by kind.
// Parameters: map.
// Returns: labels, number.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n._position IS NOT NULL
RETURN labels(n) AS labels, count(*) AS number
