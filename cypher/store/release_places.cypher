// What: removes nodes that hold the place of an id that nothing is joined to any more.
// Parameters: map, ids.
// Returns: nothing.
UNWIND $ids AS id
MATCH (n:SysmapRecord {map: $map, id: id})
WHERE n._position IS NULL
  AND NOT EXISTS { MATCH (n)-[r]-() WHERE r._position IS NOT NULL OR r._of IS NOT NULL }
DETACH DELETE n
