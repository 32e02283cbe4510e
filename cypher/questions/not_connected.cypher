// What is not yet connected to anything?
// Organisations, services and factors that no link joins.
// Returns element: the id.
// Returns kind: what it is.
// Returns name: its name.
MATCH (n:SysmapRecord&(Organisation|Service|Factor))
WHERE n.map = $map AND n.id IS NOT NULL AND n.scenario IS NULL
  AND NOT EXISTS { MATCH (n)-[r]-(m) WHERE r._position IS NOT NULL AND r.scenario IS NULL AND m.scenario IS NULL }
RETURN n.id AS element, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n.name AS name
ORDER BY element
