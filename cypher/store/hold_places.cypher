// What: makes a node for every id that something is to be joined to and that has none: a link, or nothing on the map.
// Parameters: map, ids.
// Returns: nothing.
UNWIND $ids AS id
MERGE (n:SysmapRecord {map: $map, id: id})
ON CREATE SET n:SysmapMissing
