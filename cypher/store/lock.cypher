// What: has everybody else who writes to this map wait until this transaction ends, and says how far it has come.
// Parameters: map; ids, of edits.
// Returns: head, positions, link_kinds, as header.cypher does; recorded, those of the edits that are in the log already.
MATCH (m:SysmapMap {name: $map})
SET m.locked = true
REMOVE m.locked
RETURN m.head AS head, m.positions AS positions, m.link_kinds AS link_kinds,
       [id IN $ids WHERE EXISTS { MATCH (:SysmapEdit {map: $map, id: id}) }] AS recorded
