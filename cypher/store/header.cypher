// What: how far a map has come.
// Parameters: map.
// Returns: head, the number of its last edit; positions, how many places in its order are taken; link_kinds, the
//          relationship types that its records have; unfinished, how far copying something large to it has come, null
//          where nothing is being copied; quiet, the seconds since that was last heard of. No row where there is no
//          such map.
MATCH (m:SysmapMap {name: $map})
RETURN m.head AS head, m.positions AS positions, m.link_kinds AS link_kinds,
       CASE WHEN m.copying IS NULL THEN null
            ELSE {new: m.copying = 'new', edit: m.copying_edit, changes: m.copying_changes, done: m.copying_done, total: m.copying_total}
       END AS unfinished,
       (timestamp() - m.copying_heard) / 1000 AS quiet
