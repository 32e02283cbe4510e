// What: those of these edits that are in the log already.
// Parameters: map, ids.
// Returns: number and the edit, the first first.
UNWIND $ids AS id
MATCH (e:SysmapEdit {map: $map, id: id})
RETURN e.number AS number, e AS edit
ORDER BY number
