// What: where the records of every map stand, and how they are found.
// Parameters: none.
// Returns: nothing.
// Every node of a map has the label SysmapRecord beside the label of its kind, so that an id is told apart within its
// map whatever its kind is. The two indexes find what is left hanging on something that is removed.
CREATE CONSTRAINT sysmap_record IF NOT EXISTS FOR (n:SysmapRecord) REQUIRE (n.map, n.id) IS UNIQUE;
CREATE INDEX sysmap_record_from IF NOT EXISTS FOR (n:SysmapRecord) ON (n.map, n.from_id);
CREATE INDEX sysmap_record_to IF NOT EXISTS FOR (n:SysmapRecord) ON (n.map, n.to_id);
