// What: writes edits to the log, each following the one before it, the first following the map, and says how far the map
//       has come.
// Parameters: map; rows, each with number, before and values; head, positions, link_kinds.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
SET m.head = $head, m.positions = $positions, m.link_kinds = $link_kinds
WITH m
UNWIND $rows AS row
CREATE (e:SysmapEdit)
SET e = row.values
WITH m, e, row
OPTIONAL MATCH (before:SysmapEdit {map: $map, number: row.before})
WITH e, coalesce(before, m) AS before
CREATE (e)-[:FOLLOWS]->(before)
