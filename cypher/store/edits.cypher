// What: the log after an edit, up to another.
// Parameters: map, since, until.
// Returns: the edits, the first first.
MATCH (e:SysmapEdit)
WHERE e.map = $map AND e.number > $since AND e.number <= $until
RETURN e AS edit
ORDER BY e.number
