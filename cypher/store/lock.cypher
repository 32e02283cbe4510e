// What: has everybody else who writes to this map wait until this transaction ends, and says how far it has come.
// Parameters: map.
// Returns: head, positions, link_kinds; see header.cypher.
MATCH (m:SysmapMap {name: $map})
SET m.locked = true
REMOVE m.locked
RETURN m.head AS head, m.positions AS positions, m.link_kinds AS link_kinds
