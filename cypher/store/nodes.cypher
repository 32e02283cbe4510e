// What: every record of a map that is a node, but those of some kinds.
// Parameters: map; without, labels to leave out.
// Returns: labels, properties.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n._position IS NOT NULL AND none(label IN labels(n) WHERE label IN $without)
RETURN labels(n) AS labels, properties(n) AS properties
