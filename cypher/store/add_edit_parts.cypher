// What: writes further changes of edits that are in the log.
// Parameters: map; rows, each with edit, the number of the edit, and values.
// Returns: nothing.
UNWIND $rows AS row
MATCH (e:SysmapEdit {map: $map, number: row.edit})
CREATE (p:SysmapEditPart)-[:CONTINUES]->(e)
SET p = row.values
