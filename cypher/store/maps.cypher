// What: the maps in this database.
// Parameters: none.
// Returns: name, title, edits, records; by name.
MATCH (m:SysmapMap)
OPTIONAL MATCH (about:SysmapRecord {map: m.name, id: 'map'})
RETURN m.name AS name, coalesce(about.name, '') AS title, m.head AS edits,
       COUNT { MATCH (n:SysmapRecord) WHERE n.map = m.name AND n.id IS NOT NULL AND n._position IS NOT NULL } AS elements
ORDER BY name
