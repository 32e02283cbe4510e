// What: draws the relationships that follow from references of records.
// Parameters: map; rows, each with from, to and values; `KIND` stands for the type.
// Returns: nothing.
UNWIND $rows AS row
MATCH (n:SysmapRecord {map: $map, id: row.from})
MATCH (m:SysmapRecord {map: $map, id: row.to})
CREATE (n)-[r:`KIND`]->(m)
SET r = row.values
