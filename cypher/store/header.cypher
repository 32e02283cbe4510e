// What: how far a map has come.
// Parameters: map.
// Returns: head, the number of its last edit; positions, how many places in its order are taken; link_kinds, the
//          relationship types that its records have. No row where there is no such map.
MATCH (m:SysmapMap {name: $map})
RETURN m.head AS head, m.positions AS positions, m.link_kinds AS link_kinds
