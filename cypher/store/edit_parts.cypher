// What: the next further parts of an edit that has many changes.
// Parameters: map; edit, its number; since, how many of its changes come before; limit, how many parts at most.
// Returns: start, how many changes of the edit come before the part; changes; before, what taking the part back needs to
//          know, null once the edit is whole; the first first.
MATCH (p:SysmapEditPart)
WHERE p.map = $map AND p.edit = $edit AND p.start >= $since
RETURN p.start AS start, p.changes AS changes, p.before AS before
ORDER BY p.start LIMIT $limit
