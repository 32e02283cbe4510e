// What: finds the nodes of a map that hold the place of a link, or of what is not on the map.
// Parameters: none.
// Returns: nothing.
CREATE INDEX sysmap_missing IF NOT EXISTS FOR (n:SysmapMissing) ON (n.map);
CREATE INDEX sysmap_link IF NOT EXISTS FOR (n:SysmapLink) ON (n.map);
