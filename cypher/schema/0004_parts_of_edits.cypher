// What: edits that have more changes than one node is to hold: those beyond the first thousand stand in parts.
// Parameters: none.
// Returns: nothing.
CREATE CONSTRAINT sysmap_edit_part IF NOT EXISTS FOR (p:SysmapEditPart) REQUIRE (p.map, p.edit, p.start) IS UNIQUE;
