// What: the edits of a map that were refused, with what stood against them.
// Parameters: map.
// Returns: the refused edits, the first first.
MATCH (c:SysmapConflict)
WHERE c.map = $map AND c.at IS NOT NULL
RETURN c AS conflict
ORDER BY c.at, c.refused, c.id
