// What: takes records that are nodes away; what is left holds the place until settle.cypher looks who refers to it.
// Parameters: map, ids; `KIND` stands for the label.
// Returns: nothing.
UNWIND $ids AS id
MATCH (n:SysmapRecord {map: $map, id: id})
SET n = {map: $map, id: id}
SET n:SysmapMissing
REMOVE n:`KIND`
