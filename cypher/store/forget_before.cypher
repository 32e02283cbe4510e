// What: forgets some of what taking an edit back would need to know, because it is whole.
// Parameters: map; edit, its number; limit, of how many of its parts, which the server has to hold with their changes.
// Returns: forgotten, of how many parts.
CALL () {
  MATCH (e:SysmapEdit {map: $map, number: $edit})
  WHERE e.before IS NOT NULL
  RETURN e AS part
  UNION ALL
  MATCH (p:SysmapEditPart)
  WHERE p.map = $map AND p.edit = $edit AND p.start > 0 AND p.before IS NOT NULL
  RETURN p AS part
}
WITH part LIMIT $limit
REMOVE part.before
RETURN count(*) AS forgotten
