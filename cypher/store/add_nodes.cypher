// What: adds records that are nodes; where others refer to such an id already, the node that holds its place becomes it.
// Parameters: map; rows, each with id and values; `KIND` stands for the label.
// Returns: nothing.
UNWIND $rows AS row
MERGE (n:SysmapRecord {map: $map, id: row.id})
SET n = row.values
SET n:`KIND`
REMOVE n:SysmapMissing:SysmapLink
