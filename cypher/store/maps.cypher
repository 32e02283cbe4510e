// What: the maps in this database.
// Parameters: none.
// Returns: name, title, edits, elements; done and total, how many changes of how many have been copied to it where that
//          is not done, else null; by name.
MATCH (m:SysmapMap)
OPTIONAL MATCH (about:SysmapRecord {map: m.name, id: 'map'})
RETURN m.name AS name, coalesce(about.name, '') AS title, m.head AS edits,
       COUNT { MATCH (n:SysmapRecord) WHERE n.map = m.name AND n.id IS NOT NULL AND n._position IS NOT NULL } AS elements,
       m.copying_done AS done, m.copying_total AS total
ORDER BY name
