// What: those of these ids that are not of records that are nodes.
// Parameters: map, ids.
// Returns: id.
UNWIND $ids AS id
WITH id
WHERE NOT EXISTS { MATCH (n:SysmapRecord {map: $map, id: id}) WHERE n._position IS NOT NULL }
RETURN id
