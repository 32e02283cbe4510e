// What: takes a part of an edit, or with start 0 the edit, out of the log.
// Parameters: map; edit, its number; start.
// Returns: nothing.
OPTIONAL MATCH (p:SysmapEditPart {map: $map, edit: $edit, start: $start})
OPTIONAL MATCH (e:SysmapEdit {map: $map, number: $edit}) WHERE $start = 0
DETACH DELETE p, e
