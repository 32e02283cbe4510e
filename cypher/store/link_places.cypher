// What: has nodes that hold the place of a link lead to both its ends.
// Parameters: map; rows, each with id, type, from and to.
// Returns: nothing.
UNWIND $rows AS row
MATCH (n:SysmapRecord {map: $map, id: row.id})
WHERE n._position IS NULL
SET n:SysmapLink, n.type = row.type
REMOVE n:SysmapMissing
WITH n, row
MATCH (start:SysmapRecord {map: $map, id: row.from})
MATCH (finish:SysmapRecord {map: $map, id: row.to})
CREATE (n)-[:FROM]->(start)
CREATE (n)-[:TO]->(finish)
