// What: remembers how far copying something large to a map has come; until it is done the map is not read.
// Parameters: map; as, 'new' where there was no map before, else 'more'; edit and changes, the edit that is half done
//             and how many of its changes are, null where none is; done and total, how many changes of how many.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
SET m.copying = $as, m.copying_edit = $edit, m.copying_changes = $changes, m.copying_done = $done,
    m.copying_total = $total, m.copying_heard = timestamp()
