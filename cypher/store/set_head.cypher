// What: says how far a map has come.
// Parameters: map, head, positions, link_kinds.
// Returns: nothing.
MATCH (m:SysmapMap {name: $map})
SET m.head = $head, m.positions = $positions, m.link_kinds = $link_kinds
