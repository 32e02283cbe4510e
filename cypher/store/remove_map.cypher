// What: removes a map of which nothing is left.
// Parameters: map.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
DETACH DELETE m
