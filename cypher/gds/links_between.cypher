// What: the links of a layer that lead from one of some elements to another.
// Parameters: map; ids; kinds, the types of the layer, none for every type.
// Returns: type, properties, from, to.
UNWIND $ids AS id
MATCH (a:SysmapRecord {map: $map, id: id})-[r]->(b:Organisation|Service|Factor)
WHERE r._position IS NOT NULL AND b.id IN $ids
  AND a.scenario IS NULL AND r.scenario IS NULL AND b.scenario IS NULL
  AND ($kinds = [] OR type(r) IN $kinds)
RETURN type(r) AS type, properties(r) AS properties, a.id AS from, b.id AS to
