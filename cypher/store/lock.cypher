// What: has everybody else who writes to this map wait until this transaction ends, and says how far it has come.
// Parameters: map; ids, of edits; touched, ids of records.
// Returns: head, positions, link_kinds, unfinished and quiet, as header.cypher does; recorded, those of the edits that
//          are in the log already; nodes, those of the records that are nodes, each with labels and properties.
MATCH (m:SysmapMap {name: $map})
SET m.locked = true
REMOVE m.locked
RETURN m.head AS head, m.positions AS positions, m.link_kinds AS link_kinds,
       CASE WHEN m.copying IS NULL THEN null
            ELSE {new: m.copying = 'new', edit: m.copying_edit, changes: m.copying_changes, done: m.copying_done, total: m.copying_total}
       END AS unfinished,
       (timestamp() - m.copying_heard) / 1000 AS quiet,
       [id IN $ids WHERE EXISTS { MATCH (e:SysmapEdit {map: $map, id: id}) WHERE e.number <= m.head }] AS recorded,
       COLLECT {
         UNWIND $touched AS id
         MATCH (n:SysmapRecord {map: $map, id: id})
         WHERE n._position IS NOT NULL
         RETURN {labels: labels(n), properties: properties(n)}
       } AS nodes
