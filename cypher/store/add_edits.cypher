// What: writes edits to the log, each following the one before it, the first following the map.
// Parameters: map; rows, each with number, before and values.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
UNWIND $rows AS row
CREATE (e:SysmapEdit)
SET e = row.values
WITH m, e, row
OPTIONAL MATCH (before:SysmapEdit {map: $map, number: row.before})
WITH e, coalesce(before, m) AS before
CREATE (e)-[:FOLLOWS]->(before)
