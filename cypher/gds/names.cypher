// What: the elements of the base of a map that a room draws and joins up.
// Parameters: map.
// Returns: id, kind, name.
MATCH (n:SysmapRecord&(Organisation|Service|Factor))
WHERE n.map = $map AND n.id IS NOT NULL AND n.scenario IS NULL
RETURN n.id AS id, head([label IN labels(n) WHERE label IN ['Organisation', 'Service', 'Factor']]) AS kind, n.name AS name
ORDER BY n._position
