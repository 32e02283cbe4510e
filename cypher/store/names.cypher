// What: what every record of a map that is a node is called, but those of some kinds.
// Parameters: map; without, labels to leave out.
// Returns: labels, properties: those that say its name, its aliases and its place, null where it has none.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n._position IS NOT NULL AND none(label IN labels(n) WHERE label IN $without)
RETURN labels(n) AS labels, n {.id, .name, .aliases, .from_id, .to_id, ._position} AS properties
