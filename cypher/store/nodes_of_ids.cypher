// What: the records with these ids that are nodes.
// Parameters: map, ids.
// Returns: labels, properties.
UNWIND $ids AS id
MATCH (n:SysmapRecord {map: $map, id: id})
WHERE n._position IS NOT NULL
RETURN labels(n) AS labels, properties(n) AS properties
