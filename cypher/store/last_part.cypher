// What: the part of an edit that was written last.
// Parameters: map; edit, its number.
// Returns: start, changes and before, as edit_parts.cypher does; no row where the edit has no further parts.
MATCH (p:SysmapEditPart)
WHERE p.map = $map AND p.edit = $edit
RETURN p.start AS start, p.changes AS changes, p.before AS before
ORDER BY p.start DESC LIMIT 1
