// What: forgets what taking an edit back would need to know, because it is whole.
// Parameters: map; edit, its number.
// Returns: nothing.
MATCH (e:SysmapEdit {map: $map, number: $edit})
REMOVE e.before
WITH e
MATCH (p:SysmapEditPart)
WHERE p.map = $map AND p.edit = $edit AND p.start > 0 AND p.before IS NOT NULL
REMOVE p.before
