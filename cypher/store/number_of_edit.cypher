// What: an edit that may be in the log already.
// Parameters: map, id.
// Returns: number and the edit; no row where it is not.
MATCH (e:SysmapEdit {map: $map, id: $id})
RETURN e.number AS number, e AS edit
