// What: takes away the relationships that follow from references of these records.
// Parameters: map; rows, each with holder, the node they hang on, and owner, the record whose references they draw.
// Returns: nothing.
UNWIND $rows AS row
MATCH (n:SysmapRecord {map: $map, id: row.holder})-[r]-()
WHERE r._of = row.owner
DELETE r
