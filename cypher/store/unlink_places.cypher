// What: has nodes that hold the place of an id stand for nothing on the map.
// Parameters: map, ids.
// Returns: nothing.
UNWIND $ids AS id
MATCH (n:SysmapRecord {map: $map, id: id})
WHERE n._position IS NULL
SET n:SysmapMissing
REMOVE n:SysmapLink, n.type
WITH n
MATCH (n)-[old:FROM|TO]->()
WHERE old._position IS NULL
DELETE old
