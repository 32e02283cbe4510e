// What: takes records that are relationships away.
// Parameters: map, ids; `KIND` stands for the type.
// Returns: nothing.
UNWIND $ids AS id
MATCH ()-[r:`KIND` {map: $map, id: id}]->()
DELETE r
