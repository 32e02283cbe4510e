// What stops if this stops?
// Everything that depends on it, straight or through others, and where it is a body, the services that it delivers and what
// depends on those.
// Parameter element id: what stops.
// Returns element: the id of what would stop.
// Returns name: its name.
MATCH (x:SysmapRecord {map: $map, id: $element})
WHERE x.scenario IS NULL
OPTIONAL MATCH (x)-[d:DELIVERS]->(service)
WHERE d.scenario IS NULL AND service.scenario IS NULL
WITH x, [x] + collect(DISTINCT service) AS starts
UNWIND starts AS start
MATCH path = (start)<-[:DEPENDS_ON*0..8]-(other)
WHERE other <> x
  AND all(n IN nodes(path) WHERE n.scenario IS NULL)
  AND all(r IN relationships(path) WHERE r.scenario IS NULL)
RETURN DISTINCT other.id AS element, other.name AS name
ORDER BY element
