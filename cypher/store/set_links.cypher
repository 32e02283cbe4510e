// What: gives records that are relationships all their values anew.
// Parameters: map; rows, each with id and values; `KIND` stands for the type.
// Returns: nothing.
UNWIND $rows AS row
MATCH ()-[r:`KIND` {map: $map, id: row.id}]->()
SET r = row.values
