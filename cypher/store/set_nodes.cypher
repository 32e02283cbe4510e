// What: gives records that are nodes all their values anew.
// Parameters: map; rows, each with id and values.
// Returns: nothing.
UNWIND $rows AS row
MATCH (n:SysmapRecord {map: $map, id: row.id})
SET n = row.values
