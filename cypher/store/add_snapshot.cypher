// What: names a moment of a map.
// Parameters: map, name, number, time, role, note.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
OPTIONAL MATCH (e:SysmapEdit {map: $map, number: $number})
CREATE (s:SysmapSnapshot {map: $map, name: $name, number: $number, time: $time, role: $role, note: $note})
WITH s, coalesce(e, m) AS moment
CREATE (s)-[:NAMES]->(moment)
