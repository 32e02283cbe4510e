// What: lets everybody read a map again, because what was copied to it is whole.
// Parameters: map.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
REMOVE m.copying, m.copying_edit, m.copying_changes, m.copying_done, m.copying_total, m.copying_heard
