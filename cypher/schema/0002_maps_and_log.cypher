// What: the maps of this database, their logs, their snapshots and the edits that were refused.
// Parameters: none.
// Returns: nothing.
CREATE CONSTRAINT sysmap_map IF NOT EXISTS FOR (m:SysmapMap) REQUIRE m.name IS UNIQUE;
CREATE CONSTRAINT sysmap_edit_number IF NOT EXISTS FOR (e:SysmapEdit) REQUIRE (e.map, e.number) IS UNIQUE;
CREATE CONSTRAINT sysmap_edit_id IF NOT EXISTS FOR (e:SysmapEdit) REQUIRE (e.map, e.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_snapshot IF NOT EXISTS FOR (s:SysmapSnapshot) REQUIRE (s.map, s.name) IS UNIQUE;
CREATE INDEX sysmap_conflict IF NOT EXISTS FOR (c:SysmapConflict) ON (c.map, c.at);
