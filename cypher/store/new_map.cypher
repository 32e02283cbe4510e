// What: begins an empty map.
// Parameters: map, time.
// Returns: nothing; fails where a map of that name is there.
CREATE (:SysmapMap {name: $map, created: $time, head: 0, positions: 0, link_kinds: []})
