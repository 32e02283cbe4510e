// What: the next edits of the log after one, up to another, without their changes.
// Parameters: map, since, until; limit, how many at most.
// Returns: edit and size, how many changes it has, 0 where that is not known; the first first.
MATCH (e:SysmapEdit)
WHERE e.map = $map AND e.number > $since AND e.number <= $until
WITH e ORDER BY e.number LIMIT $limit
RETURN e {.id, .number, .time, .by, .what, .why, .undoes, .redoes} AS edit, coalesce(e.size, 0) AS size
