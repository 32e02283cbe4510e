// What: keeps an edit that was refused, so that both values are on record.
// Parameters: map, id, values.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
MERGE (c:SysmapConflict {map: $map, id: $id})
SET c = $values
MERGE (c)-[:REFUSED_BY]->(m)
