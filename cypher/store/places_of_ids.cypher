// What: those of these ids for which a node holds the place of a link, or of what is not on the map.
// Parameters: map, ids.
// Returns: id.
UNWIND $ids AS id
MATCH (n:SysmapRecord {map: $map, id: id})
WHERE n._position IS NULL
RETURN id
