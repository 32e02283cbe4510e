// What: the next edits of the log after one, up to another.
// Parameters: map, since, until; limit, how many at most.
// Returns: the edits, the first first.
MATCH (e:SysmapEdit)
WHERE e.map = $map AND e.number > $since AND e.number <= $until
RETURN e AS edit
ORDER BY e.number LIMIT $limit
